import { may, type Actor } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { approvalsWaiting, listDispatches, needsPersonCount } from '../sending/index.ts';

/** The numbers beside the navigation: letters that need this person, and dispatches not yet done. */
export function countsOf(deps: Deps, actor: Actor): { overview: number; send: number } {
  const approvals = approvalsWaiting(deps.db, actor);
  if (!may(actor, 'dispatch')) return { overview: approvals, send: 0 };
  return { overview: approvals + needsPersonCount(deps.db, actor), send: listDispatches(deps.db, actor, { view: 'open', page: 1 }).total };
}
