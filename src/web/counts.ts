import { may, type Actor } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { newMessages } from '../receiving/index.ts';
import { batchesToApprove } from '../retention/index.ts';
import { approvalsWaiting, batchesWaiting, needsPersonCount, openDispatchCount } from '../sending/index.ts';

/** The numbers beside the navigation: letters that need this person, dispatches not yet done, and post to give out or to read. */
export function countsOf(deps: Deps, actor: Actor): { overview: number; send: number; received: number } {
  const { tray, unread } = newMessages(deps.db, actor);
  const received = tray + unread;
  const approvals = approvalsWaiting(deps.db, actor) + batchesToApprove(deps.db, actor);
  if (!may(actor, 'dispatch')) return { overview: approvals, send: 0, received };
  return { overview: approvals + batchesWaiting(deps.db, actor) + needsPersonCount(deps.db, actor), send: openDispatchCount(deps.db, actor), received };
}
