import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { faultsOf, hasChromium as present, launchChromium, logIn, shoot } from '../support/browser.ts';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

let portal: Portal;
let browser: Browser;
let page: Page;
if (!present) console.log('1 skipped: copies and company letters need Chromium');

beforeAll(async () => {
  if (!present) return;
  portal = await startPortal();
  browser = await launchChromium();
  page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await logIn(page, portal.base, 'lise');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
}, 30_000);

/** Uploads a sample and waits until its mailboxes are looked up. Answers the dispatch's address. */
async function upload(sample: string): Promise<string> {
  await page.goto(`${portal.base}/afsendelser`);
  await page.setInputFiles('#fil', join(import.meta.dir, '../../samples', sample));
  await page.locator('#upload button[type=submit]').click({ timeout: 3000 }).catch(() => {});
  await waitFor(async () => (await page.locator('.recipients-acts').count()) > 0, 'the recipients');
  await waitFor(async () => (await page.locator('#waits-for-look-up').count()) === 0, 'the look-up');
  return page.url().replace(/\/modtagere.*$/, '');
}

async function choose(base: string, title: string, settle: () => Promise<void> = async () => {}): Promise<void> {
  await page.goto(`${base}/valg`);
  await page.fill('#titel', title);
  await page.selectOption('#type', { index: 1 });
  await page.click('button[form=valg].button-primary');
  await settle();
}

async function send(base: string): Promise<void> {
  await page.locator('form[action$=indsendelse] button').click();
  await waitFor(async () => { await page.goto(base); return (await page.textContent('main'))!.includes('Afsluttet'); }, 'the letters to arrive');
}

test.skipIf(!present)('a class with under-18s: proposals taken, sent, in the student\'s case and in the parents\' mailboxes', async () => {
  const base = await upload('fravaersadvarsler.pdf');
  await choose(base, 'Advarsel om fravær');
  // Nothing by itself: the report says that there are proposals, and leads to them.
  expect(await page.textContent('main')).toContain('8 kopier er foreslået, men ikke valgt');
  await page.click('main .alert a[href$=kopier]');
  expect(await page.locator('.copy-groups input:checked').count()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  await page.locator('.copy-row').first().locator('label').click();
  await page.click('button[form=kopier] >> text=Gem valg');
  expect(await page.locator('.copy-groups input:checked').count()).toBe(1);
  await page.click('.copy-all button');
  expect(await page.locator('.copy-groups input:checked').count()).toBe(8);
  await shoot(page, 'copies');
  const [student, parent] = [await page.locator('.copy-head h2').first().textContent(), (await page.locator('.copy-row label').first().textContent())!.split(' mor')[0]!.split(' far')[0]!.trim()];
  await page.click('.copy-more');
  await page.fill('#hvem', 'Winther');
  await page.click('.whole-add button');
  expect(await page.locator('input[name=ref]').count()).toBeGreaterThan(1);
  expect(await faultsOf(page)).toEqual([]);
  await page.goto(`${base}/kopier`);
  await page.click('button[form=kopier] >> text=Gem, og gå til kontrol');
  expect(await page.textContent('main')).toContain('Kopier');
  expect(await faultsOf(page)).toEqual([]);
  await send(base);
  await shoot(page, 'copies-sent');
  const row = page.locator('tr', { hasText: parent }).filter({ hasText: `vedr. ${student}` });
  await row.locator('a[href^="/dokumenter/"]').click();
  expect(await page.textContent('.breadcrumb, nav[aria-label]:has(a[href^="/sager/"]), main')).toContain(student!);
  expect(await page.textContent('main')).toContain(`Kopi til ${parent}`);
  await page.goto(`http://127.0.0.1:${Number(new URL(portal.base).port) + 364}/?name=${encodeURIComponent(parent)}`);
  await page.click('main table a');
  expect(await page.textContent('main')).toContain(`Advarsel om fravær - kopi vedr. ${student}`);
}, 120_000);

test.skipIf(!present)('a company letter: the P-number is chosen from the register, and stands where it was sent and filed', async () => {
  const base = await upload('fakturaer.pdf');
  const open = page.locator('.letter', { hasText: 'Tilmeldt' }).first();
  await open.locator('.attention-line a').click();
  await page.waitForSelector('.units');
  expect(await page.textContent('main')).toContain('Fra CVR-registret');
  expect(await faultsOf(page)).toEqual([]);
  const [number] = (await page.locator('.unit-more', { hasText: 'står i brevet' }).textContent())!.split(' · ');
  await page.fill('#sagsbehandler', 'Lone Holm');
  await page.click('.form-acts button');
  expect(await page.textContent('.form-error-message')).toContain('sagsbehandlerens e-mail');
  await page.fill('#e-mail', 'lone@firma.example');
  await page.click('.form-acts button');
  await page.waitForURL(/modtagere/);
  expect(await page.textContent('.attention-line > span')).toContain(`P-nummer ${number}`);
  expect(await faultsOf(page)).toEqual([]);
  await choose(base, 'Faktura');
  expect(await page.textContent('#hos-virksomheder ~ *')).toContain('Lone Holm');
  await shoot(page, 'company-report');
  await send(base);
  await page.locator('tr', { hasText: `P-nummer ${number}` }).locator('a[href^="/dokumenter/"]').click();
  expect(await page.textContent('main')).toContain('sagsbehandler Lone Holm, lone@firma.example');
}, 120_000);
