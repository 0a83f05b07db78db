import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { contactsFile, demoSchool } from '../../src/demo/school.ts';
import { identityNames, openIdentities, readAuthority } from '../../src/sandbox/index.ts';
import { until } from '../support/box.ts';
import { faultsOf, hasChromium as present, launchChromium, shoot } from '../support/browser.ts';
import { startEmptyBox, type EmptyBox } from '../support/empty-box.ts';

// From an empty box to the first letter at the sandbox, over real mutual TLS; without scripts, as the forms must do alone.
if (!present) console.log('The first run is left out: it needs Chromium');

const school = demoSchool();
let box: EmptyBox;
let browser: Browser;
let page: Page;
let scripted: Page;
let identities: string;
beforeAll(async () => {
  if (!present) return;
  const contacts = join(tmpdir(), `elevarkiv-contacts-${process.pid}.json`);
  writeFileSync(contacts, JSON.stringify(contactsFile(school)));
  box = await startEmptyBox({ cvr: school.cvr, name: school.name }, contacts);
  identities = openIdentities(join(box.folder, 'sandbox/certificates'), readAuthority(join(box.folder, 'sandbox')), { cvr: school.cvr, name: school.name });
  browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, javaScriptEnabled: false });
  page = await context.newPage();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await box?.stop();
}, 60_000);

const main = () => page.textContent('main');
/** Axe needs scripts: the same page in a context that has them. */
async function accessible(): Promise<string[]> {
  scripted = await (await browser.newContext({ viewport: { width: 1366, height: 900 }, storageState: await page.context().storageState() })).newPage();
  await scripted.goto(page.url());
  const faults = await faultsOf(scripted);
  await scripted.context().close();
  return faults;
}
async function begin(values: Record<string, string>): Promise<void> {
  await page.goto(`${box.base}/opsaetning`);
  for (const [name, value] of Object.entries(values)) await page.fill(`#${name}`, value);
  await page.click('main button[type=submit]');
}
const right = () => ({ kode: box.code(), skole: school.name, cvr: school.cvr, navn: 'Ida Drift', brugernavn: 'ida', adgangskode: 'en lang kode', igen: 'en lang kode' });
async function offer(name: string, password?: string): Promise<void> {
  await page.goto(`${box.base}/opsaetning/certifikat`);
  const at = name === 'client' ? join(box.folder, 'sandbox/certificates/client') : join(identities, name);
  await page.setInputFiles('#fil', `${at}.p12`);
  await page.setInputFiles('#myndigheder', join(box.folder, 'sandbox/certificates/ca.pem'));
  await page.fill('#adgangskode', password ?? readFileSync(`${at}.password`, 'utf8'));
  await page.fill('#adresse', box.sandbox.url);
  await page.click('form[enctype] button[type=submit]');
}

test.skipIf(!present)('an empty box leads to its set-up, and only the code of the log opens it', async () => {
  await page.goto(`${box.base}/arkiv`);
  expect(page.url()).toBe(`${box.base}/opsaetning`);
  await shoot(page, 'set-up-start');
  expect(await accessible()).toEqual([]);
  expect(box.code()).not.toBe('');
  const told: [string, Record<string, string>][] = [
    ['Engangskoden passer ikke', { kode: 'AAAA-BBBB-CCCC' }], ['CVR-nummeret er ikke gyldigt', { cvr: '12345678' }],
    ['ikke ens', { igen: 'noget andet' }], ['mindst 8', { adgangskode: 'kort', igen: 'kort' }], ['Brugernavnet skal være', { brugernavn: 'i d a' }],
  ];
  for (const [words, wrong] of told) {
    await begin({ ...right(), ...wrong });
    expect(await main()).toContain(words);
    expect(await page.inputValue('#skole')).toBe(school.name);
    expect(await page.inputValue('#adgangskode')).toBe('');
  }
  await shoot(page, 'set-up-refused');
  expect((await fetch(`${box.base}/opsaetning/certifikat`, { redirect: 'manual' })).status).toBe(303);
});

test.skipIf(!present)('a code that was read before the box was killed is void; the new one is in the log', async () => {
  const old = box.code();
  await box.killAndStart();
  expect(box.code()).not.toBe(old);
  await begin({ ...right(), kode: old });
  expect(await main()).toContain('Engangskoden passer ikke');
});

test.skipIf(!present)('the code is used once: the administrator is in, and nobody can open the box again', async () => {
  const code = box.code();
  await begin(right());
  expect(page.url()).toBe(`${box.base}/opsaetning/certifikat`);
  await shoot(page, 'set-up-certificate');
  expect(await accessible()).toEqual([]);
  const again = await fetch(`${box.base}/opsaetning`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ ...right(), kode: code, brugernavn: 'eve' }),
    headers: { 'sec-fetch-site': 'same-origin', origin: box.base },
  });
  expect(again.headers.get('location')).toBe('/log-ind');
});

test.skipIf(!present)('every certificate that cannot be used is refused with what to do, and nothing of it stays', async () => {
  const words: Partial<Record<(typeof identityNames)[number], string>> = {
    expired: 'Certifikatet udløb', 'not-yet-valid': 'gælder først fra', 'wrong-cvr': `men skolens er ${school.cvr}`, 'without-cvr': 'nævner intet CVR-nummer',
    employee: 'medarbejders certifikat', damaged: 'kan ikke læses', revoked: 'tog ikke imod prøvekaldet', foreign: 'tog ikke imod prøvekaldet',
  };
  for (const [name, sentence] of Object.entries(words)) {
    await offer(name);
    expect([name, await main()]).toEqual([name, expect.stringContaining(sentence)]);
    expect(page.url()).toBe(`${box.base}/opsaetning/certifikat`);
    if (name === 'wrong-cvr' || name === 'revoked') await shoot(page, `set-up-${name}`);
  }
  await offer('good', 'forkert adgangskode');
  expect(await main()).toContain('Adgangskoden passer ikke til filen');
  expect(await page.inputValue('#adresse')).toBe(box.sandbox.url);
  const kept = readdirSync(join(box.folder, 'box/digital-post'), { recursive: true }).map(String);
  expect(kept).toEqual([]);
});

test.skipIf(!present)('the right one is tried and taken into use; its files are for our own user alone; then sender and ready', async () => {
  await offer('client');
  expect(page.url()).toBe(`${box.base}/opsaetning/afsender`);
  expect(await accessible()).toEqual([]);
  await shoot(page, 'set-up-sender');
  const store = join(box.folder, 'box/digital-post');
  for (const name of readdirSync(store, { recursive: true }).map(String)) {
    const about = statSync(join(store, name));
    expect([name, about.mode & 0o777]).toEqual([name, about.isDirectory() ? 0o700 : 0o600]);
  }
  await page.goto(`${box.base}/opsaetning/certifikat`);
  await shoot(page, 'set-up-certificate-in-use');
  await page.click('form[action$=proeve] button');
  expect(await main()).toContain('certifikatet blev taget imod');
  await page.goto(`${box.base}/opsaetning/afsender`);
  await page.fill('#kontaktpunkt', '6f1f8c1e-7d1b-4d0e-9a55-3f1c2b7a9e10');
  await page.click('main button[type=submit]');
  expect(page.url()).toBe(`${box.base}/opsaetning/klar`);
  await shoot(page, 'set-up-ready');
  expect(await accessible()).toEqual([]);
});

test.skipIf(!present)('before the box is taken into use a letter can be prepared but not sent; afterwards it goes', async () => {
  await page.goto(`${box.base}/administration/brugere/ny`);
  await page.fill('input[name=navn]', 'Lise Holm');
  await page.fill('input[name=brugernavn]', 'lise');
  await page.fill('input[name=adgangskode]', 'demo-lise');
  await page.fill('input[name=igen]', 'demo-lise');
  await page.check('input[value=secretary]');
  await page.click('main form.panel button[type=submit]');
  const secretary = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await secretary.goto(`${box.base}/log-ind`);
  await secretary.fill('#brugernavn', 'lise');
  await secretary.fill('#adgangskode', 'demo-lise');
  await secretary.click('main button[type=submit]');
  await secretary.goto(`${box.base}/afsendelser`);
  expect(await secretary.textContent('main')).toContain('Skolen kan ikke sende endnu');
  await shoot(secretary, 'set-up-tray');
  await secretary.setInputFiles('#fil', join(import.meta.dir, '../../samples/optagelsesbreve.pdf'));
  await secretary.click('#upload button[type=submit]');
  const dispatch = /\/afsendelser\/[0-9a-f-]+/.exec(secretary.url())![0];
  await until(async () => { await secretary.goto(`${box.base}${dispatch}/valg`); return secretary.url().endsWith('/valg'); }, 'the recipients', 120);
  await secretary.selectOption('#type', { index: 1 });
  await secretary.click('.form-acts button[type=submit]');
  await until(async () => { await secretary.goto(`${box.base}${dispatch}/kontrol`); return (await secretary.textContent('main'))!.includes('Elevarkiv er ikke sat færdigt op'); }, 'the report', 60);
  expect(await secretary.locator('form[action$=indsendelse]').count()).toBe(0);

  await page.goto(`${box.base}/overblik`);
  expect(await main()).toContain('Opsætningen er ikke gjort færdig');
  expect(await accessible()).toEqual([]);
  await shoot(page, 'set-up-pending');
  await page.goto(`${box.base}/opsaetning/skole`);
  expect(await page.inputValue('#cvr')).toBe(school.cvr);
  expect(await accessible()).toEqual([]);
  await shoot(page, 'set-up-school');
  await page.goto(`${box.base}/opsaetning/klar`);
  expect(await main()).toContain('Frie sager lægges under et emne');
  expect(await accessible()).toEqual([]);
  await shoot(page, 'set-up-ready-plan');
  await page.click('form[action$=klar] button');
  expect(await page.textContent('body')).toContain('Elevarkiv er taget i brug');
  // The plan that comes with the box was ticked: it is laid, and can be used.
  await page.goto(`${box.base}/administration/arkivplan`);
  expect(await page.locator('main table tbody tr').count()).toBeGreaterThan(20);
  expect(await main()).toContain('Studieture og ekskursioner');
  await shoot(page, 'set-up-plan');

  await until(async () => { await secretary.goto(`${box.base}${dispatch}/kontrol`); return (await secretary.locator('form[action$=indsendelse]').count()) > 0; }, 'a report that can be sent', 60);
  await secretary.click('form[action$=indsendelse] button');
  // A new box gives a few minutes to think again; this one is sure.
  await secretary.click('form[action$=afsendelse-nu] button');
  const accepted = async () => ((await (await fetch(`${box.sandbox.controlUrl}/control/counts`)).json()) as { totals: { accepted: number } }).totals.accepted;
  await until(async () => (await accepted()) > 0, 'letters at the sandbox', 120);
}, 300_000);

test.skipIf(!present)('a renewed certificate is taken into use without a restart; one that is revoked leaves the old in use', async () => {
  await offer('revoked');
  expect(await main()).toContain('det, der var i brug før, er stadig i brug');
  await offer('good');
  expect(await page.textContent('body')).toContain('Certifikatet er taget i brug');
  await shoot(page, 'certificate-renewed');
  expect(await accessible()).toEqual([]);
  await page.goto(`${box.base}/administration/drift`);
  await until(async () => { await page.reload(); return (await main())!.includes('Gælder til'); }, 'the certificate on the health page', 60);
  await shoot(page, 'health-certificate');
  expect(await accessible()).toEqual([]);
});
