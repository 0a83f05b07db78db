import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { faultsOf, hasChromium, launchChromium, logIn, shoot } from '../support/browser.ts';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

let portal: Portal;
let browser: Browser;
beforeAll(async () => {
  if (!hasChromium) return;
  [portal, browser] = await Promise.all([startPortal(), launchChromium()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

const open = async (name: string): Promise<Page> => {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await logIn(page, portal.base, name);
  return page;
};
const sandbox = () => portal.base.replace(/\d+$/, (port) => String(Number(port) + 364));
const clean = async (page: Page) => expect(await faultsOf(page)).toEqual([]);

test.skipIf(!hasChromium)('post: written in the sandbox, given out by keyboard, answered from one\'s own post, and the answer to the answer found', async () => {
  const outside = await (await browser.newContext()).newPage();
  await outside.goto(`${sandbox()}/post`);
  await clean(outside);
  await outside.click('form:has(input[value="oldDate"]) button');
  await outside.click('form:has(input[value="html"]) button');

  const lise = await open('lise');
  await waitFor(async () => { await lise.goto(`${portal.base}/modtaget`); return (await lise.locator('.mail-row').count()) === 2; }, 'the post');
  await clean(lise);
  // By keyboard: to the letter, open, to whom, with a note.
  await lise.keyboard.press('ArrowDown');
  // They came in the same moment: either may stand first.
  if (!(await lise.locator('.mail-link:focus').innerText()).includes('Spørgsmål om SU')) await lise.keyboard.press('ArrowDown');
  await lise.keyboard.press('Enter');
  await lise.waitForSelector('#laesefelt h2:has-text("Spørgsmål om SU")');
  await shoot(lise, 'tray');
  await clean(lise);
  await lise.keyboard.press('f');
  await lise.locator('#fordel select').selectOption({ label: 'Peter Winther' });
  await lise.fill('#fordel textarea', 'Vil du svare?');
  await lise.click('#fordel button[type=submit]');
  await lise.waitForSelector('.alert-success:has-text("Brevet er fordelt.")');
  // The next one is read already; its words and nothing alive.
  await lise.waitForSelector('#laesefelt h2:has-text("Nyhedsbrev")');
  expect(await lise.locator('.mail-body').innerText()).toContain('Læs mere & svar.');
  expect(await lise.locator('.mail-body script, .mail-body img').count()).toBe(0);

  const peter = await open('peter');
  expect(await peter.locator('.waiting-item:has-text("Du har 1 brev")').count()).toBe(1);
  await peter.goto(`${portal.base}/modtaget/mine`);
  await clean(peter);
  await peter.click('.mail-link');
  await peter.waitForSelector('.mail-note:has-text("Vil du svare?")');
  await peter.click('#laesefelt a.button:has-text("Svar")');
  await clean(peter);
  await peter.click('button:has-text("Fortsæt til kontrol")');
  await peter.fill('#tekst', 'Du skal søge SU inden den 1.\n\nVenlig hilsen\nPeter');
  await peter.selectOption('#type', { index: 1 });
  await peter.click('button:has-text("Fortsæt til kontrol")');
  await peter.waitForSelector('h1:has-text("Kontrol")');
  await waitFor(async () => { await peter.reload(); return (await peter.locator('button:has-text("Afsend 1 brev")').count()) === 1; }, 'the look-up');
  await shoot(peter, 'reply-report');
  await peter.click('button:has-text("Afsend 1 brev")');
  await waitFor(async () => { await peter.goto(`${portal.base}/modtaget/mine`); return (await peter.locator('.mail-mark:has-text("Besvaret")').count()) === 1; }, 'the answer to be handed over');

  // The citizen reads it and answers; it comes back to Peter by itself, in the same conversation.
  await waitFor(async () => { await outside.goto(sandbox()); return (await outside.locator('tbody tr >> nth=0 >> td.figure').innerText()) === '1'; }, 'the letter in the mailbox');
  await outside.click('tbody tr >> nth=0 >> a');
  await outside.click('.letters a');
  await outside.fill('#svartekst', 'Tak for hjælpen.');
  await outside.click('button:has-text("Svar skolen")');
  await waitFor(async () => { await peter.goto(`${portal.base}/modtaget/mine`); return (await peter.locator('.mail-row').count()) === 2; }, 'the answer to the answer');
  await peter.click('.mail-link:has-text("Tak for hjælpen.")');
  await peter.waitForSelector('#laesefelt .mail-thread li >> nth=2');
  await shoot(peter, 'conversation');
  expect(await peter.locator('.mail-thread li').count()).toBe(3);
  await clean(peter);
}, 120_000);

test.skipIf(!hasChromium)('distribution is steered: a rule is tried, then switched on', async () => {
  const lise = await open('lise');
  await lise.goto(`${portal.base}/modtaget/fordeling`);
  await clean(lise);
  await lise.goto(`${portal.base}/modtaget/regler/ny`);
  await lise.fill('#navn', 'Nyhedsbreve');
  await lise.fill('#titel', 'nyhedsbrev');
  await lise.selectOption('#til', { label: 'Aisha Khan' });
  await lise.click('button:has-text("Gem og prøv")');
  await lise.waitForSelector('text=1 passer til reglen');
  await clean(lise);
  await lise.click('main button:has-text("Slå til")');
  await lise.waitForSelector('.alert-success');
  for (const width of [320, 768]) {
    await lise.setViewportSize({ width, height: 800 });
    for (const path of ['/modtaget', '/modtaget/fordeling', '/modtaget/nyt-brev']) {
      await lise.goto(portal.base + path);
      expect([path, width, await lise.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)]).toEqual([path, width, true]);
    }
  }
}, 60_000);
if (!hasChromium) console.warn('receiving.test.ts: 2 tests skipped, no Chromium');
