import { may, type Actor } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { listDispatches, needsPersonCount } from '../sending/index.ts';

/** The numbers beside the navigation: letters that need this person, and dispatches not yet done. */
export function countsOf(deps: Deps, actor: Actor): { overview: number; send: number } {
  if (!may(actor, 'dispatch')) return { overview: 0, send: 0 };
  return { overview: needsPersonCount(deps.db, actor), send: listDispatches(deps.db, actor, { view: 'open', page: 1 }).total };
}
