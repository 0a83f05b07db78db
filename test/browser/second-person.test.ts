import { beforeAll, expect } from 'bun:test';
import type { Page } from 'playwright-core';
import { hasChromium, takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

const seat = takeSeat('approval, undo and paper', { viewport: { width: 1366, height: 900 } });

let leader: Page;
beforeAll(async () => {
  if (!hasChromium) return;
  const administrator = await seat.open('rune');
  await administrator.goto(`${seat.base}/administration/indstillinger`);
  await administrator.fill('#sending-undoMinutes', '3');
  await administrator.fill('#approval-fromRecipients', '10');
  await administrator.click('button[form=settings]');
  await administrator.waitForSelector('.alert-success');
  await administrator.context().close();
  leader = await seat.open('birgit');
}, 60_000);

/** A sample as a draft, with its type chosen. Answers its address. */
async function draft(sample: number, choose: () => Promise<void> = async () => {}): Promise<string> {
  const { page, base } = seat;
  await page.goto(`${base}/afsendelser`);
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
  const { page } = seat;
  await page.click('#godkendelse button');
  await page.waitForSelector('form[action$=kladde]');
};
const approve = async () => {
  await leader.goto(`${seat.base}/godkendelser`);
  await leader.click('main table a.primary');
  await leader.click('#godkend button');
  await leader.waitForSelector('.undo-window');
};

seat.story('a second person approves; undone within its minutes; sent at last, and who has no mailbox gets paper', async ({ page, base, look }) => {
  const address = await draft(0, async () => {
    await page.check('#besvares');
    await page.fill('#svarfrist', new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10));
    await look('reply-by');
  });
  expect(await page.locator('#afsend').count()).toBe(0);
  await page.click(`a[href$="/papir"]`);
  await look('paper-plan');
  await page.click('button[form=papir]');
  await page.waitForURL(/\/kontrol$/);
  expect(await page.textContent('main')).toContain('1 printes her');
  await page.fill('#besked', 'Se især på side to');
  await look('ask-approval');
  await ask();
  await look('asked');

  await leader.goto(`${base}/overblik`);
  await leader.click('a[href="/godkendelser"]');
  await look('approvals', leader);
  await leader.click('main table a.primary');
  expect(await leader.textContent('main')).toContain('Se især på side to');
  await look('approval', leader);
  await leader.click('td a[href*="/breve/"] >> nth=0');
  await leader.waitForFunction(() => { const picture = document.querySelector<HTMLImageElement>('.whole-letter img'); return picture !== null && picture.complete && picture.naturalWidth > 0; });
  await look('approval-letter', leader);
  await approve();

  await page.goto(address);
  expect(await page.textContent('.undo-left')).toMatch(/Om [23] min/);
  await look('undo');
  await page.click('form[action$=fortrydning] button');
  await page.waitForURL(/\/kontrol$/);
  await ask();
  await approve();
  await page.goto(address);
  await page.click('form[action$=afsendelse-nu] button');
  await waitFor(async () => { await page.goto(address); return /11 af 12 er nået frem/.test((await page.textContent('main'))!); }, 'the letters');

  await page.click('a[href^="/printbunker/"]');
  await waitFor(async () => { await page.reload(); return (await page.locator('form[action$=printet]').count()) > 0; }, 'the batch');
  await look('batch');
  const pdf = await page.context().request.get((await page.getAttribute('.page-actions a', 'href'))!.replace(/^/, base));
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.click('form[action$=printet] button');
  await page.waitForSelector('.alert-success');
  await look('batch-printed');
  await page.click('a[href^="/dokumenter/"]');
  expect(await page.textContent('main')).toContain('Printet');
});

seat.story('deferred letters are recalled, one by itself and then the rest', async ({ page, base, look }) => {
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
  await look('recall-letter');
  await page.click('form[action$=tilbagekaldelse] button');
  await page.waitForSelector('.alert-success');
  expect(await page.locator('s:has-text("Annulleret")').count()).toBe(1);
  await page.click('.count-head a[href$="/tilbagekaldelse"]');
  await page.click('form[action$=tilbagekaldelse] button');
  await page.waitForSelector('.alert-success');
  expect(await page.locator('td:has-text("Afventer dato")').count()).toBe(0);
});
