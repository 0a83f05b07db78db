import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { caseFor } from '../../src/archive/index.ts';
import { randomIds } from '../../src/core/ids.ts';
import { openDatabase } from '../../src/db/index.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { faultsOf, hasChromium as present, launchChromium, logIn, shoot } from '../support/browser.ts';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

let portal: Portal;
let browser: Browser;
let page: Page;
if (!present) console.log('1 skipped: acts on many need Chromium');
const has = (text: string) => waitFor(async () => ((await page.textContent('main')) ?? '').includes(text), text);
const cases = 60;

beforeAll(async () => {
  if (!present) return;
  portal = await startPortal();
  const db = openDatabase(join(portal.folder, 'box/elevarkiv.sqlite'));
  for (const { cpr, name } of demoSchool().students.slice(0, cases)) {
    db.write((tx) => caseFor(tx, { ids: randomIds }, { recipient: { kind: 'cpr', number: cpr }, name, at: new Date(), actorId: null }));
  }
  db.close();
  browser = await launchChromium();
  page = await (await browser.newContext({ viewport: { width: 1366, height: 900 } })).newPage();
  await logIn(page, portal.base, 'lise');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
}, 30_000);

test.skipIf(!present)('cases are chosen by keys and by range, all of the list gets a keyword, and it is taken back', async () => {
  await page.goto(`${portal.base}/arkiv`);
  const boxes = page.locator('input[name="valgt"]');
  const chosen = () => page.locator('input[name="valgt"]:checked').count();
  expect(await page.locator('.bulk-acts').isVisible()).toBe(false);
  await boxes.nth(1).focus();
  await page.keyboard.press('Space');
  expect(await chosen()).toBe(1);
  await boxes.nth(5).click({ modifiers: ['Shift'] });
  expect([await chosen(), await page.textContent('.bulk-count')]).toEqual([5, '5 valgt']);
  expect(await faultsOf(page)).toEqual([]);
  await page.check('#hele-siden', { force: true });
  await page.check('#alle', { force: true });
  expect(await page.textContent('.bulk-count')).toBe(`${cases} valgt`);
  await shoot(page, 'bulk-chosen');
  await page.click('button[value="case:add_keyword"]');

  await page.fill('#vaerdi', 'årgang 2026');
  expect(await faultsOf(page)).toEqual([]);
  await page.click('.decision .button-primary');
  await has(`${cases} sager bliver ændret`);
  expect([await faultsOf(page), page.url().includes('2026')]).toEqual([[], false]);
  await shoot(page, 'bulk-preview');
  await page.click('.bulk-buttons .button-primary');
  await has(`${cases} sager er ændret`);
  expect(await faultsOf(page)).toEqual([]);
  await page.click('.confirm summary');
  await page.click('.confirm .button-warning');
  await has(`${cases} er sat tilbage`);

  await page.goto(`${portal.base}/arkiv`);
  await page.click('a[href="/samlet"]');
  expect([await page.textContent('main h1'), await page.locator('main tbody tr').count(), await faultsOf(page)]).toEqual(['Mine samlede handlinger', 1, []]);
}, 180_000);

test.skipIf(!present)('without scripts the same boxes and buttons do it', async () => {
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await logIn(plain, portal.base, 'lise');
  await plain.goto(`${portal.base}/arkiv`);
  await plain.check('#hele-siden', { force: true });
  await plain.click('button[value="case:close"]');
  await waitFor(async () => {
    await plain.reload();
    return ((await plain.textContent('main')) ?? '').includes('Luk 50 sager');
  }, 'the preview');
  await plain.close();
}, 120_000);
