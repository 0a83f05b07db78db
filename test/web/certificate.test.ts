import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeps } from '../../src/deps.ts';
import { checkSchool } from '../../src/cli/doctor/school.ts';
import { certificateStatus, connectionKeeper } from '../../src/jobs/index.ts';
import { openIdentities, readAuthority, startSandbox, type IdentityName, type Sandbox } from '../../src/sandbox/index.ts';
import { changeSettings, newSetUpCode, readSettings } from '../../src/settings/index.ts';
import { healthOf } from '../../src/web/overview/health.ts';
import { problems } from '../../views/texts.ts';
import { openPortal, origin, type Portal } from './portal.ts';

// The certificate's page and the steps around it, against a peer that takes real mutual TLS.
const school = { cvr: '10150817', name: 'Prøveskolen' };
const at = '/opsaetning/certifikat';
let portal: Portal;
let peer: Sandbox;
let folder: string;
let identities: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'elevarkiv-certificate-'));
  peer = await startSandbox({ folder, port: 0, controlPort: 0, holder: school });
  identities = openIdentities(join(folder, 'certificates'), readAuthority(folder), school);
  portal = openPortal();
  // Certificates live in real time.
  portal.clock.advance(Date.now() - portal.clock.now().getTime());
  await portal.user('rune', 'Rune', 'administrator');
  changeSettings(portal.deps, null, { 'sender.cvr': school.cvr, 'sender.label': school.name });
}, 60_000);
afterAll(async () => {
  portal.close();
  await peer.stop();
  rmSync(folder, { recursive: true, force: true });
});

const text = async (path: string) => (await portal.get(path, 'rune')).text();
const fileOf = (name: IdentityName) => readFileSync(join(identities, `${name}.p12`));
const passwordOf = (name: IdentityName) => readFileSync(join(identities, `${name}.password`), 'utf8');

async function layIn(p12: Uint8Array, password: string, address = peer.url) {
  const form = new FormData();
  form.append('fil', new File([p12 as Uint8Array<ArrayBuffer>], 'certifikat.p12'));
  form.append('adgangskode', password);
  form.append('adresse', address);
  form.append('noegle', '');
  form.append('myndigheder', new File([readFileSync(join(folder, 'certificates/ca.pem'))], 'ca.pem'));
  return portal.app.request(`${origin}${at}`, { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...portal.cookieOf('rune').headers } });
}

/** The good certificate under another password, sealed by openssl. */
function sealedUnder(password: string): Uint8Array {
  const work = mkdtempSync(join(tmpdir(), 'elevarkiv-sealed-'));
  const openssl = (...words: string[]) => expect(Bun.spawnSync(['openssl', 'pkcs12', ...words]).exitCode).toBe(0);
  writeFileSync(join(work, 'old'), passwordOf('good'));
  writeFileSync(join(work, 'new'), password);
  openssl('-in', join(identities, 'good.p12'), '-passin', `file:${join(work, 'old')}`, '-nodes', '-out', join(work, 'all.pem'));
  openssl('-export', '-in', join(work, 'all.pem'), '-passout', `file:${join(work, 'new')}`, '-out', join(work, 'new.p12'));
  const bytes = new Uint8Array(readFileSync(join(work, 'new.p12')));
  rmSync(work, { recursive: true, force: true });
  return bytes;
}

/** The issuer's common name as openssl reads it. */
function issuerOf(name: IdentityName): string {
  const pem = Bun.spawnSync(['openssl', 'pkcs12', '-legacy', '-in', join(identities, `${name}.p12`), '-passin', `file:${join(identities, `${name}.password`)}`, '-nokeys', '-clcerts']).stdout;
  const said = Bun.spawnSync(['openssl', 'x509', '-noout', '-issuer', '-nameopt', 'sep_multiline,utf8'], { stdin: pem }).stdout.toString();
  return /CN=(.+)/.exec(said)![1]!.trim();
}

test('a call that fails is told in words about the certificate, not about letters, and leaves nothing', async () => {
  const answer = await layIn(fileOf('good'), passwordOf('good'), 'https://localhost:1/apis/v1');
  expect(answer.status).toBe(422);
  const said = await answer.text();
  expect(said).toContain('Der svarer ingen på adressen');
  expect(said).not.toContain('Brevene venter');
  expect(portal.deps.hasCertificate()).toBe(false);
  const revoked = await (await layIn(fileOf('revoked'), passwordOf('revoked'))).text();
  expect(revoked).toMatch(/Digital Post (lukkede forbindelsen uden at svare|afviste certifikatet)/);
  expect(portal.deps.hasCertificate()).toBe(false);
}, 60_000);

test('a password with spaces at its ends opens the certificate for the delivery process too, which needs no restart', async () => {
  const other = openDeps(portal.deps.config, 'other');
  const connect = connectionKeeper(other);
  await expect(connect()).rejects.toThrow('not_configured');
  const password = ' æøå med mellemrum ';
  expect((await layIn(sealedUnder(password), password)).headers.get('Location')).toBe(at);
  expect(await (await connect()).office.probe()).toEqual({ ok: true });
  expect((await layIn(fileOf('legacy'), passwordOf('legacy'))).status).toBe(303);
  expect(await (await connect()).office.probe()).toEqual({ ok: true });
  other.close();
  const logged = JSON.stringify(portal.deps.db.statement('SELECT payload FROM audit_payloads').all());
  expect([password.trim(), passwordOf('legacy'), 'PRIVATE KEY'].filter((secret) => logged.includes(secret))).toEqual([]);
}, 60_000);

test('the page tells of the one in use: holder, issuer, how long, where to, and the last call, also when it fails', async () => {
  const fine = await text(at);
  // As openssl reads it from the sandbox's own file, not as our code does.
  const issuer = issuerOf('legacy');
  for (const words of [school.cvr, issuer, 'Gælder til', 'dage igen', `Andet: ${peer.url}`, 'Testcertifikat', 'Digital Post svarede']) expect([words, fine.includes(words)]).toEqual([words, true]);
  await portal.post(`${at}/proeve`, {}, 'rune');
  expect(await text('/overblik')).toContain('Svarede sidst');
  await peer.stop();
  const broken = await portal.post(`${at}/proeve`, {}, 'rune');
  expect(await broken.text()).toContain('Der svarer ingen på adressen');
  expect(await text(at)).toContain('Lykkedes ikke');
  expect(portal.events('certificate.tried')).toBe(2);
  peer = await startSandbox({ folder, port: 0, controlPort: 0, holder: school });
}, 60_000);

test('while something is missing the overview does not say that nothing waits', async () => {
  const before = await text('/overblik');
  expect(before).toContain('Der er ikke noget, der venter på dig');
  changeSettings(portal.deps, null, { 'sender.label': '' });
  const overview = await text('/overblik');
  expect(overview).toContain('Opsætningen er ikke gjort færdig');
  expect(overview).toContain('href="/administration/indstillinger"');
  expect(overview).not.toContain('Der er ikke noget, der venter på dig');
  expect(await text('/administration/drift')).toContain('Opsætningen er ikke gjort færdig');
  changeSettings(portal.deps, null, { 'sender.label': school.name });
});

test('the school can be written again, its number is checked, and another number than the certificate\'s stops everything', async () => {
  const refused = await portal.post('/opsaetning/skole', { skole: 'Ny skole', cvr: '10150818' }, 'rune');
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain('value="10150818"');
  expect(page).toContain(problems['set_up.bad_cvr']!);
  expect(readSettings(portal.deps.db)['school.name']).not.toBe('Ny skole');
  expect((await portal.post('/opsaetning/skole', { skole: 'Ny skole', cvr: 'DK 25 31 37 63' }, 'rune')).status).toBe(303);
  expect(readSettings(portal.deps.db)).toMatchObject({ 'school.name': 'Ny skole', 'sender.cvr': '25313763' });
  await portal.user('begge', 'Begge', 'administrator', 'secretary');
  expect(await (await portal.get('/afsendelser', 'begge')).text()).toContain('et andet CVR-nummer end skolens');
  await portal.post('/opsaetning/skole', { skole: 'Ny skole', cvr: school.cvr }, 'rune');
  expect(await (await portal.get('/afsendelser', 'begge')).text()).not.toContain('et andet CVR-nummer end skolens');
});

test('a wrong code of the first run is in the log, slows down, and the right one waits too', async () => {
  const fresh = openPortal();
  const code = newSetUpCode(fresh.deps)!;
  const values = { skole: school.name, cvr: school.cvr, navn: 'Ida', brugernavn: 'ida', adgangskode: 'en lang kode', igen: 'en lang kode' };
  for (let n = 0; n < 5; n++) expect((await fresh.post('/opsaetning', { ...values, kode: 'AAAA-BBBB-CCCC' })).status).toBe(422);
  expect((await fresh.post('/opsaetning', { ...values, kode: code })).status).toBe(429);
  expect(fresh.events('set_up.refused')).toBe(5);
  fresh.clock.advance(31_000);
  expect((await fresh.post('/opsaetning', { ...values, kode: code })).status).toBe(303);
  expect(fresh.events('set_up.begun')).toBe(1);
  fresh.close();
});

test('how long it lasts is told 60, 30, 7 and 1 days before its end and after it: on the overview, and by the doctor with its exit code', async () => {
  const end = Date.parse(certificateStatus(portal.deps.db)!.notAfter);
  const levels = new Map([[61, 'fine'], [60, 'soon'], [31, 'soon'], [30, 'urgent'], [8, 'urgent'], [7, 'last'], [1, 'last'], [0, 'last'], [-3, 'last']]);
  const today = portal.clock.now().getTime();
  for (const [days, level] of levels) {
    const clock = { now: () => new Date(end - days * 86_400_000 - 1000) };
    const deps = { ...portal.deps, clock };
    expect([days, healthOf(deps).certificate]).toEqual([days, { notAfter: new Date(end).toISOString(), days, level: level as 'fine' }]);
    const [finding] = checkSchool(deps).filter(({ check }) => check === 'certificate');
    expect([days, finding?.level]).toEqual([days, level === 'fine' ? 'ok' : level === 'last' ? 'fault' : 'warning']);
  }
  portal.clock.advance(end - 5 * 86_400_000 - today);
  await portal.user('ny', 'Ny', 'administrator');
  const overview = await (await portal.get('/overblik', 'ny')).text();
  expect(overview).toContain('5 dage endnu');
  expect(overview).toContain('Forny certifikatet');
});
