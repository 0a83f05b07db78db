import type { Deps } from '../deps.ts';
import { keepIndexes } from '../search/index.ts';
import { pause } from './delivery-loop.ts';

const idleMs = 500;

/** Keeps the search index up with the archive until `stopping`: a new letter is found within a second or two. */
export async function searchLoop(deps: Deps, stopping: AbortSignal): Promise<void> {
  const keeper = keepIndexes(deps, (record) => deps.search.open(record));
  try {
    while (!stopping.aborted) {
      const more = await keeper.step();
      // Even while building the other loops of the process get their turn.
      await pause(more ? 5 : idleMs, stopping);
    }
  } finally {
    await keeper.close();
  }
}
