import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, findUser, actorOf, roles, type Actor, type Role } from '../../src/access/index.ts';
import { addDocumentType, archiveLetter, caseFor, listCases } from '../../src/archive/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { importPeople } from '../../src/people/index.ts';
import { beginIndex, beginServerIndex, countPending, keepIndexes, listIndexes, openSearch, search, type SearchResult } from '../../src/search/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { sayIfUnchecked } from '../support/meilisearch/openapi.ts';
import { startStandIn } from '../support/meilisearch/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-search-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
const { db } = deps;
const standIn = startStandIn();
const keeper = keepIndexes(deps, (record) => deps.search.open(record), { remove: deps.search.remove });
/** The same index files, asked by somebody who knows no server. */
const embedded = openSearch({ db, folder: join(deps.config.data, 'search') });
const catchUp = async () => { while (await keeper.step()); };
/** What both engines answer, which is one and the same; each has answered itself. */
async function ask(actor: Actor, text: string, wish: Partial<Parameters<typeof search>[3]> = {}): Promise<SearchResult> {
  const request = { text, filters: {}, order: 'newest' as const, page: 1, ...wish };
  const [server, file] = await Promise.all([search(db, deps.search.ask, actor, request), search(db, embedded.ask, actor, request)]);
  // Whoever sees nothing is answered without asking either.
  if (file.insteadOf === null) expect(server.hits).toEqual([]);
  else expect([server.insteadOf, file.insteadOf]).toEqual([null, 'meilisearch.not_configured']);
  expect({ ...server, insteadOf: null }).toEqual({ ...file, insteadOf: null });
  return server;
}
const plain = (parts: { text: string; hit: boolean }[]) => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

let secretary: Actor;
let me: string;
const made: { id: string; caseId: string; word: string; type: string | null; class: string | null; kind: string }[] = [];
const words = ['abekat', 'bogormen', 'cykelsti', 'drageflyver', 'egetræ', 'fuglereden'];

async function letter(recipient: { kind: 'cpr' | 'cvr'; number: string }, name: string, title: string, text: string, type: string | null): Promise<{ id: string; caseId: string }> {
  const blob = await deps.files.put(new Uint8Array([37, 80, 68, 70]));
  const id = deps.ids.uuid();
  return db.write((tx) => {
    const caseId = caseFor(tx, deps, { recipient, name, at: clock.now(), actorId: null });
    deps.files.record(tx, blob);
    archiveLetter(tx, { documentId: id, caseId, dispatchId: deps.ids.uuid(), letterId: deps.ids.uuid(), title, documentTypeId: type, status: 'delivered', sent: null, original: blob, filename: 'brev.pdf', pages: 1, text, actorId: null, at: clock.now() });
    return { id, caseId };
  });
}

beforeAll(async () => {
  const made_ = await addUser(deps, null, { username: 'lise', name: 'Lise', password: 'long enough', roles: ['secretary'] });
  secretary = actorOf(deps, findUser(db, made_.id)!);
  me = (await addUser(deps, null, { username: 'me', name: 'Me', password: 'long enough', roles: ['reader'] })).id;
  addDocumentType(deps, secretary, 'Støtte');
  const { id: type } = db.statement("SELECT id FROM document_types WHERE name = 'Støtte'").get() as { id: string };
  db.write((tx) => tx.statement('UPDATE document_types SET restricted = 1').run());
  importPeople(deps, null, { people: ['1.a', '1.a', '2.b'].map((className, n) => ({ cpr: `0${n + 1}02103456`, name: `Elev ${n}`, kind: 'student' as const, className })), guardianships: [], companies: [] });
  for (const [n, word] of words.entries()) {
    const recipient = n < 3 ? { kind: 'cpr' as const, number: `0${n + 1}02103456` } : { kind: 'cvr' as const, number: `2000000${n}` };
    const typed = n % 2 === 1 ? type : null;
    made.push({ ...(await letter(recipient, n < 3 ? `Elev ${n}` : `Firma ${n}`, 'Brev', `Her står ${word} i teksten, og nummeret 010203-4567.`, typed)), word, type: typed, class: n < 2 ? '1.a' : n === 2 ? '2.b' : null, kind: n < 3 ? 'student' : 'company' });
  }
  changeSettings(deps, null, { 'search.url': standIn.url, 'search.key': standIn.key });
  beginServerIndex(deps, null);
  await catchUp();
  expect(listIndexes(db).map(({ engine, state }) => [engine, state])).toEqual([['fts5', 'ready'], ['meilisearch', 'ready']]);
});
afterAll(async () => {
  expect(standIn.violations).toEqual([]);
  standIn.stop();
  await keeper.close();
  await embedded.close();
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a letter that was filed is found with its snippet; a number in the text is masked, and marks are no markup', async () => {
  const { id } = await letter({ kind: 'cpr', number: '0102103456' }, 'Elev 0', 'Advarsel om <b>skolefravær</b>', `${'Ord '.repeat(200)} eleven har ofte fravær 010203-4567 <script>`, null);
  await catchUp();
  const [hit] = (await ask(secretary, 'fraværet')).hits;
  expect([hit!.id, hit!.caseTitle]).toEqual([id, 'Elev 0']);
  expect(plain(hit!.title)).toBe('Advarsel om <b>[skolefravær]</b>');
  expect(plain(hit!.snippet!)).toContain('ofte [fravær] 010203-xxxx');
  expect((await ask(secretary, 'Elev 0', { filters: { what: 'case' } })).hits.map(({ kind }) => kind)).toEqual(['case']);
  expect((await ask(secretary, '010210-3456', { filters: { what: 'case' } })).hits).toHaveLength(1);
});

sayIfUnchecked('test/search/archive.test.ts');

test('what a search shows agrees with what the archive shows, whoever asks and whichever engine answers', async () => {
  const marks = ['kind:student', 'kind:company', 'class:1.a', 'class:2.b', `type:${made[1]!.type}`];
  const world = fc.record({
    held: fc.subarray([...roles] as Role[]), confidential: fc.subarray(made.map(({ caseId }) => caseId)), named: fc.subarray(made.map(({ caseId }) => caseId), { maxLength: 3 }),
    granted: fc.subarray(marks, { maxLength: 3 }), indexed: fc.boolean(),
  });
  let partly = 0;
  await fc.assert(fc.asyncProperty(world, async (each) => {
    db.write((tx) => {
      for (const table of ['case_access', 'access_grants']) tx.statement(`DELETE FROM ${table}`).run();
      tx.statement('DELETE FROM user_roles WHERE user_id = ?').run(me);
      for (const role of each.held) tx.statement('INSERT INTO user_roles VALUES (?, ?)').run(me, role);
      for (const caseId of each.named) tx.statement("INSERT INTO case_access (case_id, user_id, kind, given_at) VALUES (?, ?, 'given', '')").run(caseId, me);
      for (const mark of each.granted) tx.statement("INSERT INTO access_grants VALUES ('user', ?, ?, 'read', NULL, '')").run(me, mark);
      tx.statement('UPDATE cases SET confidential = id IN (SELECT value FROM json_each(?)) WHERE confidential <> (id IN (SELECT value FROM json_each(?)))').run(JSON.stringify(each.confidential), JSON.stringify(each.confidential));
    });
    // Also while the index lags behind: then less may be found, never more.
    if (each.indexed) await catchUp();
    const actor = actorOf(deps, findUser(db, me)!);
    const cases = new Set(listCases(db, actor, {}, 1).rows.map(({ id }) => id));
    for (const one of made) {
      const may = cases.has(one.caseId) && (one.type === null || each.granted.includes(`type:${one.type}`));
      const { hits } = await ask(actor, one.word);
      if (!may) expect(hits).toEqual([]);
      if (each.indexed) {
        expect(hits.map(({ id }) => id)).toEqual(may ? [one.id] : []);
        expect((await ask(actor, one.word)).total).toBe(may ? 1 : 0);
        partly += may && cases.size < made.length ? 1 : 0;
      }
    }
  }), { numRuns: 100 });
  // Worlds are drawn at random: 40 of them showed a part to somebody between 10 and 46 times.
  expect(partly).toBeGreaterThan(5);
}, 240_000);

test('an index is built anew beside the one in use, can stop anywhere, and hears what changed meanwhile', async () => {
  db.write((tx) => { tx.statement('UPDATE cases SET confidential = 0 WHERE confidential = 1').run(); });
  await catchUp();
  const name = beginIndex(db, 'fts5', clock.now());
  const own = () => listIndexes(db).filter(({ engine }) => engine === 'fts5').map((each) => [each.name, each.state]);
  expect(own()).toEqual([['fts5-1', 'ready'], [name, 'building']]);
  await keeper.step();
  const { id } = await letter({ kind: 'cpr', number: '0102103456' }, 'Elev 0', 'Midt i det hele', 'gyldenlak', null);
  await keeper.close();
  expect(countPending(db, name)).toBeGreaterThan(0);
  // As after a crash: somebody else goes on where this one stopped.
  const other = keepIndexes(deps, (record) => deps.search.open(record));
  while (await other.step());
  await other.close();
  expect(own()).toEqual([[name, 'ready']]);
  expect((await ask(secretary, 'gyldenlak')).hits.map((hit) => hit.id)).toEqual([id]);
  expect((await ask(secretary, 'abekat')).hits.map((hit) => hit.id)).toEqual([made[0]!.id]);
  expect(countPending(db, name)).toBe(0);
});
