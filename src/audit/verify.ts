import type { Reader } from '../db/index.ts';
import { commitmentOf, genesis, hashOf, type ChainedRow } from './record.ts';

export type AuditFault = {
  seq: number;
  /** altered: a row or its payload was changed. removed: rows are missing before this one. inserted: a row that does not continue the chain. truncated: rows are missing at the end. */
  kind: 'altered' | 'removed' | 'inserted' | 'truncated';
};
export type AuditVerdict = { entries: number; erased: number; head: { seq: number; hash: string }; faults: AuditFault[] };

type Row = ChainedRow & { hash: string; salt: string | null; payload: string | null };

/**
 * Walks the whole chain. A checkpoint (a head printed earlier and kept outside the box) also shows
 * a chain that was rewritten from end to end, which the chain alone cannot (facts/operations.md 2).
 * A payload that is gone is counted as erased; one that is there must match its commitment.
 */
export function verifyAudit(reader: Reader, checkpoint?: { seq: number; hash: string }): AuditVerdict {
  const faults: AuditFault[] = [];
  let previous = { seq: 0, hash: genesis };
  let entries = 0;
  let erased = 0;
  const rows = reader.statement('SELECT e.*, p.salt, p.payload FROM audit_entries e LEFT JOIN audit_payloads p USING (seq) ORDER BY seq').iterate();
  for (const row of rows as Iterable<Row>) {
    entries += 1;
    if (row.seq !== previous.seq + 1) faults.push({ seq: row.seq, kind: 'removed' });
    else if (row.previous_hash !== previous.hash) faults.push({ seq: row.seq, kind: 'inserted' });
    const altered = hashOf(row) !== row.hash || (row.payload !== null && commitmentOf(row.salt ?? '', row.payload) !== row.commitment);
    if (altered) faults.push({ seq: row.seq, kind: 'altered' });
    if (row.payload === null) erased += 1;
    if (checkpoint?.seq === row.seq && checkpoint.hash !== row.hash) faults.push({ seq: row.seq, kind: 'altered' });
    previous = { seq: row.seq, hash: row.hash };
  }
  const counter = reader.statement("SELECT seq FROM sqlite_sequence WHERE name = 'audit_entries'").get() as { seq: number } | undefined;
  const highest = Math.max(counter?.seq ?? 0, checkpoint?.seq ?? 0);
  if (previous.seq < highest) faults.push({ seq: previous.seq + 1, kind: 'truncated' });
  return { entries, erased, head: previous, faults };
}
