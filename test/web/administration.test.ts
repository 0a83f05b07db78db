import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readSettings } from '../../src/settings/index.ts';
import { settingGroups, settingParts, settingWords } from '../../views/texts/settings.ts';
import { settingShapes } from '../../src/settings/index.ts';
import { events } from '../../views/texts/events.ts';
import { openPortal } from './portal.ts';

const portal = openPortal();
let rune: string;
beforeAll(async () => {
  rune = await portal.user('rune', 'Rune Åkjær', 'administrator');
});
afterAll(() => portal.close());

const newUser = (fields: Record<string, string>, roles = ['reader']) =>
  portal.post('/administration/brugere', [...Object.entries({ navn: 'Aisha Khan', brugernavn: 'aisha', adgangskode: 'hemmelig kode', igen: 'hemmelig kode', ...fields }), ...roles.map((role): [string, string] => ['rolle', role])], 'rune');

test('a refused user form comes back with what was typed, the sentence, and no password', async () => {
  for (const [fields, roles, words] of [
    [{ navn: '' }, ['reader'], 'Skriv brugerens navn'],
    [{ brugernavn: 'a b' }, ['reader'], '2 til 40 tegn'],
    [{ brugernavn: 'rune' }, ['reader'], 'Brugernavnet rune er i brug'],
    [{}, [], 'Vælg mindst én rolle'],
    [{}, ['konge'], 'Rollen konge findes ikke'],
    [{ igen: 'noget andet' }, ['reader'], 'De to adgangskoder er ikke ens'],
    [{ adgangskode: 'kort', igen: 'kort' }, ['reader'], 'mindst 8 tegn'],
  ] as [Record<string, string>, string[], string][]) {
    const answer = await newUser(fields, roles);
    const page = await answer.text();
    expect([words, answer.status === 422 || answer.status === 409, page.includes(words)]).toEqual([words, true, true]);
    expect(page).toContain(`value="${fields['brugernavn'] ?? 'aisha'}"`);
    expect(page).not.toContain('hemmelig kode');
  }
});

test('a user is made, given roles, locked, opened and given a new password', async () => {
  const made = await newUser({}, ['reader', 'case_officer']);
  expect(made.status).toBe(303);
  const address = made.headers.get('location')!;
  const said = await portal.get(address, 'rune', { Cookie: `${made.headers.get('set-cookie')!.split(';')[0]}` });
  expect(said.status).toBe(303);
  const page = async () => (await portal.get(address, 'rune')).text();
  expect(await page()).toMatch(/id="role-case_officer"[^>]*checked/);
  await portal.post(`${address}/roller`, [['rolle', 'leader']], 'rune');
  expect(await page()).not.toMatch(/id="role-case_officer"[^>]*checked/);
  await portal.post(`${address}/laasning`, {}, 'rune');
  expect(await page()).toContain('Lås brugeren op');
  await portal.post(`${address}/oplaasning`, {}, 'rune');
  expect((await portal.post(`${address}/adgangskode`, { adgangskode: 'ny lang kode', igen: 'ny lang kode' }, 'rune')).status).toBe(303);
  expect((await portal.post('/log-ind', { brugernavn: 'aisha', adgangskode: 'ny lang kode' })).status).toBe(303);
});

test('the last administrator can neither be locked nor lose the role', async () => {
  const locked = await portal.post(`/administration/brugere/${rune}/laasning`, {}, 'rune');
  expect(locked.status).toBe(409);
  expect(await locked.text()).toContain('den sidste administrator');
  expect((await portal.post(`/administration/brugere/${rune}/roller`, [['rolle', 'reader']], 'rune')).status).toBe(409);
});

test('what was done is said once', async () => {
  const answer = await portal.post('/administration/dokumenttyper', { navn: 'Advarsel' }, 'rune');
  const flash = answer.headers.get('set-cookie')!.split(';')[0]!;
  const session = /__Host-elevarkiv=[^;]+/.exec(await cookieOf())![0];
  const page = await portal.app.request('http://localhost:8080/administration/dokumenttyper', { headers: { Cookie: `${session}; ${flash}` } });
  expect(await page.text()).toContain('Dokumenttypen er tilføjet');
  expect(page.headers.get('set-cookie')).toContain('Max-Age=0');
  const forged = await portal.app.request('http://localhost:8080/administration/dokumenttyper', { headers: { Cookie: `${session}; __Host-besked=constructor` } });
  expect(forged.status).toBe(200);
});

async function cookieOf(): Promise<string> {
  return (await portal.post('/log-ind', { brugernavn: 'rune', adgangskode: portal.password })).headers.get('set-cookie')!;
}

test('every setting has its place in the form and its words', () => {
  const placed: string[] = [...settingGroups.flatMap((group) => group.keys), ...Object.values(settingParts).flat()];
  expect(placed.toSorted()).toEqual(Object.keys(settingShapes).sort());
  expect(Object.keys(settingWords).sort()).toEqual(Object.keys(settingShapes).sort());
});

/** The form as the browser would send it, with some fields changed. */
async function settingsForm(changes: Record<string, string>) {
  const page = await (await portal.get('/administration/indstillinger', 'rune')).text();
  const fields = [...page.matchAll(/<input class="form-input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map((match): [string, string] => [match[1]!, match[2]!]);
  return portal.post('/administration/indstillinger', { ...Object.fromEntries(fields), ...changes }, 'rune');
}

test('settings are saved, a refused value is marked and nothing is changed, the secret never comes back', async () => {
  expect((await settingsForm({ 'school.name': 'Ådal Skole', 'sender.cvr': '12345678', 'digitalPost.apiToken': 'tys-tys', 'sending.platformHolds': 'on' })).status).toBe(303);
  expect(readSettings(portal.deps.db)).toMatchObject({ 'school.name': 'Ådal Skole', 'digitalPost.apiToken': 'tys-tys', 'sending.platformHolds': true });
  const page = await (await portal.get('/administration/indstillinger', 'rune')).text();
  expect(page).toContain('Ådal Skole');
  expect(page).not.toContain('tys-tys');

  const refused = await settingsForm({ 'school.name': 'Andet navn', 'sender.cvr': '123' });
  const again = await refused.text();
  expect(refused.status).toBe(422);
  expect(again).toMatch(/id="sender-cvr"[^>]*aria-invalid="true"/);
  expect(again).toContain('value="Andet navn"');
  expect(readSettings(portal.deps.db)['school.name']).toBe('Ådal Skole');

  await settingsForm({ 'upload.maxMegabytes': '50' });
  expect(readSettings(portal.deps.db)).toMatchObject({ 'digitalPost.apiToken': 'tys-tys', 'upload.maxMegabytes': 50, 'sending.platformHolds': false });
});

test('a document type is added once and can be switched off and on', async () => {
  expect((await portal.post('/administration/dokumenttyper', { navn: 'Faktura' }, 'rune')).status).toBe(303);
  const twice = await portal.post('/administration/dokumenttyper', { navn: ' faktura ' }, 'rune');
  expect([twice.status, (await twice.text()).includes('findes allerede')]).toEqual([409, true]);
  const page = async () => (await portal.get('/administration/dokumenttyper', 'rune')).text();
  const off = /\/administration\/dokumenttyper\/[0-9a-f-]+\/slukning/.exec(await page())![0];
  await portal.post(off, {}, 'rune');
  expect(await page()).toContain(off.replace('slukning', 'taending'));
  expect((await portal.post('/administration/dokumenttyper/nope/slukning', {}, 'rune')).status).toBe(404);
});

test('health says what is missing before anything can be sent', async () => {
  const fresh = openPortal();
  await fresh.user('rune', 'Rune Åkjær', 'administrator');
  expect(await (await fresh.get('/administration/drift', 'rune')).text()).toContain('Indtil da kan intet afsendes');
  fresh.close();
});

test('the page of a user tells what they did and saw and who changed their access, without naming whom it was about', async () => {
  const { caseId } = await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Udtalelse' });
  const lise = await portal.user('lise', 'Lise Overgaard', 'secretary');
  const history = async (query = '') => (await (await portal.get(`/administration/brugere/${lise}${query}`, 'rune')).text()).split('id="history"')[1]!;
  expect(await history()).not.toContain(events['case.viewed']);
  expect((await portal.get(`/sager/${caseId}`, 'lise')).status).toBe(200);
  await portal.post('/soegninger', { ord: 'udtalelse' }, 'lise');
  await portal.post(`/administration/brugere/${lise}/roller`, [['rolle', 'secretary'], ['rolle', 'leader']], 'rune');
  const shown = await history();
  for (const words of [events['case.viewed'], events['search.made'], events['user.roles_set'], 'Lise Overgaard', 'Rune Åkjær']) expect(shown).toContain(words);
  for (const words of ['Sofie', 'Udtalelse', 'udtalelse', caseId, '0101071234']) expect(shown).not.toContain(words);
  // A hundred at a time.
  for (let n = 0; n < 100; n++) await portal.post('/soegninger', { ord: 'x' }, 'lise');
  const older = /\?foer=\d+/.exec(await history())![0];
  expect(await history(older)).toContain(events['case.viewed']);
});
