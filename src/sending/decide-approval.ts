import { may, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict, forbidden, invalid, notFound } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { notify } from '../notices/index.ts';
import { findToRead, touch, type DispatchRecord } from './find.ts';
import type { SendingDeps } from './ports.ts';
import { noteOf } from './request-approval.ts';
import { checkSeen, sendOff, type Seen } from './send-off.ts';

type Waiting = { id: string; requested_by: string; content_hash: string };

/** The dispatch and what was asked; forbidden approval.own for whoever asked. */
function findWaiting(tx: Tx, actor: Actor, dispatchId: string): { dispatch: DispatchRecord; approval: Waiting } {
  if (!may(actor, 'approve')) throw notFound();
  const dispatch = findToRead(tx, actor, dispatchId);
  const approval = tx.statement("SELECT id, requested_by, content_hash FROM approvals WHERE dispatch_id = ? AND state = 'waiting'").get(dispatchId) as Waiting | undefined;
  if (!approval || dispatch.state !== 'waiting_approval') throw conflict('approval.not_waiting');
  if (approval.requested_by === actor.id) throw forbidden('approval.own');
  return { dispatch, approval };
}

function decide(tx: Tx, approval: Waiting, state: 'approved' | 'sent_back', by: { actor: Actor; at: Date; note: string | null }) {
  tx.statement('UPDATE approvals SET state = ?, decided_by = ?, decided_at = ?, note = ? WHERE id = ?').run(state, by.actor.id, by.at.toISOString(), by.note, approval.id);
}

/**
 * Approves and sends off exactly what was laid before the actor. `seen` is the report they looked at: mailboxes may have
 * changed since it was asked for, the content may not. Errors: approval.not_waiting, approval.own (forbidden),
 * approval.content_changed, and those of `checkSeen`.
 */
export function approve(deps: SendingDeps, actor: Actor, dispatchId: string, seen: Seen, text = ''): void {
  const note = noteOf(text);
  deps.db.write((tx) => {
    const { dispatch, approval } = findWaiting(tx, actor, dispatchId);
    // Whoever asked has said so of what was sent before; it stands on the page the approver looked at.
    const now = checkSeen(tx, deps, dispatch, { ...seen, acknowledged: true });
    if (now.content !== approval.content_hash) throw conflict('approval.content_changed');
    const at = deps.clock.now();
    decide(tx, approval, 'approved', { actor, at, note });
    record(tx, { at, actorId: actor.id, event: 'dispatch.approved', subject: { kind: 'dispatch', id: dispatchId }, payload: { letters: now.sendable, content: now.content, ...(note ? { note } : {}) } });
    sendOff(tx, deps, dispatch, now, approval.requested_by);
  });
}

/** Back to whoever asked, as a draft, with why. Errors: approval.note_missing, approval.not_waiting, approval.own. */
export function sendBack(deps: SendingDeps, actor: Actor, dispatchId: string, text: string): void {
  const note = noteOf(text);
  if (!note) throw invalid('approval.note_missing');
  deps.db.write((tx) => {
    const { approval } = findWaiting(tx, actor, dispatchId);
    const at = deps.clock.now();
    decide(tx, approval, 'sent_back', { actor, at, note });
    tx.statement("UPDATE dispatches SET state = 'draft' WHERE id = ?").run(dispatchId);
    touch(tx, dispatchId, at);
    notify(tx, { ids: deps.ids, at }, { userId: approval.requested_by, kind: 'approval_sent_back', subject: { kind: 'dispatch', id: dispatchId } });
    record(tx, { at, actorId: actor.id, event: 'dispatch.sent_back', subject: { kind: 'dispatch', id: dispatchId }, payload: { note } });
  });
}
