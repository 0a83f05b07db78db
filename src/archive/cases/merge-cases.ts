import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict } from '../../core/errors.ts';
import { findCaseToChange } from './find-case.ts';
import type { CaseDeps } from './make-case.ts';

/**
 * Takes one case up into another, for a person whose number was changed and got a second case: its documents, numbers,
 * parties, notes, keywords and access go over; what it was stays in its own history, and its address leads to the other.
 * Nothing is deleted. Errors: case.merge_itself, case.merge_kinds (a student's case and a company's are never one),
 * and as findCaseToChange for either.
 */
export function mergeCases(deps: CaseDeps, actor: Actor, fromId: string, intoId: string): void {
  deps.db.write((tx) => {
    const from = findCaseToChange(tx, actor, fromId);
    const into = findCaseToChange(tx, actor, intoId);
    if (fromId === intoId) throw conflict('case.merge_itself');
    if (from.kind !== into.kind) throw conflict('case.merge_kinds');
    const at = deps.clock.now();
    const now = at.toISOString();
    // First: what is held for disposal then goes along with the case, not with each document.
    tx.statement("UPDATE cases SET merged_into = ?, status = 'closed', closed_at = coalesce(closed_at, ?), updated_at = ? WHERE id = ?").run(intoId, now, now, fromId);
    const documents = tx.statement('UPDATE documents SET case_id = ? WHERE case_id = ? RETURNING id').all(intoId, fromId) as { id: string }[];
    const { next } = tx.statement('SELECT coalesce(max(position), -1) + 1 AS next FROM case_identifiers WHERE case_id = ?').get(intoId) as { next: number };
    const numbers = tx.statement('UPDATE case_identifiers SET case_id = ?, position = position + ? WHERE case_id = ? RETURNING kind, number').all(intoId, next, fromId);
    tx.statement('UPDATE case_parties SET case_id = ? WHERE case_id = ?').run(intoId, fromId);
    tx.statement("UPDATE notes SET subject_id = ? WHERE subject_kind = 'case' AND subject_id = ?").run(intoId, fromId);
    for (const table of ['keywords', 'metadata_values']) {
      // What both say stays as the case that goes on says it.
      tx.statement(`UPDATE OR IGNORE ${table} SET subject_id = ? WHERE subject_kind = 'case' AND subject_id = ?`).run(intoId, fromId);
    }
    // Whoever was named on the one sees the other, but the officer stays hers.
    tx.statement(`INSERT OR IGNORE INTO case_access (case_id, user_id, kind, given_by, given_at, level)
      SELECT ?, user_id, 'given', ?, ?, CASE WHEN kind = 'officer' THEN 'write' ELSE level END FROM case_access WHERE case_id = ?`).run(intoId, actor.id, now, fromId);
    tx.statement('INSERT OR IGNORE INTO case_group_access (case_id, group_id, level, given_by, given_at) SELECT ?, group_id, level, ?, ? FROM case_group_access WHERE case_id = ?').run(intoId, actor.id, now, fromId);
    // A secret does not come out by being put together with what is not one.
    if (from.confidential && !into.confidential) tx.statement('UPDATE cases SET confidential = 1 WHERE id = ?').run(intoId);
    tx.statement('UPDATE cases SET updated_at = ? WHERE id = ?').run(now, intoId);
    const payload = { from: fromId, into: intoId, documents: documents.map(({ id }) => id), numbers };
    record(tx, { at, actorId: actor.id, event: 'case.merged', subject: { kind: 'case', id: intoId }, payload });
    record(tx, { at, actorId: actor.id, event: 'case.merged_away', subject: { kind: 'case', id: fromId }, payload: { into: intoId } });
  });
}
