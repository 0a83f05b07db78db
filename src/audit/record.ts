import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import type { AuditEvent, SubjectKind } from './events.ts';

export type AuditInput = {
  at: Date;
  /** Null for what the program does by itself. */
  actorId: string | null;
  event: AuditEvent;
  subject: { kind: SubjectKind; id: string };
  /** What the subject belongs to (a document's case, a letter's dispatch), so that its history shows there too. */
  parent?: { kind: SubjectKind; id: string } | undefined;
  /** What it was about, in data. May be personal (search words, a shown number): it can be erased later. */
  payload?: Record<string, unknown> | undefined;
};

export const genesis = '0'.repeat(64);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What a row's payload is bound by: the hash of salt and payload, so that the payload can be erased and the chain still holds. */
export const commitmentOf = (salt: string, payload: string) => sha256(`${salt}\n${payload}`);

export type ChainedRow = {
  seq: number; at: string; actor_id: string | null; event: string;
  subject_kind: string; subject_id: string; parent_kind: string | null; parent_id: string | null;
  commitment: string; previous_hash: string;
};

/** The hash of one row over all its columns and the hash before it. JSON of an array: no two rows spell the same text. */
export const hashOf = (row: ChainedRow) =>
  sha256(JSON.stringify([
    row.seq, row.at, row.actor_id, row.event, row.subject_kind, row.subject_id, row.parent_kind, row.parent_id, row.commitment, row.previous_hash,
  ]));

/**
 * Writes one entry in the transaction of the change it is about, so that neither exists without
 * the other, and chains it to the entry before.
 */
export function record(tx: Tx, input: AuditInput): void {
  const last = tx.statement('SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1').get() as { seq: number; hash: string } | undefined;
  const salt = randomBytes(16).toString('hex');
  const payload = JSON.stringify(input.payload ?? {});
  const row: ChainedRow = {
    seq: (last?.seq ?? 0) + 1,
    at: input.at.toISOString(),
    actor_id: input.actorId,
    event: input.event,
    subject_kind: input.subject.kind,
    subject_id: input.subject.id,
    parent_kind: input.parent?.kind ?? null,
    parent_id: input.parent?.id ?? null,
    commitment: commitmentOf(salt, payload),
    previous_hash: last?.hash ?? genesis,
  };
  tx.statement(`INSERT INTO audit_entries (seq, at, actor_id, event, subject_kind, subject_id, parent_kind, parent_id, commitment, previous_hash, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    row.seq, row.at, row.actor_id, row.event, row.subject_kind, row.subject_id, row.parent_kind, row.parent_id,
    row.commitment, row.previous_hash, hashOf(row),
  );
  tx.statement('INSERT INTO audit_payloads (seq, salt, payload) VALUES (?, ?, ?)').run(row.seq, salt, payload);
}
