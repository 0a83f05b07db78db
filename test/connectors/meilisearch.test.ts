import { afterAll, beforeEach, expect, test } from 'bun:test';
import { Meilisearch } from 'meilisearch';
import { connectMeilisearch, isNewEnough, sendsInClear, type MeilisearchSettings } from '../../src/connectors/meilisearch/index.ts';
import { makeAuthority, makeServerCertificate } from '../../src/sandbox/certificates/authority.ts';
import { haveOpenApi, sayIfUnchecked } from '../support/meilisearch/openapi.ts';
import { startStandIn, type Faults } from '../support/meilisearch/serve.ts';

sayIfUnchecked('test/connectors/meilisearch.test.ts');
const standIn = startStandIn();
const connect = (wish: Partial<MeilisearchSettings> = {}) => connectMeilisearch({ url: standIn.url, key: standIn.key, timeoutMs: 2000, searchTimeoutMs: 300, taskTimeoutMs: 2000, ...wish });
const calm: Faults = { answer: null, slowMs: 0, taskMs: 3, failTasks: null, cancelTasks: false };
const server = connect();
beforeEach(() => void Object.assign(standIn.faults, calm));
afterAll(() => standIn.stop());

const reasonOf = (work: Promise<unknown>) => work.then(() => 'done', (error: { reason?: string }) => error.reason ?? String(error));

test('what writes has been done when it answers', async () => {
  standIn.faults.taskMs = 60;
  await server.makeIndex('a');
  expect(standIn.store.indexes.has('a')).toBe(true);
  await server.changeSettings('a', { sortableAttributes: ['day'] });
  expect((await server.settings('a'))!['sortableAttributes']).toEqual(['day']);
  await server.put('a', [{ id: '1', title: 'en' }, { id: '2', title: 'to' }]);
  expect(await server.count('a')).toBe(2);
  await server.remove('a', ['1']);
  expect(await server.count('a')).toBe(1);
  await server.makeIndex('a');
  expect(await server.count('a')).toBe(1);
  await server.drop('a');
  expect([await server.hasIndex('a'), await server.settings('a')]).toEqual([false, null]);
  await server.drop('a');
});

test('much is sent in payloads the server takes', async () => {
  const before = standIn.calls.length;
  await server.put('big', Array.from({ length: 5 }, (_, n) => ({ id: String(n), title: 'x'.repeat(9_000_000) })));
  expect(standIn.calls.slice(before).filter(({ path }) => path.endsWith('/documents')).map(({ body }) => (body as unknown[]).length)).toEqual([2, 2, 1]);
  expect(await server.count('big')).toBe(5);
  await server.drop('big');
});

test('each way it can go wrong has its reason, and none says what was sent', async () => {
  await server.makeIndex('b');
  const put = () => reasonOf(server.put('b', [{ id: '1', title: 'hemmelig' }]));
  standIn.faults.failTasks = 'internal';
  expect(await put()).toBe('meilisearch.task_failed');
  standIn.faults.failTasks = 'no_space_left_on_device';
  expect(await put()).toBe('meilisearch.full');
  Object.assign(standIn.faults, calm, { cancelTasks: true });
  expect(await put()).toBe('meilisearch.task_canceled');
  Object.assign(standIn.faults, calm, { taskMs: 900 });
  expect(await reasonOf(connect({ taskTimeoutMs: 100 }).put('b', [{ id: '1' }]))).toBe('meilisearch.slow');
  Object.assign(standIn.faults, calm, { answer: 'busy' });
  expect(await put()).toBe('meilisearch.busy');
  standIn.faults.answer = 'page';
  expect(await put()).toBe('meilisearch.nonsense');
  expect(await reasonOf(server.settings('b'))).toBe('meilisearch.nonsense');
  Object.assign(standIn.faults, calm, { slowMs: 600 });
  expect(await reasonOf(server.search('b', { q: 'a' }))).toBe('meilisearch.timeout');
  Object.assign(standIn.faults, calm);
  expect(await reasonOf(connect({ key: 'another' }).version())).toBe('meilisearch.not_authorised');
  expect(await reasonOf(connect({ key: '' }).version())).toBe('meilisearch.not_authorised');
  expect(await reasonOf(server.search('none', { q: 'a' }))).toBe('meilisearch.no_index');
  expect(await reasonOf(server.search('b', { q: 'a', filter: 'title = "' }))).toBe('meilisearch.refused');
  expect(await reasonOf(server.put('b', [{ id: 'æ' }]))).toBe('meilisearch.task_failed');
  expect(await reasonOf(connect({ url: 'http://127.0.0.1:1' }).version())).toBe('meilisearch.away');
  const stopping = new AbortController();
  const stopped = reasonOf(connect({ signal: stopping.signal }).put('b', [{ id: '1' }]));
  stopping.abort();
  expect(await stopped).toBe('meilisearch.stopped');
  const error = await server.search('b', { q: 'a', filter: 'hemmelig = "0101071234"' }).catch((caught: unknown) => caught as Error);
  expect(JSON.stringify({ ...(error as Error), text: String(error) })).not.toMatch(/hemmelig|0101071234|127\.0\.0\.1|a-key/);
});

test('an answer that is cut short, moved or half is none', async () => {
  const answers: [string, Response][] = [
    ['moved', new Response(null, { status: 302, headers: { location: `${standIn.url}/version` } })], ['cut', new Response('{"hits":[{"kind"')], ['half', Response.json({ hits: [], query: '' })],
    ['list', Response.json([])], ['hits', Response.json({ hits: ['a'], totalHits: 1 })], ['huge', new Response('x'.repeat(9 * 1024 * 1024))],
  ];
  const odd = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: (request) => answers.find(([name]) => request.url.includes(`/indexes/${name}/`))![1].clone() as Response });
  for (const [name] of answers) expect([name, await reasonOf(connect({ url: `http://127.0.0.1:${odd.port}` }).search(name, { q: 'a' }))]).toEqual([name, 'meilisearch.nonsense']);
  odd.stop(true);
});

test('a server with a certificate of the school is reached with its authority, and not without', async () => {
  const authority = makeAuthority();
  const { chainPem, keyPem } = makeServerCertificate(authority);
  const secure = Bun.serve({ port: 0, hostname: '127.0.0.1', tls: { cert: chainPem, key: keyPem }, fetch: (request) => fetch(request.url.replace(/^https:..[^/]+/, standIn.url), { headers: request.headers }) });
  const url = `https://localhost:${secure.port}`;
  expect(await reasonOf(connect({ url }).version())).toBe('meilisearch.tls');
  expect(await connect({ url, authorities: authority.root.certificatePem }).version()).toBe('1.53.0');
  secure.stop(true);
});

test('the version and the way there are judged', () => {
  expect(['1.15.0', '1.53.2', '2.0.0', '1.14.9', '0.30.0'].map(isNewEnough)).toEqual([true, true, true, false, false]);
  expect(['http://search.skole.dk', 'http://localhost:7700', 'http://127.0.0.1:7700', 'https://search.skole.dk', 'http://localhost.evil.dk', ''].map((url) => sendsInClear({ url }))).toEqual([true, false, false, false, true, false]);
});

test("the vendor's own client understands the stand-in, and finds what ours has written", async () => {
  const vendor = new Meilisearch({ host: standIn.url, apiKey: standIn.key });
  await server.makeIndex('c');
  await vendor.index('c').updateSettings({ filterableAttributes: ['kind'], sortableAttributes: ['day'] }).waitTask();
  expect((await server.settings('c'))!['filterableAttributes']).toEqual(['kind']);
  await server.put('c', [{ id: '1', title: 'klatrevæg', kind: 'case', day: 1 }, { id: '2', title: 'klatrevæg i hallen', kind: 'document', day: 2 }]);
  const theirs = await vendor.index('c').search('klatrevæg', { filter: 'kind = "document"', facets: ['kind'], page: 1, hitsPerPage: 10 });
  expect([theirs.hits.map(({ id }) => id), theirs.totalHits, theirs.facetDistribution]).toEqual([['2'], 1, { kind: { document: 1 } }]);
  const ours = await server.search('c', { q: 'klatrevæg', filter: 'kind = "document"', facets: ['kind'], page: 1, hitsPerPage: 10 });
  expect([ours.hits.map(({ id }) => id), ours.totalHits, ours.facets]).toEqual([['2'], 1, { kind: { document: 1 } }]);
  expect((await vendor.index('c').search('klatrevæg', { sort: ['day:desc'] })).hits.map(({ id }) => id)).toEqual(['2', '1']);
  await server.drop('c');
});

test.skipIf(!haveOpenApi)('every call of ours and every answer was as published', () => {
  expect(standIn.violations).toEqual([]);
});
