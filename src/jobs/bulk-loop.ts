import { bulkAtWork, bulkToPack, packBulk, stepBulk } from '../archive/index.ts';
import type { Deps } from '../deps.ts';
import { pause } from './delivery-loop.ts';
import { errorWord } from './handlers.ts';

const idleMs = 200;
/**
 * Between two transactions the portal's own get their turn. Who finds the database taken asks again after 1, 2, 5, 10 and 15
 * milliseconds: it must be free for the better half of the time, or a page now and then misses every gap.
 */
const restMs = 15;

/** Carries acts on many records out, a short transaction of each in turn, and makes the packages of exports beside them. */
export async function bulkLoop(deps: Deps, stopping: AbortSignal): Promise<void> {
  await Promise.all([steps(deps, stopping), packages(deps, stopping)]);
}

async function steps(deps: Deps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const ids = bulkAtWork(deps);
    for (const id of ids) {
      if (stopping.aborted) return;
      stepBulk(deps, id);
      await pause(restMs, stopping);
    }
    if (ids.length === 0) await pause(idleMs, stopping);
  }
}

async function packages(deps: Deps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const next = bulkToPack(deps);
    if (next) await packBulk(deps, next).catch((error: unknown) => deps.log.error({ error: errorWord(error) }, 'package of an export failed'));
    else await pause(idleMs, stopping);
  }
}
