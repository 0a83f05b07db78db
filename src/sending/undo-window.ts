import { may, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict, forbidden } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { enqueue } from '../queue/index.ts';
import { dropRecalledCopies } from './copies/follow.ts';
import { findDispatch, findToRead, touch, type DispatchRecord, type LetterRecord } from './find.ts';
import { isDead } from './gone.ts';
import { beginPaths } from './paper/choose-paths.ts';
import { settleIfDone } from './letter-state.ts';
import type { SendingDeps } from './ports.ts';
import { mailboxOf } from './validate.ts';

/** Holds a draft's letters until `until`, in the caller's transaction. Nothing is made of them before. */
export function openWindow(tx: Tx, dispatch: DispatchRecord, { at, until }: { at: Date; until: Date }): void {
  tx.statement("UPDATE letters SET state = 'waiting_undo', reason = ?, updated_at = ? WHERE dispatch_id = ? AND state = 'draft'")
    .run(JSON.stringify({ key: 'waits.undo', values: {} }), at.toISOString(), dispatch.id);
  tx.statement('UPDATE dispatches SET undo_until = ? WHERE id = ?').run(until.toISOString(), dispatch.id);
  enqueue(tx, { kind: 'begin-dispatch', key: `begin:${dispatch.id}:${dispatch.revision}`, payload: { dispatchId: dispatch.id }, runAt: until, now: at });
}

/**
 * The letters that still wait begin: those with a mailbox are prepared, the others are held back as failed, with why, or go the way that was chosen for them.
 * Done twice, the second does nothing. In the caller's transaction.
 */
export function beginLetters(tx: Tx, deps: SendingDeps, dispatchId: string, from: 'draft' | 'waiting_undo', at: Date): void {
  const now = at.toISOString();
  const letters = tx.statement('SELECT * FROM letters WHERE dispatch_id = ? AND state = ? ORDER BY ordinal').all(dispatchId, from) as LetterRecord[];
  const move = tx.statement('UPDATE letters SET state = ?, reason = ?, updated_at = ? WHERE id = ?');
  let going = 0;
  for (const letter of letters) {
    const mailbox = mailboxOf(tx, letter);
    if (mailbox === 'registered') going += 1;
    const why = isDead(tx, letter) ? 'recipient.dead' : `no_mailbox.${mailbox}`;
    move.run(...(mailbox === 'registered' ? ['preparing', null] : ['failed', JSON.stringify({ key: why, values: {} })]), now, letter.id);
  }
  tx.statement('UPDATE dispatches SET undo_until = NULL, progress_done = 0, progress_total = ?, updated_at = ? WHERE id = ?').run(going, now, dispatchId);
  if (going > 0) enqueue(tx, { kind: 'prepare-dispatch', key: `prepare:${dispatchId}`, payload: { dispatchId }, runAt: at, now: at });
  const { sender } = tx.statement('SELECT submitted_by AS sender FROM dispatches WHERE id = ?').get(dispatchId) as { sender: string | null };
  beginPaths(tx, deps, dispatchId, sender, at);
  settleIfDone(tx, dispatchId, at);
}

/** The work of the queue when the window closes. */
export function beginDispatch(deps: SendingDeps, dispatchId: string): void {
  const at = deps.clock.now();
  deps.db.write((tx) => {
    const dispatch = tx.statement('SELECT undo_until FROM dispatches WHERE id = ?').get(dispatchId) as { undo_until: string | null } | undefined;
    // Undone, or begun already, or undone and submitted again: that one has a window of its own.
    if (dispatch?.undo_until && new Date(dispatch.undo_until) <= at) beginLetters(tx, deps, dispatchId, 'waiting_undo', at);
  });
}

/** The dispatch, for its own people and for whoever approved it. */
function findForUndo(tx: Tx, actor: Actor, dispatchId: string): DispatchRecord {
  const approvedByMe = tx.statement("SELECT 1 FROM approvals WHERE dispatch_id = ? AND state = 'approved' AND decided_by = ?").get(dispatchId, actor.id);
  return approvedByMe ? findToRead(tx, actor, dispatchId) : findDispatch(tx, actor, dispatchId);
}

/** Brings a submitted dispatch back to the draft it was, to be changed and sent anew. Conflict undo.too_late once the window has closed. */
export function undoSubmission(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  deps.db.write((tx) => {
    const { undo_until: until, state } = findForUndo(tx, actor, dispatchId);
    if (!until || (state !== 'submitted' && state !== 'settled')) throw conflict('undo.too_late');
    const at = deps.clock.now();
    const now = at.toISOString();
    tx.statement("UPDATE letters SET state = 'draft', reason = NULL, updated_at = ? WHERE dispatch_id = ? AND state = 'waiting_undo'").run(now, dispatchId);
    tx.statement("UPDATE letters SET state = 'draft', reason = NULL, updated_at = ? WHERE dispatch_id = ? AND state = 'removed' AND json_extract(reason, '$.key') = 'copy.sent_instead'").run(now, dispatchId);
    // One that was recalled by itself meanwhile stays off the list, and can be put back there.
    tx.statement("UPDATE letters SET state = 'removed', reason = NULL, updated_at = ? WHERE dispatch_id = ? AND state = 'cancelled' AND document_id IS NULL").run(now, dispatchId);
    dropRecalledCopies(tx, dispatchId);
    tx.statement("UPDATE dispatches SET state = 'draft', undo_until = NULL, submitted_by = NULL, submitted_at = NULL, settled_at = NULL WHERE id = ?").run(dispatchId);
    touch(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: 'dispatch.undone', subject: { kind: 'dispatch', id: dispatchId } });
  });
}

/** Closes the window at once: whoever is sure need not wait. Conflict undo.too_late. */
export function sendWithoutWaiting(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  if (!may(actor, 'send')) throw forbidden('dispatch.may_not_send');
  deps.db.write((tx) => {
    const { undo_until: until } = findDispatch(tx, actor, dispatchId);
    if (!until) throw conflict('undo.too_late');
    const at = deps.clock.now();
    record(tx, { at, actorId: actor.id, event: 'dispatch.window_closed', subject: { kind: 'dispatch', id: dispatchId } });
    beginLetters(tx, deps, dispatchId, 'waiting_undo', at);
  });
}
