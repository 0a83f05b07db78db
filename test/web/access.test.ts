import { afterAll, beforeAll, expect, test } from 'bun:test';
import { openPortal } from './portal.ts';

const portal = openPortal();
let own: Awaited<ReturnType<typeof portal.letter>>;
let ole: string;
let other: string;
const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
const sees = async (who: string) => (await portal.get(`/sager/${own.caseId}`, who)).status === 200;
const base = '/administration/adgang';

beforeAll(async () => {
  await portal.user('lise', 'Lise Overgaard', 'secretary');
  await portal.user('rune', 'Rune Åkjær', 'administrator');
  ole = await portal.user('ole', 'Ole Brandt', 'reader');
  other = await portal.user('ida', 'Ida Krog', 'reader');
  own = await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Optagelse', className: '1.a' });
});
afterAll(() => portal.close());

test('a group is made, gets a class, and its members see the class until the right is taken again', async () => {
  expect((await portal.post(`${base}/grupper`, { navn: ' ' }, 'rune')).status).toBe(422);
  await portal.post(`${base}/grupper`, { navn: 'Vejledere' }, 'rune');
  expect((await portal.post(`${base}/grupper`, { navn: 'vejledere' }, 'rune')).status).toBe(409);
  const group = /grupper\/([0-9a-f-]{36})"/.exec(await textOf(portal.get(base, 'rune')))![1]!;
  await portal.post(`${base}/grupper/${group}`, [['medlem', ole]], 'rune');
  expect(await sees('ole')).toBe(false);
  expect((await portal.post(`${base}/rettigheder`, { hvem: `group:${group}`, del: 'class:1.a', niveau: 'read' }, 'rune')).status).toBe(303);
  expect([await sees('ole'), await sees('ida')]).toEqual([true, false]);
  expect((await portal.post(`${base}/rettigheder`, { hvem: `group:${group}`, del: 'alt', niveau: 'read' }, 'rune')).status).toBe(422);
  expect((await portal.get(base, 'lise')).status).toBe(404);
  expect((await portal.post(`${base}/rettigheder`, { hvem: `user:${ole}`, del: 'kind:student', niveau: 'write' }, 'ole')).status).toBe(404);
  const page = await textOf(portal.get(`/sager/${own.caseId}/oplysninger`, 'lise'));
  expect(page).toContain('Adgang til en del af arkivet');
  expect(await textOf(portal.get(`/administration/brugere/${ole}`, 'rune'))).toContain('Klasse 1.a');
  await portal.post(`${base}/rettigheder/fjernelse`, { hvem: `group:${group}`, del: 'class:1.a' }, 'rune');
  expect(await sees('ole')).toBe(false);
});

test('a deputy sees what the absent one is named on, in the days chosen and no others', async () => {
  await portal.post(`/sager/${own.caseId}/adgange`, { person: ole, som: 'medarbejder' }, 'lise');
  expect([await sees('ole'), await sees('ida')]).toEqual([true, false]);
  expect((await portal.post('/min-side/stedfortraeder', { stedfortraeder: other, fra: '2026-11-25', til: '2026-11-24' }, 'ole')).status).toBe(422);
  // Whom it is for is whoever asks, whatever the form says.
  await portal.post('/min-side/stedfortraeder', { for: other, stedfortraeder: other, fra: '2026-11-25', til: '2026-11-26' }, 'ole');
  expect(await sees('ida')).toBe(false);
  portal.clock.advance(30 * 60_000);
  expect(await textOf(portal.get('/min-side', 'ole'))).toContain('Ida Krog');
  portal.deps.db.write((tx) => tx.statement("UPDATE deputies SET from_day = '2026-11-24'").run());
  expect(await sees('ida')).toBe(true);
  expect(await textOf(portal.get(`/sager/${own.caseId}/oplysninger`, 'lise'))).toContain('Stedfortræder');
  await portal.post('/min-side/stedfortraeder/afslutning', { stedfortraeder: other }, 'ole');
  expect(await sees('ida')).toBe(false);
});

test('a confidential case and a restricted type are hidden also from those who see everything', async () => {
  const address = (await portal.post('/soegninger', { ord: 'optagelse' }, 'lise')).headers.get('location')!;
  await portal.index();
  const found = async () => (await textOf(portal.get(address, 'lise'))).includes(`dokument=${own.documentId}`);
  expect(await found()).toBe(true);
  portal.deps.db.write((tx) => {
    tx.statement("INSERT INTO document_types (id, name, position) VALUES ('t', 'Støtte', 1)").run();
    tx.statement("UPDATE documents SET document_type_id = 't'").run();
  });
  await portal.index();
  await portal.post(`${base}/dokumenttyper/t`, { begraenset: '1' }, 'rune');
  expect(await found()).toBe(false);
  expect((await portal.get(`/dokumenter/${own.documentId}`, 'lise')).status).toBe(404);
  await portal.post(`${base}/dokumenttyper/t`, { begraenset: '' }, 'rune');
  expect(await found()).toBe(true);
  await portal.user('mette', 'Mette Leder', 'leader');
  const who = async () => (await textOf(portal.get(`/sager/${own.caseId}/oplysninger`, 'lise'))).includes('Sekretærer og ledere ser alle sager');
  expect(await who()).toBe(true);
  await portal.post(`/sager/${own.caseId}/fortrolighed`, { fortrolig: '1' }, 'lise');
  expect(await who()).toBe(false);
  expect([await sees('lise'), await sees('mette')]).toEqual([true, false]);
  const theirs = (await portal.post('/soegninger', { ord: 'optagelse' }, 'mette')).headers.get('location')!;
  expect(await textOf(portal.get(theirs, 'mette'))).not.toContain(own.documentId);
});
