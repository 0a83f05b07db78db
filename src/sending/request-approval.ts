import { may, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict, invalid } from '../core/errors.ts';
import { notify } from '../notices/index.ts';
import { approvalRule } from './approval-rule.ts';
import { approverIds } from './approvals.ts';
import { findDispatch, findDraft, touch } from './find.ts';
import type { SendingDeps } from './ports.ts';
import { checkSeen, type Seen } from './send-off.ts';

export const mostNote = 500;

/** A note of a request or decision: one text, or nothing. Error approval.note_too_long. */
export function noteOf(text: string): string | null {
  const note = text.trim();
  if (note.length > mostNote) throw invalid('approval.note_too_long', { most: mostNote });
  return note || null;
}

/**
 * Lays a draft before whoever may approve it, exactly as the report said. Nothing can be changed meanwhile; to change
 * it, it is withdrawn. Errors: approval.not_needed (the actor may send it without), and those of `checkSeen`.
 */
export function requestApproval(deps: SendingDeps, actor: Actor, dispatchId: string, seen: Seen, text = ''): void {
  const note = noteOf(text);
  deps.db.write((tx) => {
    const dispatch = findDraft(tx, actor, dispatchId);
    const rule = approvalRule(tx, dispatch);
    if (!rule && may(actor, 'send')) throw conflict('approval.not_needed');
    const now = checkSeen(tx, deps, dispatch, seen);
    const at = deps.clock.now();
    const id = deps.ids.uuid();
    const why = rule?.why ?? 'no_right';
    tx.statement("INSERT INTO approvals (id, dispatch_id, state, content_hash, letters, why, requested_by, requested_at, request_note) VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?, ?)")
      .run(id, dispatchId, now.content, now.sendable, why, actor.id, at.toISOString(), note);
    tx.statement("UPDATE dispatches SET state = 'waiting_approval', updated_at = ? WHERE id = ?").run(at.toISOString(), dispatchId);
    for (const userId of approverIds(tx, actor.id)) notify(tx, { ids: deps.ids, at }, { userId, kind: 'approval_asked', subject: { kind: 'dispatch', id: dispatchId } });
    record(tx, { at, actorId: actor.id, event: 'dispatch.approval_asked', subject: { kind: 'dispatch', id: dispatchId }, payload: { letters: now.sendable, content: now.content, why, ...(note ? { note } : {}) } });
  });
}

/** Back to a draft that can be changed; the approval that was asked for is void. Conflict approval.not_waiting. */
export function withdrawApproval(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  deps.db.write((tx) => {
    const dispatch = findDispatch(tx, actor, dispatchId);
    if (dispatch.state !== 'waiting_approval') throw conflict('approval.not_waiting');
    const at = deps.clock.now();
    tx.statement("UPDATE approvals SET state = 'withdrawn', decided_by = ?, decided_at = ? WHERE dispatch_id = ? AND state = 'waiting'").run(actor.id, at.toISOString(), dispatchId);
    tx.statement("UPDATE dispatches SET state = 'draft' WHERE id = ?").run(dispatchId);
    touch(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: 'dispatch.approval_withdrawn', subject: { kind: 'dispatch', id: dispatchId } });
  });
}
