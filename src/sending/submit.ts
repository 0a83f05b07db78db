import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict } from '../core/errors.ts';
import { enqueue } from '../queue/index.ts';
import { findDraft } from './find.ts';
import type { SendingDeps } from './ports.ts';
import { settleIfDone } from './letter-state.ts';
import { isSetUpBlocker, reasonOfSetUp } from './set-up-blockers.ts';
import { lettersToSend, report } from './validate.ts';

/**
 * Sends what the report said, exactly: `revision` and `fingerprint` are those of the report the
 * actor saw. Letters without a mailbox are held back as failed, with why; the rest are prepared and
 * queued. Errors: set_up.* (the box may
 * not send at all, each names what is missing), dispatch.changed (something changed since), dispatch.blocked, dispatch.nothing_to_send.
 */
export function submit(deps: SendingDeps, actor: Actor, dispatchId: string, seen: { revision: number; fingerprint: string }): void {
  deps.db.write((tx) => {
    const dispatch = findDraft(tx, actor, dispatchId);
    const at = deps.clock.now();
    const now = report(tx, dispatch, deps);
    const unready = now.blockers.find(isSetUpBlocker);
    if (unready) throw conflict(reasonOfSetUp(unready));
    if (now.revision !== seen.revision || now.fingerprint !== seen.fingerprint) throw conflict('dispatch.changed');
    if (now.blockers.length > 0) throw conflict('dispatch.blocked');
    if (now.sendable === 0) throw conflict('dispatch.nothing_to_send');
    const move = tx.statement('UPDATE letters SET state = ?, reason = ?, updated_at = ? WHERE id = ?');
    for (const { letter, mailbox } of lettersToSend(tx, dispatchId)) {
      if (mailbox === 'registered') move.run('preparing', null, at.toISOString(), letter.id);
      else move.run('failed', JSON.stringify({ key: `no_mailbox.${mailbox}`, values: {} }), at.toISOString(), letter.id);
    }
    tx.statement(`UPDATE dispatches SET state = 'submitted', submitted_by = ?, submitted_at = ?, progress_done = 0, progress_total = ?, updated_at = ? WHERE id = ?`)
      .run(actor.id, at.toISOString(), now.sendable, at.toISOString(), dispatchId);
    enqueue(tx, { kind: 'prepare-dispatch', key: `prepare:${dispatchId}`, payload: { dispatchId }, runAt: at, now: at });
    record(tx, {
      at, actorId: actor.id, event: 'dispatch.submitted', subject: { kind: 'dispatch', id: dispatchId },
      payload: { letters: now.sendable, heldBack: now.heldBack.length, fingerprint: now.fingerprint, deliverOn: now.deliverOn },
    });
    settleIfDone(tx, dispatchId, at);
  });
}
