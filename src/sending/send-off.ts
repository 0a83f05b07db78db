import { record } from '../audit/index.ts';
import { conflict } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import { rememberContent } from './duplicates.ts';
import { replaceByGuardians } from './copies/checks.ts';
import type { DispatchRecord } from './find.ts';
import type { SendingDeps } from './ports.ts';
import { isSetUpBlocker, reasonOfSetUp } from './set-up-blockers.ts';
import type { Report } from './types.ts';
import { beginLetters, openWindow } from './undo-window.ts';
import { report } from './validate.ts';

/** The report a person looked at. */
export type Seen = { revision: number; fingerprint: string; /** The person says to have seen that it was sent before. */ acknowledged?: boolean };

/**
 * The report made again inside the transaction that acts on it. Errors: set_up.* (the box may not send at all),
 * dispatch.changed (it is not the report that was seen), dispatch.blocked, dispatch.nothing_to_send, dispatch.sent_before (and not acknowledged).
 */
export function checkSeen(tx: Tx, deps: SendingDeps, dispatch: DispatchRecord, seen: Seen): Report {
  const now = report(tx, dispatch, deps);
  const unready = now.blockers.find(isSetUpBlocker);
  if (unready) throw conflict(reasonOfSetUp(unready));
  if (now.revision !== seen.revision || now.fingerprint !== seen.fingerprint) throw conflict('dispatch.changed');
  if (now.blockers.length > 0) throw conflict('dispatch.blocked');
  if (now.sendable === 0) throw conflict('dispatch.nothing_to_send');
  if ((now.duplicates.length > 0 || now.sentBefore) && !seen.acknowledged) throw conflict('dispatch.sent_before');
  return now;
}

/** A draft that has been checked goes off, in the caller's transaction. `senderId`: who answers for it. */
export function sendOff(tx: Tx, deps: SendingDeps, dispatch: DispatchRecord, now: Report, senderId: string): void {
  const at = deps.clock.now();
  rememberContent(tx, dispatch.id);
  replaceByGuardians(tx, dispatch.id, at);
  const minutes = readSettings(tx)['sending.undoMinutes'];
  tx.statement("UPDATE dispatches SET state = 'submitted', submitted_by = ?, submitted_at = ?, updated_at = ? WHERE id = ?").run(senderId, at.toISOString(), at.toISOString(), dispatch.id);
  record(tx, {
    at, actorId: senderId, event: 'dispatch.submitted', subject: { kind: 'dispatch', id: dispatch.id },
    payload: { letters: now.sendable, heldBack: now.heldBack.length, fingerprint: now.fingerprint, content: now.content, deliverOn: now.deliverOn, undoMinutes: minutes, ...(now.duplicates.length > 0 || now.sentBefore ? { sentBefore: { file: now.sentBefore?.dispatchId ?? null, letters: now.duplicates.map(({ ordinal }) => ordinal) } } : {}) },
  });
  if (now.duplicates.length > 0 || now.sentBefore) record(tx, { at, actorId: senderId, event: 'dispatch.sent_before_seen', subject: { kind: 'dispatch', id: dispatch.id } });
  if (minutes === 0) beginLetters(tx, deps, dispatch.id, 'draft', at);
  else openWindow(tx, dispatch, { at, until: new Date(at.getTime() + minutes * 60_000) });
}
