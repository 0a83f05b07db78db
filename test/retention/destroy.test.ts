import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { verifyAudit } from '../../src/audit/index.ts';
import { runDisposal } from '../../src/jobs/disposal.ts';
import { groupings, statistics } from '../../src/reporting/index.ts';
import { approveDisposal, openBatch, placeHold, proposeDisposal } from '../../src/retention/index.ts';
import { beginIndex, countPending, keepIndexes, search } from '../../src/search/index.ts';
import { dump, onDisk, workDisposal } from './destroying.ts';
import { idOf, openWorld, secretOf, type Wish, type World } from './world.ts';

const wish = fc.record<Wish>({
  kind: fc.constantFrom('filed', 'letter', 'message'), caseNumber: fc.nat(2), dispatch: fc.nat(1), files: fc.integer({ min: 0, max: 6 }), versions: fc.nat(2), signed: fc.boolean(), paper: fc.boolean(), sharedAttachment: fc.boolean(),
});

const counts = ({ deps, users }: World) => groupings.map((grouping) => statistics(deps.db, users['lena']!, { period: { from: '2019-01', to: '2019-12' }, grouping }));

test('whatever is proposed and approved: exactly that is destroyed, to the last row, file and hit, and nothing else is touched', async () => {
  const seen = { destroyed: 0, left: 0, letters: 0, messages: 0, shells: 0 };
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(wish, fc.constantFrom('in', 'in', 'out', 'held', 'postponed', 'changed')), { minLength: 4, maxLength: 10 }), fc.boolean(), async (all, closed) => {
    const world = await openWorld();
    const { deps, users } = world;
    const keeper = keepIndexes(deps, (record) => deps.search.open(record));
    try {
      await world.begin([{ closed }, { closed: true }, { closed: false }], 2);
      beginIndex(deps.db, 'fts5', world.clock.now());
      const common = await world.common();
      for (const [n, [each]] of all.entries()) await world.lay(n, each, common);
      while (await keeper.step());
      const found = async (n: number) => (await search(deps.db, deps.search.ask, users['lise']!, { text: secretOf(n), filters: {}, order: 'newest', page: 1 })).total;
      for (const n of all.keys()) expect(await found(n)).toBe(1);
      const chosen = [...all.keys()].filter((n) => all[n]![1] !== 'out');
      const gone = chosen.filter((n) => all[n]![1] === 'in');
      const numbers = counts(world);
      if (chosen.length > 0) {
        const batch = proposeDisposal(deps, users['lise']!, { ids: chosen.map((n) => idOf('document', n)) });
        approveDisposal(deps, users['lena']!, batch, openBatch(deps, users['lena']!, batch, 1).batch.contentHash);
        for (const n of chosen) {
          if (all[n]![1] === 'held') placeHold(deps, users['lise']!, { kind: 'document', id: idOf('document', n) }, 'Klage');
          if (all[n]![1] === 'postponed') deps.db.write((tx) => tx.statement("INSERT INTO disposal_postponements (document_id, until, reason, postponed_by, postponed_at) VALUES (?, '2030-01-01', 'x', ?, '')").run(idOf('document', n), users['lise']!.id));
          if (all[n]![1] === 'changed') deps.db.write((tx) => tx.statement("UPDATE documents SET title = title || '!' WHERE id = ?").run(idOf('document', n)));
        }
      }
      while (await keeper.step());
      expect((await runDisposal(deps)).batches).toEqual([]);
      world.clock.advance(15 * 86_400_000);
      const [before, files] = [dump(deps), onDisk(deps)];

      const run = await runDisposal(deps);
      await workDisposal(deps);
      while (await keeper.step());
      expect(run.batches.map(({ destroyed, left }) => [destroyed, left.length])).toEqual(chosen.length > 0 ? [[gone.length, chosen.length - gone.length]] : []);
      const after = dump(deps);

      const isGone = (text: string) => gone.some((n) => text.includes(secretOf(n)));
      // What was in it is nowhere: no row, no file, no hit.
      expect([...after.values()].flat().filter(isGone)).toEqual([]);
      for (const n of gone) expect([n, await found(n)]).toEqual([n, 0]);
      const left = onDisk(deps);
      expect([...left.values()].filter(isGone)).toEqual([]);

      // What was not in it stands as it stood, byte for byte.
      const living = all.map((_, n) => n).filter((n) => !gone.includes(n));
      const aboutLiving = (text: string) => living.some((n) => text.includes(secretOf(n)) || text.includes(`-${n}-x`) || ['document', 'letter', 'message', 'memo'].some((what) => text.includes(idOf(what as 'letter', n))));
      for (const [table, rows] of before) {
        if (['disposal_batches', 'disposal_batch_documents', 'search_changes'].includes(table)) continue;
        expect([table, rows.filter(aboutLiving).filter((row) => !after.get(table)!.includes(row))]).toEqual([table, []]);
      }
      for (const n of living) expect(await found(n)).toBe(1);
      const certificates = (deps.db.statement('SELECT certificate_blob_id AS id FROM disposal_batches WHERE certificate IS NOT NULL').all() as { id: string }[]).map(({ id }) => id);
      for (const [name, content] of files) if (!isGone(content) && content !== 'det samme bilag til alle') expect(left.get(name)).toBe(content);
      const shared = (deps.db.statement("SELECT count(*) AS n FROM document_files WHERE position = 90").get() as { n: number }).n;
      expect([...left.values()].filter((content) => content === 'det samme bilag til alle').length).toBe(shared + 1);
      const blobs = (deps.db.statement('SELECT id FROM blobs WHERE shredded_at IS NULL').all() as { id: string }[]).map(({ id }) => id);
      expect([...left.keys()].sort()).toEqual(blobs.sort());
      expect(certificates.length).toBe(chosen.length > 0 ? 1 : 0);

      // It is counted as before, the log holds, and nothing points at nothing.
      expect(counts(world)).toEqual(numbers);
      expect(verifyAudit(deps.db).faults).toEqual([]);
      expect(deps.db.statement('PRAGMA foreign_key_check').all()).toEqual([]);
      const certificate = (deps.db.statement('SELECT certificate FROM disposal_batches').get() as { certificate: string } | undefined)?.certificate ?? '';
      for (const n of all.keys()) expect(certificate).not.toContain(secretOf(n));
      for (const [n, status] of (deps.db.statement('SELECT id, status, title FROM cases ORDER BY id').all() as { id: string; status: string; title: string }[]).entries()) {
        const on = all.map(([each], at) => ({ ...each, at })).filter((each) => each.caseNumber === n);
        const empty = on.length > 0 && on.every(({ at }) => gone.includes(at)) && (n === 1 || (n === 0 && closed));
        const forgets = empty && on.every(({ at }) => at % 2 === 1);
        expect(status).toEqual({ id: `case-${n}`, status: empty ? 'disposed' : n === 1 || (n === 0 && closed) ? 'closed' : 'open', title: forgets ? 'Kasseret sag' : `Sagsnavn ${n}` });
        if (empty) seen.shells++;
      }
      seen.destroyed += gone.length;
      seen.left += chosen.length - gone.length;
      for (const n of gone) { if (all[n]![0].kind === 'letter') seen.letters++; if (all[n]![0].kind === 'message') seen.messages++; }
      expect((await runDisposal(deps)).batches).toEqual([]);
      expect(countPending(deps.db, (deps.db.statement('SELECT name FROM search_indexes').get() as { name: string }).name)).toBe(0);
    } finally {
      await keeper.close();
      world.close();
    }
  }), { numRuns: 24, endOnFailure: true });
  // Far from the edge: between thirty and sixty are destroyed in twenty-four worlds.
  expect(seen.destroyed).toBeGreaterThan(10);
  expect(seen.letters + seen.messages).toBeGreaterThan(3);
}, 300_000);
