import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectMeilisearch } from '../../src/connectors/meilisearch/index.ts';
import { openFts5Index, openMeilisearchIndex, serverName, withSuggestion, type SearchIndex } from '../../src/search/index.ts';
import { haveOpenApi, sayIfUnchecked } from '../support/meilisearch/openapi.ts';
import { startStandIn } from '../support/meilisearch/serve.ts';
import { behaves, entry, request } from './behaviour.ts';

sayIfUnchecked('test/search/meilisearch.test.ts');
const standIn = startStandIn();
const waits = { timeoutMs: 10_000, searchTimeoutMs: 10_000, taskTimeoutMs: 60_000 };
const server = connectMeilisearch({ url: standIn.url, key: standIn.key, ...waits });
const openEmbedded = () => openFts5Index(join(mkdtempSync(join(tmpdir(), 'elevarkiv-beside-')), 'index.sqlite'));

/** The engine as it is used: the server's index, and the embedded one beside it for what was meant. */
function beside(index: SearchIndex): SearchIndex {
  const embedded = openEmbedded();
  return {
    ...index,
    async write(entries, gone) {
      await embedded.write(entries, gone);
      await index.write(entries, gone);
    },
    search: async (asked) => withSuggestion(await index.search(asked), () => embedded.search(asked)),
    async destroy() {
      await embedded.destroy();
      await index.destroy();
    },
  };
}

behaves('Meilisearch (stand-in)', async () => beside(openMeilisearchIndex(() => server, 'behaviour', true)));

const live = process.env['MEILI_URL'];
const genuine = live && connectMeilisearch({ url: live.replace(/\/$/, ''), key: process.env['MEILI_KEY'] ?? '', ...waits });
behaves('Meilisearch (live)', genuine ? async () => beside(openMeilisearchIndex(() => genuine, `behaviour-${crypto.randomUUID().slice(0, 8)}`, true)) : null);
if (!live) console.warn(`test/search/meilisearch.test.ts: the tests of behaviour on a live server are skipped below (set MEILI_URL and MEILI_KEY)`);

let index: SearchIndex;
const found = async (text: string, wish = {}) => (await index.search(request(text, wish))).hits.map(({ id }) => id);
beforeAll(async () => {
  index = openMeilisearchIndex(() => server, 'own', true);
  await index.finish();
});
afterAll(async () => {
  await index.destroy();
  standIn.stop();
});

test('settings are compared, and only what differs is patched', async () => {
  const patches = () => standIn.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => Object.keys(body as object));
  const before = patches().length;
  await openMeilisearchIndex(() => server, 'own', false).check!();
  expect(patches().length).toBe(before);
  standIn.store.change(serverName('own'), { typoTolerance: { enabled: true }, rankingRules: ['words'], displayedAttributes: ['ref', 'id', 'kind'] });
  await openMeilisearchIndex(() => server, 'own', false).check!();
  expect(patches().slice(before)).toEqual([['rankingRules', 'typoTolerance']]);
});

test('a long document is found by its last words, by words far apart, and by a phrase across a cut', async () => {
  const words = Array.from({ length: 150_000 }, (_, n) => `ord${n}`);
  words[59_999] = 'grænsen';
  words[60_000] = 'krydses';
  words[149_999] = 'slutordet';
  await index.write([entry('long', { body: words.join(' ') }), entry('short', { body: 'grænsen' })], []);
  expect(await found('slutordet')).toEqual(['long']);
  expect(await found('ord3 slutord')).toEqual(['long']);
  expect(await found('"grænsen krydses"')).toEqual(['long']);
  expect(await found('"ord59998 grænsen krydses ord60001"')).toEqual(['long']);
  expect(await found('"krydses grænsen"')).toEqual([]);
  expect((await found('grænse')).sort()).toEqual(['long', 'short']);
  await index.write([], [{ kind: 'document', id: 'long' }, { kind: 'document', id: 'short' }]);
}, 240_000);

const hostile = ['" OR facts EXISTS', '") OR (day > 0', "' OR 1=1", '\\', '\\"', '"] OR facts IN ["', '1.a" OR "', 'x\u0000y', '_geoRadius(1,1,1)', 'NOT', '𝒳', 'AND AND', '1.A'];
const pieces = ['skole n r rne s', 'fravær et ets', 'forældre ne s', 'møde t r rne', 'elev en er erne s', 'råd et ene', 'aften en er', 'støtte n s', 'ordblind e es', 'bestyrelse n r rne ns', 'Aagaard s', 'Ågård', 'klasse n r ns', 'bog en', 'ring en', 'prøve n r']
  .map((piece) => piece.toLowerCase().split(' ')).map(([word, ...endings]) => [word!, ...endings.map((ending) => word + ending)]);
test('words are found in the same forms as in the embedded index: inflected, and first or last in a compound', async () => {
  const word = fc.tuple(fc.constantFrom('', '', ...pieces.map(([piece]) => piece!)), fc.constantFrom(...pieces.flat())).map(([first, last]) => first + last);
  const world = fc.record({ texts: fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 6 }), asked: fc.constantFrom(...pieces.flat()) });
  let hits = 0;
  await fc.assert(fc.asyncProperty(world, async ({ texts, asked }) => {
    const embedded = openEmbedded();
    const entries = texts.map((words, n) => entry(`form-${n}`, { title: '', body: words.join(' ') }));
    await embedded.write(entries, []);
    await index.write(entries, []);
    const [theirs, ours] = [(await embedded.search(request(asked))).hits.map(({ id }) => id).sort(), (await found(asked)).sort()];
    hits += theirs.length;
    await embedded.destroy();
    await index.write([], entries.map(({ kind, id }) => ({ kind, id })));
    expect(ours).toEqual(theirs);
  }), { numRuns: 60 });
  expect(hits).toBeGreaterThan(5);
}, 240_000);

test('a part in the middle of a compound is not found: the one difference, told on the page', async () => {
  await index.write([entry('middle', { body: 'efterskoleforældremødeindkaldelse' })], []);
  expect(await Promise.all(['efterskole', 'indkaldelsen', 'forældremødeindkaldelsen', 'forældre'].map((each) => found(each)))).toEqual([['middle'], ['middle'], ['middle'], []]);
  await index.write([], [{ kind: 'document', id: 'middle' }]);
});

test('hostile words in every criterion and in rights narrow down to nothing, and are never syntax', async () => {
  await index.write([entry('open'), entry('hidden', { confidential: true, caseId: 'case-hidden' })], []);
  for (const each of hostile) {
    for (const filters of [{ className: each }, { keyword: each }, { officerId: each }, { documentTypeId: each }, { caseId: each }, { filingNodeId: each }]) expect([each, filters, await found('', { filters })]).toEqual([each, filters, []]);
    expect(await found(each === 'NOT' || each === 'AND AND' ? 'brev' : `brev ${each}`, { scope: { nothing: false, everything: false, marks: [each], cases: [each], hiddenTypes: [each] } })).toEqual([]);
    expect(await found('brev', { scope: { nothing: false, everything: true, marks: [], cases: [each], hiddenTypes: [each] } })).toEqual(['open']);
  }
  expect(standIn.calls.filter(({ path, body }) => path.endsWith('/search') && !String((body as { filter?: unknown }).filter ?? '').includes('facts IN')).length).toBe(0);
});

test('classes that differ only in a capital letter or in how they are composed are two', async () => {
  await index.write([entry('small', { className: '1.å', marks: ['class:1.å'] }), entry('capital', { className: '1.Å', marks: ['class:1.Å'] }), entry('other', { className: '1.a', marks: ['class:1.a'] })], []);
  const as = (mark: string) => ({ scope: { nothing: false, everything: false, marks: [mark], cases: [], hiddenTypes: [] } });
  expect(await found('brev', as('class:1.å'))).toEqual(['small']);
  expect(await found('brev', as('class:1.a'))).toEqual(['other']);
  const { facets } = await index.search(request('brev', { filters: { what: 'document' }, scope: { nothing: false, everything: false, marks: ['class:1.å', 'class:1.Å', 'class:1.a'], cases: [], hiddenTypes: [] } }));
  expect(facets.className!.map(({ value, count }) => [value, count]).sort()).toEqual([['1.a', 1], ['1.Å', 1], ['1.å', 1]]);
});

test('any part of what is found can be asked for, not only whole pages', async () => {
  const many = Array.from({ length: 23 }, (_, n) => entry(`part-${n}`, { body: 'delmængde', day: `2026-03-${String(n + 1).padStart(2, '0')}` }));
  await index.write(many, []);
  const newest = many.map(({ id }) => id).reverse();
  for (const [offset, limit] of [[0, 23], [7, 5], [20, 5], [13, 1], [1, 22], [22, 7]] as const) expect([offset, await found('delmængde', { offset, limit })]).toEqual([offset, newest.slice(offset, offset + limit)]);
  await index.write([], many.map(({ kind, id }) => ({ kind, id })));
});

test('an index that is gone is not made again by what is written to it', async () => {
  const lost = openMeilisearchIndex(() => server, 'lost', true);
  await lost.write([entry('one')], []);
  standIn.store.drop(serverName('lost'));
  await expect(lost.write([entry('two')], [])).rejects.toMatchObject({ reason: 'meilisearch.no_index' });
  await expect(lost.search(request('brev'))).rejects.toMatchObject({ reason: 'meilisearch.no_index' });
  await expect(lost.check!()).rejects.toMatchObject({ reason: 'meilisearch.no_index' });
  await Bun.sleep(50);
  expect(standIn.store.indexes.has(serverName('lost'))).toBe(false);
});

test('every request and every answer was as the published description has them', () => {
  expect(standIn.calls.length).toBeGreaterThan(100);
  expect(standIn.violations).toEqual([]);
});

test.skipIf(!haveOpenApi)('the stand-in sees a request that is not', async () => {
  const other = startStandIn();
  const send = (path: string, body: unknown) => fetch(`${other.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${other.key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect((await send('/indexes/a/search', { q: 3 })).status).toBe(400);
  expect((await send('/indexes/a/search', { query: 'a' })).status).toBe(400);
  expect((await send('/indexes', {})).status).toBe(400);
  expect((await send('/indexes/a/nothing', {})).status).toBe(400);
  expect(other.violations.length).toBe(4);
  other.stop();
});
