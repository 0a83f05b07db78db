import { join } from 'node:path';
import { actorOf, findUserByName } from '../../src/access/index.ts';
import { beginIndex, indexToAsk, listIndexes, search } from '../../src/search/index.ts';
import type { Archive } from './archive.ts';
import { makeVocabulary } from './danish-text.ts';
import { residentOf } from './memory-of.ts';

type Built = { seconds: number; used: number; megabytes: number };

/** What is to be built of the indexes, built in a process of its own, so that its memory is its own. Seconds on the clock and of the processor, and the most memory it held. */
export async function buildApart({ folder }: Archive): Promise<Built> {
  const started = performance.now();
  const child = Bun.spawn(['bun', join(import.meta.dir, 'search-build.ts'), folder], { stdout: 'pipe', stderr: 'inherit' });
  let peak = 0;
  const watch = setInterval(() => { peak = Math.max(peak, residentOf(child.pid)); }, 200);
  await child.exited;
  clearInterval(watch);
  return { seconds: Math.round((performance.now() - started) / 1000), used: Math.round(Number(child.resourceUsage()!.cpuTime.total) / 1e6), megabytes: Math.round(peak / 1e6) };
}

/** An index made anew beside the one that is ready, which answers a search each second meanwhile; the new one takes its place. Slowest answer in milliseconds. */
export async function rebuild(archive: Archive): Promise<Built & { asked: number; slowest: number }> {
  const { db, search: engine } = archive.deps;
  const actor = actorOf(archive.deps, findUserByName(db, 'secretary')!);
  const vocabulary = makeVocabulary();
  if (indexToAsk(db, 'fts5')?.state !== 'ready') throw new Error('there is no index to answer meanwhile: build it first');
  if (!listIndexes(db).some(({ state }) => state === 'building')) beginIndex(db, 'fts5', new Date());
  let done = false;
  let [asked, slowest] = [0, 0];
  const asking = (async () => {
    while (!done) {
      const began = performance.now();
      const { hits } = await search(db, engine.ask, actor, { text: vocabulary[200 + ((asked * 7919) % 4800)]!, filters: {}, order: 'newest', page: 1 });
      if (hits.length === 0) throw new Error('the old index did not answer');
      slowest = Math.max(slowest, Math.round(performance.now() - began));
      asked += 1;
      await Bun.sleep(1000);
    }
  })();
  const built = await buildApart(archive);
  done = true;
  await asking;
  return { ...built, asked, slowest };
}
