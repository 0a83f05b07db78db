import { record } from '../audit/index.ts';
import type { Ids } from '../core/ids.ts';
import type { Tx } from '../db/index.ts';
import { insertCase } from './cases/make-case.ts';
import type { RecipientNumber } from '../numbers/index.ts';
import { numbersOf } from '../people/index.ts';

/**
 * The id of the case that a CPR or CVR number belongs to, made when it is missing: the same number
 * always leads to the same case. `name` titles a new case; null when nobody knows it.
 */
export function caseFor(tx: Tx, deps: { ids: Ids }, input: { recipient: RecipientNumber; name: string | null; at: Date; actorId: string | null }): string {
  const { kind, number } = input.recipient;
  const known = tx.statement('SELECT case_id AS id FROM case_identifiers WHERE kind = ? AND number = ?').get(kind, number) as { id: string } | undefined;
  if (known) {
    tx.statement('UPDATE cases SET updated_at = ? WHERE id = ?').run(input.at.toISOString(), known.id);
    return known.id;
  }
  const before = kind === 'cpr' ? caseOfFormerNumber(tx, number, input.at) : undefined;
  if (before) return before;
  const id = deps.ids.uuid();
  const caseKind = kind === 'cpr' ? 'student' : 'company';
  insertCase(tx, { id, kind: caseKind, typeId: caseKind, title: input.name ?? '', filingNodeId: null, confidential: false, at: input.at });
  tx.statement('INSERT INTO case_identifiers (kind, number, case_id, position) VALUES (?, ?, ?, 0)').run(kind, number, id);
  record(tx, { at: input.at, actorId: input.actorId, event: 'case.made', subject: { kind: 'case', id } });
  return id;
}

/** The case of a person whose number was replaced: it gets the new one beside the old. */
function caseOfFormerNumber(tx: Tx, number: string, at: Date): string | undefined {
  for (const other of numbersOf(tx, number)) {
    const known = tx.statement("SELECT case_id AS id FROM case_identifiers WHERE kind = 'cpr' AND number = ?").get(other) as { id: string } | undefined;
    if (!known) continue;
    tx.statement(`INSERT INTO case_identifiers (kind, number, case_id, position)
      SELECT 'cpr', ?, ?, max(position) + 1 FROM case_identifiers WHERE case_id = ?`).run(number, known.id, known.id);
    tx.statement('UPDATE cases SET updated_at = ? WHERE id = ?').run(at.toISOString(), known.id);
    return known.id;
  }
  return undefined;
}
