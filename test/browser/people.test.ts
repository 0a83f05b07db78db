import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { demoSchool } from '../../src/demo/school.ts';
import { writeCsv } from '../../src/sheets/index.ts';
import { faultsOf, hasChromium as present, launchChromium, logIn, shoot } from '../support/browser.ts';
import { pdfOf } from '../support/letter-pdf.ts';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

let portal: Portal;
let browser: Browser;
let page: Page;
if (!present) console.log('1 skipped: people, lists and mailboxes need Chromium');
const students = demoSchool().students.filter(({ mailbox, protectedAddress }) => mailbox === 'REGISTERED' && !protectedAddress).slice(0, 4);
const write = async (name: string, bytes: Uint8Array) => {
  await Bun.write(join(portal.folder, name), bytes);
  return join(portal.folder, name);
};
const has = (text: string) => waitFor(async () => ((await page.textContent('main')) ?? '').includes(text), text);

beforeAll(async () => {
  if (!present) return;
  portal = await startPortal();
  browser = await launchChromium();
  page = await (await browser.newContext({ viewport: { width: 1366, height: 900 } })).newPage();
  await logIn(page, portal.base, 'lise');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
}, 30_000);

test.skipIf(!present)('a register is imported and taken back, a class’s mailboxes are checked, and a list gives letters without numbers their recipients', async () => {
  // Import: columns, preview, use, undo.
  await page.goto(`${portal.base}/elever/indlaesning`);
  expect(await faultsOf(page)).toEqual([]);
  await page.setInputFiles('#fil', await write('elever.csv', writeCsv([['CPR', 'Navn', 'Klasse', 'Elevnr'], ...students.map(({ cpr, name, className }, n) => [cpr, name, className, `E${100 + n}`]), ['610109-4001', 'Ny Elev', '1.a', 'E999'], ['12', 'Forkert', '', '']])));
  await page.click('.upload-form button');
  await page.waitForSelector('.column-choice');
  expect(await faultsOf(page)).toEqual([]);
  await page.fill('#gem', 'Elever');
  await page.click('form[action$=kolonner] button');
  await page.waitForSelector('form[action$=udfoerelse]');
  await shoot(page, 'people-preview');
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.textContent('main')).toContain('Række 7 har et nummer, som ikke er et CPR-nummer');
  await page.click('form[action$=udfoerelse] button');
  await has('Kan fortrydes i 30 dage');
  await page.click('.confirm summary');
  await page.click('form[action$=fortrydelse] button');
  await has('Fortrudt');
  // A second time the columns are known: straight to what changes.
  await page.goto(`${portal.base}/elever/indlaesning`);
  await page.setInputFiles('#fil', join(portal.folder, 'elever.csv'));
  await page.click('.upload-form button');
  await page.waitForSelector('form[action$=udfoerelse]');
  await page.click('form[action$=udfoerelse] button');
  await has('Kan fortrydes i 30 dage');
  await page.goto(`${portal.base}/elever`);
  await page.fill('#find', 'E102');
  await page.click('.find-people button');
  await has(students[2]!.name);
  expect(page.url()).not.toContain('E102');
  expect(await faultsOf(page)).toEqual([]);
  await page.click(`text=${students[2]!.name}`);
  await has('Oplysninger');
  expect(await faultsOf(page)).toEqual([]);

  // Mailboxes of a class.
  await page.goto(`${portal.base}/elever/klasser`);
  await page.locator('form[action$=klasse] button').first().click();
  await waitFor(async () => (await page.locator('.mailbox-registered').count()) > 5, 'answers');
  await page.click('form[action$=overvaagning] button');
  await has('Hold ikke længere øje');
  expect(await faultsOf(page)).toEqual([]);

  // Letters without a number, and a list.
  await page.goto(`${portal.base}/afsendelser`);
  await page.setInputFiles('#fil', await write('breve.pdf', await pdfOf(students.flatMap((_, n) => [[`Elevnummer: E${100 + n}`, 'Indkaldelse'], ['side to']]))));
  await page.locator('#upload button[type=submit]').click({ timeout: 3000 }).catch(() => {});
  await waitFor(async () => (await page.locator('.recipients-acts').count()) > 0, 'the recipients');
  await page.click('a[href$=modtagerliste]');
  expect(await faultsOf(page)).toEqual([]);
  await page.setInputFiles('#fil', await write('liste.csv', writeCsv([['Elevnr', 'Navn'], ...students.slice(0, 3).map(({ name }, n) => [`E${100 + n}`, name]), ['E555', 'Findes ikke']])));
  await page.click('.upload-form button');
  await page.waitForSelector('#noegle');
  await shoot(page, 'list-choice');
  expect(await faultsOf(page)).toEqual([]);
  await page.click('form[action$=kolonner] button');
  await page.waitForSelector('form[action$=brug]');
  await shoot(page, 'list-preview');
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.textContent('main')).toContain('På side 7 begynder et brev, som ingen række i listen passer til');
  await page.click('form[action$=brug] button');
  await has('Listen er brugt: 3 breve');
  expect(await faultsOf(page)).toEqual([]);
  await page.goto(page.url().replace('modtagerliste', 'modtagere'));
  expect(await page.locator('.letters-column ol.letters > li').count()).toBe(4);
  await page.click('a[href$=modtagerliste]');
  await page.click('form[action$=fortrydelse] button');
  await page.waitForSelector('#fil');
}, 180_000);
