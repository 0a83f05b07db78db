import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { demoSchool } from '../../src/demo/school.ts';
import { faultsOf, hasChromium as present, launchChromium, logIn, shoot } from '../support/browser.ts';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

let portal: Portal;
let browser: Browser;
let page: Page;
if (!present) console.log('1 skipped: the single letter needs Chromium');

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

test.skipIf(!present)('one document to two: one by name, one by number; then back to its letters', async () => {
  await page.goto(`${portal.base}/afsendelser`);
  await page.setInputFiles('#fil', join(import.meta.dir, '../../samples/optagelsesbreve.pdf'));
  // The script of the page sends the file as soon as it is chosen; without it the button does.
  await page.locator('#upload button[type=submit]').click({ timeout: 3000 }).catch(() => {});
  await waitFor(async () => (await page.locator('.recipients-acts').count()) > 0, 'the recipients');
  const inParts = await page.locator('.letters-column .letters > li').count();
  await page.click('form[action$=helhed] button');
  await page.waitForSelector('#whole');
  expect(await page.textContent('main')).toContain('Tilføj dem, der skal have det');
  await shoot(page, 'whole-empty');
  expect(await faultsOf(page)).toEqual([]);
  const [first, second] = demoSchool().students;
  await page.fill('#hvem', first!.name.split(' ')[0]!);
  await page.click('.whole-add button');
  await page.waitForSelector('form[action$=modtagere] input[name=ref]', { state: 'attached' });
  await shoot(page, 'whole-choose');
  expect(await faultsOf(page)).toEqual([]);
  expect(page.url()).not.toContain(first!.name.split(' ')[0]!);
  await page.locator('tr', { hasText: first!.name }).first().locator('button').click();
  await page.waitForSelector('#whole');
  await page.fill('#hvem', '12');
  await page.click('.whole-add button');
  expect(await page.textContent('.whole-add')).toContain('hverken et CPR-nummer');
  expect(await page.inputValue('#hvem')).toBe('12');
  await page.fill('#hvem', second!.cpr);
  await page.click('.whole-add button');
  await waitFor(async () => (await page.locator('.letters-column ol.letters > li').count()) === 2, 'two recipients');
  await shoot(page, 'whole-two');
  expect(await page.textContent('main')).toContain('2 modtagere får det hver for sig');
  expect(await page.textContent('main')).toContain('Dokumentet nævner');
  expect(await faultsOf(page)).toEqual([]);
  await page.click('form[action$=opdeling] button');
  await waitFor(async () => (await page.locator('#whole').count()) === 0, 'the letters again');
  expect(await page.locator('.letters-column .letters > li').count()).toBe(inParts);
}, 180_000);
