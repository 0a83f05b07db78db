import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, actorOf, findUser, type Actor } from '../../src/access/index.ts';
import { makeConfig } from '../../src/config.ts';
import { openDeps } from '../../src/deps.ts';
import { searchLoop } from '../../src/jobs/search-loop.ts';
import { beginServerIndex, keepIndexes, leaveServer, listIndexes, pendingRemovals, search, searchAll, serverName, type IndexRecord, type SearchResult } from '../../src/search/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { sayIfUnchecked } from '../support/meilisearch/openapi.ts';
import { startStandIn, type StandIn } from '../support/meilisearch/serve.ts';
import { Store } from '../support/meilisearch/store.ts';

sayIfUnchecked('test/search/server.test.ts');
const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-server-'));
const settingsFile = join(folder, 'elevarkiv.toml');
writeFileSync(settingsFile, 'logLevel = "silent"\n');
const open = () => openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test');
const deps = open();
const { db } = deps;
const store = new Store();
let standIn: StandIn = startStandIn({ store });
const seen: string[] = [];
/** The server comes back at its address, with what it held or with nothing. */
function restart(with_: Store): void {
  seen.push(...standIn.violations);
  standIn.stop();
  standIn = startStandIn({ store: with_, port: standIn.port });
}
let secretary: Actor;
let filed = 0;

function file(count: number, text = 'skovtur'): void {
  db.write((tx) => {
    for (let n = 0; n < count; n++) {
      const [caseId, id] = [deps.ids.uuid(), deps.ids.uuid()];
      const at = new Date(Date.UTC(2026, 0, 1 + (filed++ % 300))).toISOString();
      tx.statement("INSERT INTO cases (id, kind, type_id, title, status, confidential, created_at, updated_at) VALUES (?, 'student', 'student', 'Sag', 'open', 0, ?, ?)").run(caseId, at, at);
      tx.statement("INSERT INTO documents (id, case_id, title, direction, status, created_at, letter_id, dispatch_id) VALUES (?, ?, 'Brev', 'sent', 'delivered', ?, ?, ?)").run(id, caseId, at, deps.ids.uuid(), deps.ids.uuid());
      tx.statement('INSERT INTO document_texts (document_id, text) VALUES (?, ?)').run(id, text);
    }
  });
}

const ask = (text: string): Promise<SearchResult> => search(db, deps.search.ask, secretary, { text, filters: {}, order: 'newest', page: 1 });
const keeper = keepIndexes(deps, (record) => deps.search.open(record), { remove: deps.search.remove });
const catchUp = async () => { while (await keeper.step()); };
const onServer = (): IndexRecord | undefined => listIndexes(db).findLast(({ engine }) => engine === 'meilisearch');
const uid = () => serverName(onServer()!.name);

beforeAll(async () => {
  secretary = actorOf(deps, findUser(db, (await addUser(deps, null, { username: 'lise', name: 'Lise', password: 'long enough', roles: ['secretary'] })).id)!);
  file(30);
  changeSettings(deps, null, { 'search.url': standIn.url, 'search.key': standIn.key, 'search.timeoutSeconds': 1 });
});
afterAll(async () => {
  seen.push(...standIn.violations);
  standIn.stop();
  await keeper.close();
  deps.close();
  rmSync(folder, { recursive: true, force: true });
  expect(seen).toEqual([]);
});

test('the embedded index answers until the one on the server is built, then that does', async () => {
  await catchUp();
  beginServerIndex(deps, secretary.id);
  expect(() => beginServerIndex(deps, secretary.id)).toThrow('meilisearch.is_building');
  expect([(await ask('skovturen')).total, standIn.calls.filter(({ path }) => path.endsWith('/search')).length]).toEqual([30, 0]);
  await catchUp();
  expect([(await ask('skovturen')).total, (await ask('skovturen')).insteadOf]).toEqual([30, null]);
  expect(standIn.calls.filter(({ path }) => path.endsWith('/search')).length).toBe(2);
  expect(store.indexes.get(uid())!.documents.size).toBe(60);
});

test('while the server is away the embedded index answers and says why; what came meanwhile is caught up with', async () => {
  standIn.stop();
  file(5, 'vinterbadning');
  await keeper.step();
  expect([onServer()!.lastError, keeper.failing()]).toEqual(['meilisearch.away', true]);
  const away = await ask('vinterbadning');
  expect([away.total, away.hits.length, away.insteadOf]).toEqual([5, 5, 'meilisearch.away']);
  const since = onServer()!.lastErrorAt;
  await keeper.step();
  expect(onServer()!.lastErrorAt).toBe(since);
  restart(store);
  await catchUp();
  const back = await ask('vinterbadning');
  expect([back.total, back.insteadOf, onServer()!.lastError]).toEqual([5, null, null]);
  expect(store.indexes.get(uid())!.documents.size).toBe(70);
});

test('a server that is busy, slow, or takes the key no more is passed over, each with its reason', async () => {
  const other = open();
  const fresh = async () => {
    // A server that did not answer is left alone for some seconds: each of these asks for the first time.
    const each = open();
    const { total, insteadOf } = await search(each.db, each.search.ask, secretary, { text: 'vinterbadning', filters: {}, order: 'newest', page: 1 });
    each.close();
    return [total, insteadOf];
  };
  standIn.faults.answer = 'busy';
  expect(await fresh()).toEqual([5, 'meilisearch.busy']);
  standIn.faults.answer = 'page';
  expect(await fresh()).toEqual([5, 'meilisearch.nonsense']);
  standIn.faults.answer = null;
  standIn.faults.slowMs = 1500;
  expect(await fresh()).toEqual([5, 'meilisearch.timeout']);
  standIn.faults.slowMs = 0;
  changeSettings(deps, null, { 'search.key': 'another' });
  expect(await fresh()).toEqual([5, 'meilisearch.not_authorised']);
  changeSettings(deps, null, { 'search.key': standIn.key });
  expect(await fresh()).toEqual([5, null]);
  standIn.faults.answer = 'busy';
  expect((await search(db, other.search.ask, secretary, { text: 'skov', filters: {}, order: 'newest', page: 1 })).insteadOf).toBe('meilisearch.busy');
  standIn.faults.answer = null;
  const asked = standIn.calls.length;
  expect((await search(db, other.search.ask, secretary, { text: 'skov', filters: {}, order: 'newest', page: 1 })).insteadOf).toBe('meilisearch.busy');
  expect(standIn.calls.length).toBe(asked);
  other.close();
}, 20_000);

test('a task that fails loses nothing: it is done again', async () => {
  standIn.faults.failTasks = 'internal';
  file(1, 'orienteringsløb');
  await keeper.step();
  expect(onServer()!.lastError).toBe('meilisearch.task_failed');
  expect((await ask('orienteringsløb')).total).toBe(1);
  standIn.faults.failTasks = null;
  await catchUp();
  const back = await ask('orienteringsløb');
  expect([back.total, back.insteadOf]).toEqual([1, null]);
});

test('far behind, the embedded index knows better; and a server that is slow does not hold it up', async () => {
  standIn.faults.taskMs = 4000;
  const stopping = new AbortController();
  const loop = searchLoop(deps, stopping.signal);
  file(400, 'cykeltur');
  const until = performance.now() + 3500;
  let result = await ask('cykeltur');
  while (result.total < 400 && performance.now() < until) {
    await Bun.sleep(100);
    result = await ask('cykeltur');
  }
  expect([result.total, result.insteadOf]).toEqual([400, 'meilisearch.behind']);
  const stopped = performance.now();
  stopping.abort();
  await loop;
  // What was under way is given up, not waited for, and that is no fault.
  expect(performance.now() - stopped).toBeLessThan(2000);
  expect(onServer()!.lastError).toBeNull();
  standIn.faults.taskMs = 3;
}, 20_000);

test('an index that the server has lost is built again by itself', async () => {
  const before = onServer()!.name;
  // The process before was told to stop; this one is another.
  const next = open();
  const other = keepIndexes(next, (record) => next.search.open(record), { engine: 'meilisearch', remove: next.search.remove });
  const empty = new Store();
  restart(empty);
  file(1);
  await other.step();
  expect([onServer()!.state, onServer()!.name === before]).toEqual(['building', false]);
  expect((await search(db, next.search.ask, secretary, { text: 'skovtur', filters: {}, order: 'newest', page: 1 })).total).toBeGreaterThan(29);
  while ((await other.step()) || other.failing());
  expect([onServer()!.state, [...empty.indexes.keys()], empty.indexes.get(uid())!.documents.size]).toEqual(['ready', [uid()], 2 * filed]);
  await other.close();
  next.close();
});

const elevarkiv = (...args: string[]) => Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), ...args, '--config', settingsFile], { stdout: 'pipe', stderr: 'pipe', env: { ...process.env } });

test('building anew by command is killed, goes on where it came to, and the one in use answers all the while', async () => {
  const next = open();
  const other = keepIndexes(next, (record) => next.search.open(record), { remove: next.search.remove });
  file(1500, 'elevrådsmøde');
  while (await other.step());
  await other.close();
  const inUse = uid();
  writeFileSync(settingsFile, `logLevel = "silent"\ndata = "${join(folder, 'data')}"\n`);
  standIn.faults.taskMs = 600;
  const first = elevarkiv('reindex', '--engine', 'meilisearch', '--wait', '--json');
  const until = performance.now() + 30_000;
  while ((onServer()!.state !== 'building' || onServer()!.caseCursor === 0) && performance.now() < until) await Bun.sleep(50);
  first.kill(9);
  await first.exited;
  const reached = onServer()!;
  expect([reached.state, reached.caseCursor > 0, reached.documentCursor < filed]).toEqual(['building', true, true]);
  expect((await search(db, next.search.ask, secretary, { text: 'skovtur', filters: {}, order: 'newest', page: 1 })).insteadOf).toBeNull();
  expect(standIn.calls.at(-1)!.path).toBe(`/indexes/${inUse}/search`);
  standIn.faults.taskMs = 3;
  const sent = standIn.calls.length;
  const second = elevarkiv('reindex', '--engine', 'meilisearch', '--wait', '--json');
  const said = JSON.parse(await new Response(second.stdout).text()) as { name: string; state: string; pending: number };
  expect([await second.exited, said.name, said.state, said.pending]).toEqual([0, reached.name, 'ready', 0]);
  expect(standIn.store.indexes.get(uid())!.documents.size).toBe(2 * filed);
  const again = standIn.calls.slice(sent).filter(({ path }) => path.includes(serverName(reached.name)) && path.endsWith('/documents')).reduce((sum, { body }) => sum + (body as unknown[]).length, 0);
  expect(again).toBeLessThan(2 * filed - 900);
  expect([...standIn.store.indexes.keys()]).toEqual([uid()]);
  next.close();
}, 90_000);

test('everything a search finds is taken from one engine, also where the server goes away in the middle', async () => {
  const next = open();
  let asked = 0;
  const { ids, more } = await searchAll(next.db, (request) => {
    standIn.faults.answer = ++asked === 1 ? null : 'busy';
    return next.search.ask(request);
  }, secretary, { text: 'elevrådsmøder', filters: {} }, 'document', 10_000);
  standIn.faults.answer = null;
  expect([ids.length, new Set(ids).size, more]).toEqual([1500, 1500, false]);
  // The second of three pieces came from the embedded index, and so all were asked of that.
  expect(asked).toBe(4);
  next.close();
});

test('leaving the server takes its index away there, also when it is away just then', async () => {
  const left = uid();
  const { store: held } = standIn;
  standIn.stop();
  leaveServer(deps, secretary.id);
  expect((await ask('skovtur')).insteadOf).toBeNull();
  const next = open();
  const other = keepIndexes(next, (record) => next.search.open(record), { engine: 'meilisearch', remove: next.search.remove });
  await other.step();
  expect([pendingRemovals(db).length, other.failing(), held.indexes.has(left)]).toEqual([1, true, true]);
  restart(held);
  await other.step();
  expect([pendingRemovals(db).length, other.failing(), held.indexes.size]).toEqual([0, false, 0]);
  expect(listIndexes(db).map(({ engine }) => engine)).toEqual(['fts5']);
  await other.close();
  next.close();
});

test('the key stands in no log, and reindex says what is wrong', async () => {
  expect(db.statement("SELECT count(*) AS n FROM settings WHERE key = 'search.key' AND value LIKE '%a-key%'").get()).toEqual({ n: 1 });
  const kept = (db.statement("SELECT group_concat(name) AS names FROM sqlite_master WHERE type = 'table' AND name LIKE 'audit%'").get() as { names: string }).names.split(',');
  const all = kept.map((name) => JSON.stringify(db.statement(`SELECT * FROM ${name}`).all())).join('');
  expect([all.includes('search.server_left'), all.includes('(hidden)'), all.includes('a-key')]).toEqual([true, true, false]);
  standIn.faults.answer = 'busy';
  const busy = elevarkiv('reindex', '--engine', 'meilisearch', '--wait');
  expect([await new Response(busy.stdout).text(), await busy.exited]).toEqual([`Indekset bygges: ${2 * filed} af ${2 * filed} mangler. Søgeserveren har travlt eller er nede.\n`, 1]);
  standIn.faults.answer = null;
  changeSettings(deps, null, { 'search.url': '' });
  leaveServer(deps, null);
  const none = elevarkiv('reindex', '--engine', 'meilisearch');
  expect([await new Response(none.stderr).text(), await none.exited]).toEqual(['Der er ikke sat en søgeserver op. Skriv adressen på Meilisearch under Administration, Søgning.\n', 2]);
  const wrong = elevarkiv('reindex', '--engine', 'solr');
  expect([await wrong.exited, await new Response(wrong.stderr).text()]).toEqual([2, 'Der er ingen søgemaskine, der hedder solr. Skriv --engine fts5 eller --engine meilisearch.\n']);
}, 20_000);
