import type { Tx } from '../db/index.ts';
import type { SubjectKind } from './events.ts';

const payloadsOf = `SELECT seq FROM audit_entries WHERE subject_kind = @kind AND subject_id = @id UNION SELECT seq FROM audit_entries WHERE parent_kind = @kind AND parent_id = @id`;

function open(tx: Tx, work: () => void): void {
  tx.statement('UPDATE audit_erasure SET open = 1').run();
  work();
  tx.statement('UPDATE audit_erasure SET open = 0').run();
}

/**
 * Erases the personal part of everything logged about these, in the transaction of whoever destroys them. The rows stay with
 * who did what and when, and the chain still verifies.
 */
export function eraseAbout(tx: Tx, subjects: { kind: SubjectKind; id: string }[]): void {
  open(tx, () => {
    for (const subject of subjects) tx.statement(`DELETE FROM audit_payloads WHERE seq IN (${payloadsOf})`).run(subject);
  });
}

/** The same for what was logged about one subject and names one of these files. */
export function eraseNaming(tx: Tx, subject: { kind: SubjectKind; id: string }, filenames: string[]): void {
  if (filenames.length === 0) return;
  open(tx, () => tx.statement(`DELETE FROM audit_payloads WHERE seq IN (${payloadsOf}) AND json_extract(payload, '$.filename') IN (SELECT value FROM json_each(@names))`)
    .run({ ...subject, names: JSON.stringify(filenames) }));
}

