import { afterAll, beforeAll, expect, test } from 'bun:test';
import { importPeople, readPeopleImport, rememberMailboxes, runMailboxCheck, runPeopleImport } from '../../src/people/index.ts';
import { writeCsv } from '../../src/sheets/index.ts';
import { openPortal, origin } from './portal.ts';
import { withoutIds } from '../support/without-ids.ts';

const portal = openPortal();
const hidden = 'Hemmelig Person';
beforeAll(async () => {
  await portal.user('lise', 'Lise Holm', 'secretary');
  await portal.user('rune', 'Rune Åkjær', 'administrator');
  await portal.user('ole', 'Ole Brandt', 'case_officer');
  importPeople(portal.deps, null, { people: [{ cpr: '0101094001', name: hidden, kind: 'student', className: '1.a', protected: true }, { cpr: '0202094002', name: 'Bo Lund', kind: 'student', className: '1.a' }], guardianships: [], companies: [] });
});
afterAll(() => portal.close());

const upload = (path: string, name: string, bytes: Uint8Array, as = 'lise', fields: Record<string, string> = {}) => {
  const body = new FormData();
  for (const [key, value] of Object.entries(fields)) body.append(key, value);
  body.append('fil', new File([bytes as Uint8Array<ArrayBuffer>], name));
  return portal.app.request(`${origin}${path}`, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...portal.cookieOf(as).headers } });
};

test('the register: a protected name is in no list or file, shown only when asked for, which is logged; no number in full, none in an address', async () => {
  const list = await (await portal.get('/elever', 'lise')).text();
  expect([list.includes(hidden), list.includes('Navn beskyttet'), list.includes('Bo Lund'), /\d{10}/.test(withoutIds(list))]).toEqual([false, true, true, false]);
  const search = await portal.post('/elever/soegning', { find: '020209-4002', vis: 'student' }, 'lise');
  expect(search.headers.get('location')).not.toContain('4002');
  const found = await (await portal.get(search.headers.get('location')!, 'lise')).text();
  expect([found.includes('Bo Lund'), found.includes('Navn beskyttet')]).toEqual([true, false]);
  const byName = await portal.post('/elever/soegning', { find: 'hemmelig', vis: 'student' }, 'lise');
  expect(await (await portal.get(byName.headers.get('location')!, 'lise')).text()).toContain('Ingen i registret svarer til det');
  const { id } = portal.deps.db.statement("SELECT id FROM people WHERE cpr = '0101094001'").get() as { id: string };
  expect(await (await portal.get(`/elever/personer/${id}`, 'lise')).text()).not.toContain(hidden);
  const before = portal.events('number.shown');
  expect(await (await portal.post(`/elever/personer/${id}/nummer`, {}, 'lise')).text()).toContain(hidden);
  expect(portal.events('number.shown')).toBe(before + 1);
  const file = await portal.post('/elever/klasser/fil', { klasse: '1.a' }, 'lise');
  expect(file.headers.get('content-type')).toContain('text/csv');
  const csv = await file.text();
  expect([csv.includes('Bo Lund;020209-xxxx;1.a'), csv.includes(hidden)]).toEqual([true, false]);
  for (const as of ['rune', 'lise']) expect((await portal.get('/elever', as)).status).toBe(200);
  expect((await portal.get('/elever', 'ole')).status).toBe(404);
});

test('an import by its forms: a file that is none says so, columns come back with what was chosen, many leavers are asked about', async () => {
  for (const [bytes, words] of [[new Uint8Array(), 'Filen er tom']] as const) {
    const refused = await upload('/elever/indlaesning', 'x.csv', bytes);
    expect([refused.status, (await refused.text()).includes(words)]).toEqual([422, true]);
  }
  const rows = Array.from({ length: 20 }, (_, n) => [`${String(n + 1).padStart(2, '0')}0309-41${String(n).padStart(2, '0')}`, `Elev ${n}`, '2.b']);
  const taken = await upload('/elever/indlaesning', '../elever.csv', writeCsv([['Nummer', 'Hvem', 'Klasse'], ...rows]));
  const address = taken.headers.get('location')!;
  const id = address.split('/').pop()!;
  await readPeopleImport(portal.deps, id);
  const choose = await (await portal.get(address, 'lise')).text();
  expect([choose.includes('Hvad er kolonnerne?'), choose.includes('elever.csv'), /\d{6}-\d{4}/.test(withoutIds(choose))]).toEqual([true, true, false]);
  const twice = await portal.post(`${address}/kolonner`, { indhold: 'students', 'kolonne-0': 'name', 'kolonne-1': 'name', 'kolonne-2': 'className', gem: 'Mit valg' }, 'lise');
  const again = await twice.text();
  expect([twice.status, again.includes('To kolonner kan ikke være det samme'), again.includes('value="Mit valg"')]).toEqual([422, true, true]);
  expect((await portal.post(`${address}/kolonner`, { indhold: 'students', 'kolonne-0': 'cpr', 'kolonne-1': 'name', 'kolonne-2': 'className', hele: 'on', gem: '' }, 'lise')).status).toBe(303);
  await readPeopleImport(portal.deps, id);
  const preview = await (await portal.get(address, 'lise')).text();
  expect([preview.includes('Indlæs 22 ændringer'), preview.includes(hidden)]).toEqual([true, false]);
  await portal.post(`${address}/udfoerelse`, {}, 'lise');
  await runPeopleImport(portal.deps, id);
  expect(await (await portal.get(address, 'lise')).text()).toContain('Fortryd indlæsningen');
  expect((await portal.get(address, 'ole')).status).toBe(404);
});

test('a check of mailboxes by its forms; the file has numbers in full only when asked for', async () => {
  const refused = await upload('/elever/postkasser', 'x.csv', new TextEncoder().encode('navn;by\nIda;Aarhus\n'));
  expect([refused.status, (await refused.text()).includes('Der er ingen kolonne med CPR- eller CVR-numre')]).toEqual([422, true]);
  const taken = await upload('/elever/postkasser', 'liste.csv', writeCsv([['cpr', 'navn'], ['020209-4002', 'Bo'], ['77', 'x']]));
  const address = taken.headers.get('location')!;
  expect(await (await portal.get(address, 'lise')).text()).toContain('Digital Post bliver spurgt');
  await runMailboxCheck(portal.deps, async (numbers) => new Map(numbers.map(({ number }) => [number, 'exempt'])), address.split('/').pop()!);
  const page = await (await portal.get(address, 'lise')).text();
  expect([page.includes('Fritaget'), page.includes('1 række blev sprunget over'), page.includes('0202094002')]).toEqual([true, true, false]);
  expect(await (await portal.post(`${address}/fil`, {}, 'lise')).text()).toContain('020209-xxxx');
  expect(await (await portal.post(`${address}/fil`, { numre: '1' }, 'lise')).text()).toContain('020209-4002');
  expect(portal.events('mailbox.exported_with_numbers')).toBe(1);
});

test('marked as dead or gone abroad by a form: what is wrong is said at the field, the list, the class file and the history tell, and a closed mailbox asks', async () => {
  const { deps } = portal;
  importPeople(deps, null, { people: [{ cpr: '0303094003', name: 'Eva Krog', kind: 'student', className: '3.c' }], guardianships: [], companies: [] });
  deps.db.write((tx) => rememberMailboxes(tx, [{ recipient: { kind: 'cpr', number: '0303094003' }, status: 'closed' }], deps.clock.now()));
  const { id } = deps.db.statement("SELECT id FROM people WHERE cpr = '0303094003'").get() as { id: string };
  const address = `/elever/personer/${id}`;
  expect(await (await portal.get(address, 'lise')).text()).toContain('Postkassen er lukket: personen kan være død eller udrejst');
  expect(await (await portal.get('/elever?vis=may_be_gone', 'lise')).text()).toContain('Eva Krog');
  const refused = await portal.post(`${address}/maerke`, { maerke: 'dead', dag: '31-02-2026' }, 'lise');
  const again = await refused.text();
  expect([refused.status, again.includes('Datoen findes ikke'), again.includes('value="31-02-2026"')]).toEqual([422, true, true]);
  expect((await portal.post(`${address}/maerke`, { maerke: 'måske', dag: '' }, 'lise')).status).toBe(422);
  expect((await portal.post(`${address}/maerke`, { maerke: 'dead', dag: '' }, 'ole')).status).toBe(404);
  expect(await (await portal.get('/elever?vis=may_be_gone', 'lise')).text()).toContain('Eva Krog');
  expect((await portal.post(`${address}/maerke`, { maerke: 'dead', dag: '12-05-2026' }, 'lise')).headers.get('location')).toBe(address);
  const page = await (await portal.get(address, 'lise')).text();
  expect([page.includes('Død 12. maj 2026'), page.includes('Personen blev markeret som død'), page.includes('personen kan være død')]).toEqual([true, true, false]);
  expect(await (await portal.get('/elever?vis=marked', 'lise')).text()).toContain('Død 12. maj 2026');
  expect(await (await portal.post('/elever/klasser/fil', { klasse: '3.c' }, 'lise')).text()).toContain('Eva Krog;030309-xxxx;3.c;;Død 12. maj 2026');
});
