import { afterAll, beforeAll, expect, test } from 'bun:test';
import { checkSchool } from '../../src/cli/doctor/school.ts';
import { listIndexes } from '../../src/search/index.ts';
import { startStandIn } from '../support/meilisearch/serve.ts';
import { openPortal } from './portal.ts';

const portal = openPortal();
const standIn = startStandIn();
const address = '/administration/soegning';
const textOf = async (answer: Response | Promise<Response>) => (await (await answer).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const engines = () => listIndexes(portal.deps.db).map(({ engine, state }) => `${engine} ${state}`);
const save = (url: string, key = '') => portal.post(address, { 'search.url': url, 'search.key': key, 'search.timeoutSeconds': '2' }, 'rune');

async function find(words: string): Promise<string> {
  const sent = await portal.post('/soegninger', { ord: words }, 'lise');
  return textOf(portal.get(sent.headers.get('location')!, 'lise'));
}

beforeAll(async () => {
  await portal.user('rune', 'Rune', 'administrator');
  await portal.user('lise', 'Lise', 'secretary');
  await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Advarsel om fravær' });
  await portal.index();
});
afterAll(() => {
  expect(standIn.violations).toEqual([]);
  standIn.stop();
  portal.close();
});

test('the server is set up, tried, put to use and left from one page', async () => {
  expect(await textOf(portal.get(address, 'rune'))).toContain('Indbygget Svarer på søgninger');
  expect((await portal.post(`${address}/indeks`, {}, 'rune')).status).toBe(422);
  expect(await textOf(save('search.skole.dk'))).toContain('Adresse på Meilisearch');
  await save(standIn.url, 'wrong');
  expect(await textOf(portal.post(`${address}/proeve`, {}, 'rune'))).toContain('Søgeserveren tog ikke imod nøglen');
  await save(standIn.url, standIn.key);
  expect(await textOf(portal.post(`${address}/proeve`, {}, 'rune'))).toContain('Meilisearch 1.53.0 svarede.');
  const shown = await (await portal.get(address, 'rune')).text();
  expect(shown.includes(standIn.key)).toBe(false);
  expect((await portal.post(`${address}/indeks`, {}, 'rune')).status).toBe(303);
  expect(await textOf(portal.get(address, 'rune'))).toContain('Meilisearch Bygges, 2 sager og dokumenter mangler');
  await portal.index();
  expect(engines()).toEqual(['fts5 ready', 'meilisearch ready']);
  expect(await textOf(portal.get(address, 'rune'))).toMatch(/Indbygget Klar til at overtage 2 2 0 Meilisearch Svarer på søgninger 2 2 0/);
  const found = await find('fraværet');
  expect([found.includes('1 fundet'), found.includes('den indbyggede søgemaskine')]).toEqual([true, false]);
  expect(await textOf(portal.get('/administration/drift', 'rune'))).toContain('Søgeserver (Meilisearch)');
  expect(['search.server_tried', 'search.server_begun'].map((event) => portal.events(event))).toEqual([2, 1]);
});

test('the address stays while there is an index at it', async () => {
  const refused = await save('https://another.example.dk');
  expect([refused.status, await textOf(refused)]).toEqual([409, expect.stringContaining('Slå Meilisearch fra, ret adressen')]);
  expect((await save(standIn.url)).status).toBe(303);
});

test('a server that is away is told on the search page, in Drift and by doctor, and finding goes on', async () => {
  standIn.faults.answer = 'busy';
  const found = await find('fraværet');
  expect(found).toContain('Søgningen bruger den indbyggede søgemaskine Søgeserveren har travlt eller er nede.');
  expect(found).toContain('1 fundet');
  portal.clock.advance(60_000);
  await portal.index();
  expect(await textOf(portal.get('/administration/drift', 'rune'))).toContain('Søgeserveren har travlt eller er nede.');
  expect(await textOf(portal.get(address, 'rune'))).toMatch(/Indbygget Svarer på søgninger .* Meilisearch Fejl siden/);
  expect(checkSchool(portal.deps).filter(({ check }) => check === 'search-server')).toMatchObject([{ level: 'warning', text: expect.stringContaining('Den indbyggede søgemaskine svarer') }]);
  standIn.faults.answer = null;
  await portal.index();
  expect(checkSchool(portal.deps).filter(({ check }) => check === 'search-server')).toMatchObject([{ level: 'ok' }]);
});

test('left again, the embedded index answers, and nothing stays on the server', async () => {
  expect((await portal.post(`${address}/slukning`, {}, 'rune')).status).toBe(303);
  expect([engines(), (await find('fraværet')).includes('1 fundet')]).toEqual([['fts5 ready'], true]);
  expect(await textOf(portal.get(address, 'rune'))).toContain('1 indeks venter på at blive slettet på serveren.');
  await portal.index();
  expect(standIn.store.indexes.size).toBe(0);
  expect(portal.events('search.server_left')).toBe(1);
});

test('a school whose address is in clear is warned', async () => {
  await save('http://search.skole.dk:7700');
  expect(await textOf(portal.get(address, 'rune'))).toContain('Skolens breve sendes ukrypteret');
  expect(checkSchool(portal.deps).some(({ check, level }) => check === 'search-server' && level === 'warning')).toBe(true);
});
