import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { absenceMerge, pdfOfLines } from '../support/attachments.ts';
import { faultsOf, hasChromium as present, launchChromium, logIn, shoot } from '../support/browser.ts';
import { startPortal, waitFor, type Portal } from '../support/portal.ts';

let portal: Portal;
let browser: Browser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-attachments-'));
const at = (name: string) => join(folder, name);
if (!present) console.log('1 skipped: attachments and letter templates need Chromium');

beforeAll(async () => {
  if (!present) return;
  writeFileSync(at('Ordensregler.pdf'), await pdfOfLines(['Ordensregler', 'Kontakt elevrådet: 160709-4581'], ['Side to']));
  writeFileSync(at('Skema.pdf'), await pdfOfLines(['Mandag 8.15']));
  writeFileSync(at('Støtteaftale.pdf'), await pdfOfLines(['Aftale']));
  writeFileSync(at('fravær.pdf'), await absenceMerge(['2812098777', '1607094581', '2202116235', '0605094110']));
  portal = await startPortal();
  browser = await launchChromium();
  page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await logIn(page, portal.base, 'lise');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function upload(): Promise<string> {
  await page.goto(`${portal.base}/afsendelser`);
  await page.setInputFiles('#fil', join(import.meta.dir, '../../samples/optagelsesbreve.pdf'));
  await page.locator('#upload button[type=submit]').click({ timeout: 3000 }).catch(() => {});
  await waitFor(async () => (await page.locator('.recipients-acts').count()) > 0, 'the recipients');
  return page.url().split('/')[4]!;
}
const isRead = () => waitFor(async () => (await page.locator('.attached-facts', { hasText: 'Læses' }).count()) === 0 && (await page.locator('.attached').count()) > 0, 'the attachments');
const clean = async (name: string) => {
  await shoot(page, name);
  expect(await faultsOf(page)).toEqual([]);
};

test.skipIf(!present)('attachments for all, for one and from a merge file go with the letters; saved as a template, the same kind of letter is recognised and filled in', async () => {
  const id = await upload();
  await page.goto(`${portal.base}/afsendelser/${id}/valg`);
  await page.selectOption('#type', { index: 1 });
  await page.click('button[name=videre][value=bilag]');
  await page.waitForURL('**/bilag');
  await clean('attachments-empty');
  await page.setInputFiles('#fil-faelles', [at('Ordensregler.pdf'), at('Skema.pdf')]);
  await page.click('#upload-faelles button');
  await isRead();
  expect(await page.locator('#bilag').textContent()).toContain('1 CPR-nummer fjernes');
  // Dropped on a recipient's name it is theirs.
  const data = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], 'Støtteaftale.pdf', { type: 'application/pdf' }));
    return transfer;
  }, [...(await pdfOfLines(['Aftale']))]);
  await page.locator('.attach-row').nth(1).dispatchEvent('drop', { dataTransfer: data });
  await page.waitForURL('**vis=egne');
  await isRead();
  expect(await page.locator('.attach-row').count()).toBe(1);
  await clean('attachments-own');
  await page.setInputFiles('#fil-flettefil', at('fravær.pdf'));
  await page.click('#upload-flettefil button');
  await waitFor(async () => (await page.locator('#tilknytning').count()) > 0, 'the parts');
  await page.locator('table a').first().click();
  await page.waitForSelector('.viewer');
  await clean('attachments-match');
  await page.click('button[form=tilknytning]');
  await page.waitForURL('**vis=egne');
  expect(await page.locator('.attach-row').count()).toBe(4);
  await page.goto(`${portal.base}/afsendelser/${id}/modtagere?dokside=3`);
  await page.locator('.viewer-tabs a').nth(1).click();
  await page.waitForSelector('.viewer img[src*=bilagsfiler]');
  await clean('attachments-tab');

  await page.goto(`${portal.base}/afsendelser/${id}/valg`);
  await page.click('button[name=videre][value=brevskabelon]');
  await page.waitForSelector('#skabelon');
  await clean('template-save');
  await page.fill('#navn', 'Optagelsesbreve');
  await page.click('button[form=skabelon]');
  await page.waitForURL('**/valg');
  await page.goto(`${portal.base}/afsendelser/${id}/kontrol`);
  await clean('attachments-report');
  await page.click('.page-actions form[action$=indsendelse] button');
  await waitFor(async () => (await page.locator('a[href^="/dokumenter/"]').count()) > 0, 'a letter in the archive');
  await page.locator('a[href^="/dokumenter/"]').first().click();
  await page.locator('.viewer-tabs a').nth(1).click();
  await page.waitForURL('**fil=bilag-1');
  await clean('attachments-archive');

  const next = await upload();
  expect(await page.locator('.alert', { hasText: 'Genkendt som Optagelsesbreve' }).count()).toBe(1);
  await page.locator('.template-why summary').click();
  await clean('template-recognised');
  await page.goto(`${portal.base}/brevskabeloner`);
  await clean('template-list');
  await page.locator('table a').first().click();
  await clean('template-edit');
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of [`/afsendelser/${next}/bilag`, `/afsendelser/${next}/valg`, '/brevskabeloner', page.url().replace(portal.base, '')]) {
    await page.goto(portal.base + path);
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= 320)]).toEqual([path, true]);
  }
}, 120_000);
