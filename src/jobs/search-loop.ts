import type { Deps } from '../deps.ts';
import { keepIndexes, type IndexRecord } from '../search/index.ts';
import { lettersLeaving, pause } from './delivery-loop.ts';

const idleMs = 500;
/** While letters leave, an index may take one part in so many of the time: the driver is synchronous, and what is written holds them up. */
const besideLetters = 10;
/** But it never rests longer than this. */
const longestRestMs = 2000;
/** A server that is away is asked after less and less often, at least so often. */
const longestPauseMs = 15_000;

/** How long an index rests after a step that took so long, both in milliseconds; even while it is built the other loops of the process get their turn. */
export const restAfter = (took: number, lettersLeave: boolean): number => (lettersLeave ? Math.min(took * (besideLetters - 1), longestRestMs) : 5);

/** Keeps the search indexes up with the archive until `stopping`: a new letter is found within a second or two, one of many that leave when they have left. */
export async function searchLoop(deps: Deps, stopping: AbortSignal): Promise<void> {
  stopping.addEventListener('abort', () => deps.search.interrupt());
  // Each engine by itself: a server that is slow or away must not hold up the embedded index.
  await Promise.all([keep(deps, 'fts5', stopping), keep(deps, 'meilisearch', stopping)]);
}

async function keep(deps: Deps, engine: IndexRecord['engine'], stopping: AbortSignal): Promise<void> {
  const keeper = keepIndexes(deps, (record) => deps.search.open(record), { engine, ...(engine === 'meilisearch' ? { remove: (name) => deps.search.remove(name) } : {}) });
  let wait = idleMs;
  try {
    while (!stopping.aborted) {
      const began = performance.now();
      const more = await keeper.step();
      const took = performance.now() - began;
      wait = keeper.failing() ? Math.min(wait * 2, longestPauseMs) : idleMs;
      await pause(!more || keeper.failing() ? wait : restAfter(took, engine === 'fts5' && lettersLeaving(deps)), stopping);
    }
  } finally {
    await keeper.close();
  }
}
