import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { faultsOf, hasChromium as present, launchChromium, logIn, shoot } from '../support/browser.ts';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

let portal: Portal;
let browser: Browser;
let page: Page;
let leader: Page;
if (!present) console.log('2 skipped: approval, undo and paper need Chromium');

const newPage = async () => (await browser.newContext({ viewport: { width: 1366, height: 900 } })).newPage();

beforeAll(async () => {
  if (!present) return;
  portal = await startPortal();
  browser = await launchChromium();
  const administrator = await newPage();
  await logIn(administrator, portal.base, 'rune');
  await administrator.goto(`${portal.base}/administration/indstillinger`);
  await administrator.fill('#sending-undoMinutes', '3');
  await administrator.fill('#approval-fromRecipients', '10');
  await administrator.click('button[form=settings]');
  await administrator.waitForSelector('.alert-success');
  await administrator.context().close();
  [page, leader] = [await newPage(), await newPage()];
  await logIn(page, portal.base, 'lise');
  await logIn(leader, portal.base, 'birgit');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
}, 30_000);

/** A sample as a draft, with its type chosen. Answers its address. */
async function draft(sample: number, choose: () => Promise<void> = async () => {}): Promise<string> {
  await page.goto(`${portal.base}/afsendelser`);
  await page.click(`form[action="/eksempler/${sample}"] button`);
  await waitFor(async () => (await page.locator('.recipients-acts').count()) > 0, 'the recipients');
  const address = page.url().replace(/\/modtagere.*$/, '');
  await waitFor(async () => { await page.goto(`${address}/modtagere`); return (await page.locator('#waits-for-look-up').count()) === 0; }, 'the mailboxes');
  await page.goto(`${address}/valg`);
  await page.selectOption('#type', { index: 1 });
  await choose();
  await page.click('button[form=valg]');
  await page.waitForURL(/\/kontrol$/);
  return address;
}

const ask = async () => {
  await page.click('#godkendelse button');
  await page.waitForSelector('form[action$=kladde]');
};
const approve = async () => {
  await leader.goto(`${portal.base}/godkendelser`);
  await leader.click('main table a.primary');
  await leader.click('#godkend button');
  await leader.waitForSelector('.undo-window');
};

test.skipIf(!present)('a second person approves; undone within its minutes; sent at last, and who has no mailbox gets paper', async () => {
  const address = await draft(0, async () => {
    await page.check('#besvares');
    await page.fill('#svarfrist', new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10));
    expect(await faultsOf(page)).toEqual([]);
  });
  expect(await page.locator('#afsend').count()).toBe(0);
  await page.click(`a[href$="/papir"]`);
  await shoot(page, 'paper-plan');
  expect(await faultsOf(page)).toEqual([]);
  await page.click('button[form=papir]');
  await page.waitForURL(/\/kontrol$/);
  expect(await page.textContent('main')).toContain('1 printes her');
  await page.fill('#besked', 'Se især på side to');
  expect(await faultsOf(page)).toEqual([]);
  await ask();
  expect(await faultsOf(page)).toEqual([]);

  await leader.goto(`${portal.base}/overblik`);
  await leader.click('a[href="/godkendelser"]');
  expect(await faultsOf(leader)).toEqual([]);
  await leader.click('main table a.primary');
  expect(await leader.textContent('main')).toContain('Se især på side to');
  await shoot(leader, 'approval');
  expect(await faultsOf(leader)).toEqual([]);
  await leader.click('td a[href*="/breve/"] >> nth=0');
  await leader.waitForFunction(() => { const picture = document.querySelector<HTMLImageElement>('.whole-letter img'); return picture !== null && picture.complete && picture.naturalWidth > 0; });
  await shoot(leader, 'approval-letter');
  expect(await faultsOf(leader)).toEqual([]);
  await approve();

  await page.goto(address);
  expect(await page.textContent('.undo-left')).toMatch(/Om [23] min/);
  await shoot(page, 'undo');
  expect(await faultsOf(page)).toEqual([]);
  await page.click('form[action$=fortrydning] button');
  await page.waitForURL(/\/kontrol$/);
  await ask();
  await approve();
  await page.goto(address);
  await page.click('form[action$=afsendelse-nu] button');
  await waitFor(async () => { await page.goto(address); return /11 af 12 er nået frem/.test((await page.textContent('main'))!); }, 'the letters');

  await page.click('a[href^="/printbunker/"]');
  await waitFor(async () => { await page.reload(); return (await page.locator('form[action$=printet]').count()) > 0; }, 'the batch');
  await shoot(page, 'batch');
  expect(await faultsOf(page)).toEqual([]);
  const pdf = await page.context().request.get((await page.getAttribute('.page-actions a', 'href'))!.replace(/^/, portal.base));
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.click('form[action$=printet] button');
  await page.waitForSelector('.alert-success');
  expect(await faultsOf(page)).toEqual([]);
  await page.click('a[href^="/dokumenter/"]');
  expect(await page.textContent('main')).toContain('Printet');
}, 120_000);

test.skipIf(!present)('deferred letters are recalled, one by itself and then the rest', async () => {
  const address = await draft(1, async () => {
    await page.check('#udskyd');
    await page.fill('#dato', new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
    await page.fill('#tid', '14:30');
  });
  expect(await page.textContent('#afsend')).toMatch(/kl\. 14\.30/);
  await page.click('#afsend button');
  await page.click('form[action$=afsendelse-nu] button');
  await waitFor(async () => { await page.goto(address); return (await page.locator('td:has-text("Afventer dato")').count()) > 1; }, 'letters that wait for their day');
  await page.click('a[href$="/tilbagekaldelse"] >> nth=1');
  expect(await faultsOf(page)).toEqual([]);
  await page.click('form[action$=tilbagekaldelse] button');
  await page.waitForSelector('.alert-success');
  expect(await page.locator('s:has-text("Annulleret")').count()).toBe(1);
  await page.click('.count-head a[href$="/tilbagekaldelse"]');
  await page.click('form[action$=tilbagekaldelse] button');
  await page.waitForSelector('.alert-success');
  expect(await page.locator('td:has-text("Afventer dato")').count()).toBe(0);
}, 60_000);
