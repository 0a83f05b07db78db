import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { faultsOf, hasChromium as present, launchChromium, logIn } from '../support/browser.ts';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

// The whole story of a new user against what scripts/start runs: portal, worker, delivery and sandbox as real processes.
const root = join(import.meta.dir, '../..');
let portal: Portal;
let base: string;
let browser: Browser;
let page: Page;
const errors: string[] = [];

if (!present) console.log('1 skipped: the story needs Chromium');

beforeAll(async () => {
  if (!present) return;
  portal = await startPortal();
  base = portal.base;
  browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  page.on('pageerror', (error) => errors.push(error.message));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
}, 30_000);

const accessible = async () => expect(await faultsOf(page)).toEqual([]);

test.skipIf(!present)('a secretary sends a merge letter and finds it in the archive with its receipts', async () => {
  await page.goto(`${base}/log-ind`);
  await accessible();
  await page.fill('#brugernavn', 'lise');
  await page.fill('#adgangskode', 'demo-lise');
  await page.click('main button[type=submit]');
  await accessible();

  await page.goto(`${base}/afsendelser`);
  await accessible();
  await page.setInputFiles('#fil', join(root, 'samples/optagelsesbreve.pdf'));
  await page.click('#upload button[type=submit]');
  await page.waitForURL(/\/modtagere/, { timeout: 30_000 });
  await waitFor(async () => {
    await page.reload();
    return (await page.locator('.mailbox-registered').count()) > 0;
  }, 'mailboxes');
  expect(await page.textContent('.found')).toContain('12 modtagere fundet');
  expect(await page.textContent('main')).not.toMatch(/\d{6}-\d{4}/);
  expect(await page.locator('.mark-recipient').count()).toBeGreaterThan(0);
  await accessible();

  await page.locator('.letter .act button.icon-only').first().click();
  await waitFor(async () => /^\d{6}-\d{4}$/.test((await page.locator('.letter .number').first().textContent()) ?? ''), 'the whole number');

  const dispatch = await page.getAttribute('.recipients-acts a', 'href');
  await page.goto(`${base}${dispatch}`);
  await accessible();
  await page.selectOption('#type', { index: 1 });
  await page.click('.form-acts button[type=submit]');
  await page.waitForURL(/kontrol/);
  await accessible();
  const send = page.locator('form[action$=indsendelse] button');
  const letters = Number(/\d+/.exec((await send.textContent()) ?? '')?.[0]);
  expect(letters).toBeGreaterThan(5);
  await send.click();
  await waitFor(async () => (await page.textContent('.count-words'))?.includes(`${letters} Modtaget`) ?? false, 'delivery');
  await accessible();

  await page.goto(`${base}/breve-der-kraever-dig`);
  await accessible();
  await page.goBack();
  await page.locator('tr', { hasText: 'Modtaget' }).locator('a[href^="/dokumenter/"]').first().click();
  await page.waitForLoadState();
  expect(await page.textContent('main')).toContain('COMPLETED');
  await accessible();
  await page.goto(`${base}/arkiv`);
  await accessible();
  await page.goto(`${base}/overblik`);
  await accessible();
  expect(errors).toEqual([]);
}, 300_000);

test.skipIf(!present)('an administrator sees no letter and reaches the administration', async () => {
  await page.context().clearCookies();
  await logIn(page, base, 'rune');
  expect((await page.goto(`${base}/afsendelser`))?.status()).toBe(404);
  expect((await page.goto(`${base}/administration`))?.status()).toBe(200);
  await accessible();
}, 60_000);
