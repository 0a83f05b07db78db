import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { companiesFile } from '../../src/demo/companies-file.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { startSandbox, type Sandbox, type SandboxSettings } from '../../src/sandbox/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { actorIn, draftIn, openSchool, type School } from '../support/draft.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-company-'));
const companies = companiesFile(demoSchool());
let sandbox: Sandbox;
let school: School;
let lise: Actor;
let letter: { id: string; number: string };
beforeAll(async () => {
  writeFileSync(join(folder, 'companies.json'), JSON.stringify(companies));
  sandbox = await startSandbox({ folder, port: 0, controlPort: 0, companiesFile: join(folder, 'companies.json') });
  school = openSchool();
  lise = await actorIn(school, 'lise', 'secretary');
  await actorIn(school, 'rune', 'administrator');
  const id = await draftIn(school, lise, { file: 'fakturaer.pdf' });
  letter = school.deps.db.statement("SELECT id, recipient_number AS number FROM letters WHERE dispatch_id = ? AND recipient_kind = 'cvr' ORDER BY ordinal LIMIT 1").get(id) as typeof letter;
}, 60_000);
afterAll(async () => {
  await sandbox.stop();
  school.close();
  rmSync(folder, { recursive: true, force: true });
});

const set = (settings: Partial<SandboxSettings>) => fetch(`${sandbox.controlUrl}/control/settings`, { method: 'PUT', body: JSON.stringify(settings), headers: { 'content-type': 'application/json' } });
const at = () => `/breve/${letter.id}/virksomhed`;
const page = async () => (await school.get(at(), 'lise')).text();
const attention = () => JSON.parse((school.deps.db.statement('SELECT attention FROM letters WHERE id = ?').get(letter.id) as { attention: string | null }).attention ?? 'null') as { productionUnit: { number: string; name: string } | null } | null;

test('without a register the P-number is written by hand', async () => {
  expect(await page()).toContain('Der er ikke sat et CVR-register op');
  const refused = await school.post(at(), { enhed: 'andet', 'p-nummer': '123', 'e-mail': 'a@b.dk', kontakt: 'Bo' }, 'lise');
  const text = await refused.text();
  expect([refused.status, text.includes('P-nummeret skal være 10 cifre'), text.includes('value="a@b.dk"'), text.includes('value="Bo"')]).toEqual([422, true, true, true]);
  // A number that is typed is meant, also where nobody chose it in the list.
  expect((await school.post(at(), { enhed: '', 'p-nummer': '1012 345 678', 'p-navn': 'Lager' }, 'lise')).headers.get('Location')).toContain(`/modtagere#brev-${letter.id}`);
  expect(attention()).toMatchObject({ productionUnit: { number: '1012345678', name: 'Lager' } });
  await school.post(at(), { enhed: '' }, 'lise');
  expect(attention()).toBe(null);
});

test('with a register its units are listed; kept for a day; away, the older answer stands with why', async () => {
  changeSettings(school.deps, null, { 'cvr.adapter': 'permanent', 'cvr.url': sandbox.controlUrl });
  const wanted = companies.find(({ cvr }) => cvr === letter.number)!;
  const found = await page();
  for (const unit of wanted.units) expect([unit.number, found.includes(unit.number)]).toEqual([unit.number, true]);
  expect(found).toContain('Sidst I skrev til virksomheden');
  await set({ cvrDown: true });
  expect(await page()).not.toContain('har travlt');
  school.clock.advance(25 * 3_600_000);
  await school.user('lise2', 'Lise', 'secretary');
  const stale = await (await school.get(at(), 'lise2')).text();
  expect(stale).toContain('Oplysningerne kunne ikke opdateres');
  expect(stale).toContain('CVR-registret har travlt');
  expect(stale).toContain(wanted.units[0]!.number);
  const asked = await school.post(`${at()}/opslag`, {}, 'lise2');
  expect([asked.status, (await asked.text()).includes('har travlt')]).toEqual([200, true]);
  await set({ cvrDown: false });
  // Left alone for a minute after it failed, but for a person who asks.
  expect(await (await school.get(at(), 'lise2')).text()).toContain('har travlt');
  expect((await school.post(`${at()}/opslag`, {}, 'lise2')).status).toBe(303);
  const other = await school.post(at(), { enhed: 'andet', 'p-nummer': '1234567890' }, 'lise2');
  expect([other.status, (await other.text()).includes('hører ikke til virksomheden')]).toEqual([422, true]);
  await school.post(at(), { enhed: wanted.units[0]!.number, sagsbehandler: 'Lone', 'e-mail': 'lone@x.dk' }, 'lise2');
  expect(attention()).toMatchObject({ productionUnit: { number: wanted.units[0]!.number, name: wanted.units[0]!.name } });
});

test('a slow register does not hold the page up', async () => {
  school.deps.db.write((tx) => tx.statement('DELETE FROM company_lookups').run());
  await set({ cvrSlowMs: 2500 });
  const began = performance.now();
  const text = await (await school.get(at(), 'lise2')).text();
  expect(performance.now() - began).toBeLessThan(4900);
  expect(text).toContain('CVR-registret har ikke svaret endnu');
  await set({ cvrSlowMs: 0 });
  // What came later is there the next time.
  for (let tries = 0; tries < 60 && !school.deps.db.statement('SELECT 1 FROM company_lookups').get(); tries++) await Bun.sleep(50);
  expect(await (await school.get(at(), 'lise2')).text()).toContain('Fra CVR-registret');
}, 30_000);

test('the administrator sets it up and tries it; secrets never come out again, nor into the log; http to another machine is warned of', async () => {
  await school.user('rune2', 'Rune', 'administrator');
  const admin = '/administration/cvr';
  const save = (fields: Record<string, string>) => school.post(admin, { 'cvr.adapter': 'permanent', 'cvr.user': 'skolen', 'cvr.password': '', 'cvr.apiKey': '', 'cvr.url': sandbox.controlUrl, 'cvr.timeoutSeconds': '5', ...fields }, 'rune2');
  expect((await save({ 'cvr.password': 'meget hemmelig' })).status).toBe(303);
  expect((await save({})).status).toBe(303);
  const shown = await (await school.get(admin, 'rune2')).text();
  expect([shown.includes('meget hemmelig'), shown.includes('En nøgle er gemt'), shown.includes('sendes ukrypteret')]).toEqual([false, true, false]);
  expect(JSON.stringify(school.deps.db.statement("SELECT p.payload FROM audit_entries e JOIN audit_payloads p USING (seq) WHERE e.event = 'settings.changed'").all())).not.toContain('meget hemmelig');
  const tried = await (await school.post(`${admin}/proeve`, { cvr: letter.number }, 'rune2')).text();
  expect(tried).toContain(companies.find(({ cvr }) => cvr === letter.number)!.name.replace('&', '&amp;'));
  expect((await school.post(`${admin}/proeve`, { cvr: '10150817' }, 'rune2')).status).toBe(422);
  await set({ cvrNonsenseNext: 1 });
  const nonsense = await school.post(`${admin}/proeve`, { cvr: letter.number }, 'rune2');
  expect([nonsense.status, (await nonsense.text()).includes('ikke ligner CVR-registret')]).toEqual([503, true]);
  await save({ 'cvr.url': 'http://distribution.virk.dk/cvr-permanent' });
  expect(await (await school.get(admin, 'rune2')).text()).toContain('Adgangskoden sendes ukrypteret');
  expect((await save({ 'cvr.url': 'ftp://x' })).status).toBe(422);
});

test('who may not send, and a letter that is no company\'s, get nothing', async () => {
  expect((await school.get(at(), 'rune2')).status).toBe(404);
  const id = await draftIn(school, lise);
  const { id: personal } = school.deps.db.statement('SELECT id FROM letters WHERE dispatch_id = ? LIMIT 1').get(id) as { id: string };
  expect((await school.get(`/breve/${personal}/virksomhed`, 'lise2')).status).toBe(404);
  expect((await school.post(`/breve/${personal}/som-sidst`, {}, 'lise2')).status).toBe(404);
});
