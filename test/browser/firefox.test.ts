import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

// The main job once more in Debian's Firefox. Playwright drives only a Firefox of its own making, which Debian does not have.
const browserPath = '/usr/bin/firefox-esr';
const present = existsSync(browserPath);
const sample = join(import.meta.dir, '../../samples/optagelsesbreve.pdf');
let portal: Portal;
let browser: Browser;
let page: Page;
const errors: string[] = [];

if (!present) console.log('1 skipped: needs firefox-esr');

beforeAll(async () => {
  if (!present) return;
  portal = await startPortal();
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: browserPath, headless: true, defaultViewport: { width: 1366, height: 768 } });
  page = await browser.newPage();
  // The design system names a font of Internet Explorer's kind before its others; Firefox tries it, and says so.
  page.on('pageerror', (error) => { if (!/downloadable font: .*\.eot/.test(String(error))) errors.push(String(error)); });
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
}, 30_000);

const text = (selector: string) => page.$eval(selector, (element) => element.textContent ?? '');
const press = (selector: string) => Promise.all([page.waitForNavigation(), page.click(selector)]);

test.skipIf(!present)('in Firefox a secretary uploads a merge letter, settles it and sends it until all have it', async () => {
  await page.goto(`${portal.base}/log-ind`);
  await page.type('#brugernavn', 'lise');
  await page.type('#adgangskode', 'demo-lise');
  await press('main button[type=submit]');

  await page.goto(`${portal.base}/afsendelser`);
  const input = (await page.$('#fil')) as unknown as { uploadFile(path: string): Promise<void> };
  await input.uploadFile(sample);
  await page.click('#upload button[type=submit]');
  await waitFor(async () => page.url().includes('/modtagere'), 'the recipients');
  await waitFor(async () => {
    await page.reload();
    return (await page.$$('.mailbox-registered')).length > 0;
  }, 'mailboxes');
  expect(await text('.found')).toContain('12 modtagere fundet');
  expect(await text('main')).not.toMatch(/\d{6}-\d{4}/);
  expect((await page.$$('.mark-recipient')).length).toBeGreaterThan(0);

  const options = await page.$eval('.recipients-acts a', (link) => link.getAttribute('href'));
  await page.goto(`${portal.base}${options}`);
  const type = await page.$eval('#type', (list) => (list as unknown as { options: { value: string }[] }).options[1]!.value);
  await page.select('#type', type);
  await press('.form-acts button[type=submit]');
  const letters = Number(/\d+/.exec(await text('form[action$=indsendelse] button'))?.[0]);
  expect(letters).toBeGreaterThan(5);
  await press('form[action$=indsendelse] button');
  await waitFor(async () => (await text('.count-words').catch(() => '')).includes(`${letters} Modtaget`), 'delivery');
  expect(errors).toEqual([]);
}, 200_000);
