import { may, type Actor } from '../access/index.ts';
import { conflict, forbidden } from '../core/errors.ts';
import { approvalRule } from './approval-rule.ts';
import { findDraft } from './find.ts';
import type { SendingDeps } from './ports.ts';
import { checkSeen, sendOff, type Seen } from './send-off.ts';

/**
 * Sends what the report said, exactly: `revision` and `fingerprint` are those of the report the
 * actor saw. Letters without a mailbox are held back as failed, with why; the rest are prepared and
 * queued. Errors: dispatch.may_not_send (forbidden), dispatch.needs_approval, and those of `checkSeen`.
 */
export function submit(deps: SendingDeps, actor: Actor, dispatchId: string, seen: Seen): void {
  deps.db.write((tx) => {
    const dispatch = findDraft(tx, actor, dispatchId);
    if (!may(actor, 'send')) throw forbidden('dispatch.may_not_send');
    const now = checkSeen(tx, deps, dispatch, seen);
    if (approvalRule(tx, dispatch)) throw conflict('dispatch.needs_approval');
    sendOff(tx, deps, dispatch, now, actor.id);
  });
}
