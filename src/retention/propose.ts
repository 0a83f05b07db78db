import { may, rolesThatMay, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { notify } from '../notices/index.ts';
import { contentHash, standings } from './content.ts';
import { dueIds, type GroupChoice } from './due.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
/** So that laying a batch before somebody stays one short transaction, and a person can look it through. */
export const mostInBatch = 500;
const mostNote = 500;

/** Ids of documents, or a whole group (its first `mostInBatch`). */
export type Chosen = { ids: string[] } | { group: GroupChoice };

export function noteOf(text: string): string | null {
  const note = text.trim();
  if (note.length > mostNote) throw invalid('disposal.long_reason', { most: mostNote });
  return note || null;
}

/** Users beside the asker who may decide. */
export function approverIds(reader: Reader, askerId: string): string[] {
  const rows = reader.statement('SELECT DISTINCT u.id FROM users u JOIN user_roles r ON r.user_id = u.id WHERE u.locked_at IS NULL AND u.id <> ? AND r.role IN (SELECT value FROM json_each(?))')
    .all(askerId, JSON.stringify(rolesThatMay('approve_disposal'))) as { id: string }[];
  return rows.map(({ id }) => id);
}

/**
 * Lays documents before a second person, bound to exactly what they are now. Answers the batch's id. Errors: disposal.none_chosen;
 * disposal.too_many (`most`); disposal.changed (conflict, `count`) where some are held, moved, changed or in a batch since the
 * page was made; not_found without the right, or for a document the actor does not see.
 */
export function proposeDisposal(deps: Deps, actor: Actor, chosen: Chosen, text = ''): string {
  if (!may(actor, 'dispose')) throw notFound();
  const note = noteOf(text);
  return deps.db.write((tx) => {
    const at = deps.clock.now();
    const today = localDay(at);
    const ids = 'ids' in chosen ? [...new Set(chosen.ids)] : dueIds(tx, actor, today, chosen.group, mostInBatch);
    if (ids.length === 0) throw invalid('disposal.none_chosen');
    if (ids.length > mostInBatch) throw invalid('disposal.too_many', { most: mostInBatch });
    const standing = standings(tx, actor, ids, today);
    if (standing.length < ids.length || standing.some(({ ok }) => ok === 'unseen')) throw notFound();
    const taken = tx.statement('SELECT count(*) AS n FROM disposal_batch_documents WHERE open = 1 AND document_id IN (SELECT value FROM json_each(?))').get(JSON.stringify(ids)) as { n: number };
    const changed = taken.n + standing.filter(({ ok }) => ok !== 'ready').length;
    if (changed > 0) throw conflict('disposal.changed', { count: changed });
    const id = deps.ids.uuid();
    const hash = contentHash(tx, standing);
    tx.statement(`INSERT INTO disposal_batches (id, number, state, content_hash, documents, proposed_by, proposed_at, note)
      VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM disposal_batches), 'waiting', ?, ?, ?, ?, ?)`).run(id, hash, ids.length, actor.id, at.toISOString(), note);
    const insert = tx.statement('INSERT INTO disposal_batch_documents (batch_id, document_id, rule_id, due, content_hash) VALUES (?, ?, ?, ?, ?)');
    for (const each of standing) insert.run(id, each.id, each.ruleId, each.due, contentHash(tx, [each]));
    for (const userId of approverIds(tx, actor.id)) notify(tx, { ids: deps.ids, at }, { userId, kind: 'disposal_asked', subject: { kind: 'disposal_batch', id } });
    record(tx, { at, actorId: actor.id, event: 'disposal.proposed', subject: { kind: 'disposal_batch', id }, payload: { documents: ids, content: hash, ...(note ? { note } : {}) } });
    return id;
  });
}
