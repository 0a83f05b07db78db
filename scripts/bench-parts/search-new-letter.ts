import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { actorOf, findUserByName, maySeeCase } from '../../src/access/index.ts';
import { beginIndex, indexToAsk, search } from '../../src/search/index.ts';
import type { Archive } from './archive.ts';
import { idOf } from './archive-fill.ts';

/** How long after it was filed a letter is found: at rest, and while the index is made anew; another process keeps the index, as the delivery process does. */
export async function newLetter({ deps, folder }: Archive, tell: (what: string, ms: number) => void): Promise<void> {
  const actor = actorOf(deps, findUserByName(deps.db, 'secretary')!);
  // A letter on a case that is confidential would rightly never be found.
  const seen = Array.from({ length: 40 }, (_, n) => idOf.case(n)).filter((id) => maySeeCase(deps.db, actor, id)).slice(0, 10);
  const keeper = (...wish: string[]) => Bun.spawn(['bun', join(import.meta.dir, 'search-build.ts'), folder, ...wish], { stdout: 'ignore', stderr: 'inherit' });
  const measure = async (what: string) => {
    let worst = 0;
    for (const caseId of seen) {
      // A word that no other letter has: letters of a random id.
      const word = deps.ids.uuid().replace(/[^a-f]/g, '').padEnd(12, 'q') + deps.ids.uuid().replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!).replaceAll('-', '');
      deps.db.write((tx) => tx.statement("INSERT INTO documents (id, case_id, title, direction, status, created_at) VALUES (?, ?, ?, 'sent', 'delivered', ?)").run(deps.ids.uuid(), caseId, word, new Date().toISOString()));
      const filed = performance.now();
      while ((await search(deps.db, deps.search.ask, actor, { text: word, filters: {}, order: 'newest', page: 1 })).hits.length === 0) {
        if (performance.now() - filed > 60_000) return tell(what, Infinity);
        await Bun.sleep(20);
      }
      worst = Math.max(worst, performance.now() - filed);
      await Bun.sleep(300);
    }
    tell(`${what}, the slowest of ten`, worst);
  };
  if (indexToAsk(deps.db, 'fts5')?.state !== 'ready') return tell('a new letter (the index is not built)', Infinity);
  const resting = keeper('keep');
  await measure('a new letter at rest');
  resting.kill();
  await resting.exited;
  const name = beginIndex(deps.db, 'fts5', new Date());
  const building = keeper('keep');
  await Bun.sleep(3000);
  await measure('a new letter while the index is made anew');
  building.kill();
  await building.exited;
  deps.db.write((tx) => {
    tx.statement('DELETE FROM search_changes WHERE index_name = ?').run(name);
    tx.statement('DELETE FROM search_indexes WHERE name = ?').run(name);
  });
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, 'data/search', `${name}.sqlite${end}`), { force: true });
}
