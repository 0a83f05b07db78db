import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getDispatch, listBoundaries, readDispatch, uploadDispatch } from '../../src/sending/index.ts';
import { openPortal, type Portal } from './portal.ts';

let portal: Portal;
let lise: Parameters<typeof getDispatch>[1];
let id: string;

async function* sample() {
  yield new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
}

beforeAll(async () => {
  portal = openPortal();
  lise = { id: await portal.user('lise', 'Lise', 'secretary'), username: 'lise', name: 'Lise', roles: ['secretary'] };
  await portal.user('peter', 'Peter', 'case_officer');
  id = await uploadDispatch(portal.deps, lise, { filename: 'breve.pdf', content: sample() });
  await readDispatch(portal.deps, id);
});
afterAll(() => portal.close());

const list = () => listBoundaries(portal.deps.db, lise, id, { page: 1 });
const act = (fields: [string, string][], as = 'lise') => portal.post(`/afsendelser/${id}/sider`, [['revision', String(list().revision)], ...fields], as);

test('a letter is split and joined again by plain forms, undo says what it undoes, and another reader finds nothing', async () => {
  const letter = list().rows.find((row) => row.pages.length > 1)!;
  const page = letter.pages[1]!;
  const before = list().rows.length;
  expect((await act([['handling', `del:${page}`]], 'peter')).status).toBe(404);
  expect((await act([['handling', `del:${page}`]])).status).toBe(303);
  expect(list().rows.length).toBe(before + 1);
  const shown = await (await portal.get(`/afsendelser/${id}/sider`, 'lise')).text();
  expect(shown).toContain(`Fortryd: brevet blev delt før side ${page}`);
  expect(/(?<![0-9a-f-])\d{6}-\d{4}(?![0-9a-f-])/.test(shown)).toBe(false);
  expect((await portal.post(`/afsendelser/${id}/fortrydelse`, { trin: String(list().undo!.id), til: 'https://elsewhere.example/' }, 'lise')).headers.get('Location')).toBe(`/afsendelser/${id}/sider`);
  expect(list().rows.find((row) => row.id === letter.id)!.pages).toEqual(letter.pages);
  expect(portal.events('boundaries.undone')).toBe(1);
});

test('joining two persons asks whose the letter is; an old page is told so and changes nothing', async () => {
  const [first, second] = list().rows;
  const asked = await act([['handling', `saml:${first!.id}`]]);
  expect(asked.status).toBe(409);
  expect(await asked.text()).toContain(`saml:${first!.id}:${second!.id}:${second!.id}`);
  const old = String(list().revision);
  expect((await act([['handling', `saml:${first!.id}:${second!.id}:${second!.id}`]])).status).toBe(303);
  expect(list().rows[0]).toMatchObject({ certainty: 'confirmed', recipient: second!.recipient });
  const late = await portal.post(`/afsendelser/${id}/sider`, [['revision', old], ['handling', 'udelad'], ['valgt', '1']], 'lise');
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('Siderne er ændret af en anden');
  expect((await act([['handling', 'udelad']])).status).toBe(422);
  expect((await act([['handling', 'flyt'], ['valgt', '1'], ['brev', '99']])).status).toBe(422);
});
