import { Database } from 'bun:sqlite';
import { beforeAll, expect } from 'bun:test';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { danishDay } from '../../src/core/dates.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { hasChromium, takeSeat } from '../support/browser.ts';
import { pdfOf } from '../support/letter-pdf.ts';
import { waitFor } from '../support/portal.ts';

// What does not go the usual way: to a print supplier, to somebody who has died, on a day that the platform keeps.
const seat = takeSeat('other ways out', { viewport: { width: 1366, height: 900 } });
const students = demoSchool().students.filter(({ protectedAddress }) => !protectedAddress);
const [exempt] = students.filter(({ mailbox }) => mailbox === 'EXEMPT');
const [first, second, third] = students.filter(({ mailbox }) => mailbox === 'REGISTERED');
const folderOf = () => join(seat.portal.folder, 'fjernprint');

beforeAll(async () => {
  if (!hasChromium) return;
  mkdirSync(folderOf());
  const administrator = await seat.open('rune');
  await administrator.goto(`${seat.base}/administration/indstillinger`);
  await administrator.fill('#sending-undoMinutes', '0');
  await administrator.fill('#paper-remoteFolder', folderOf());
  await administrator.check('#sending-platformHolds');
  await administrator.click('button[form=settings]');
  await administrator.waitForSelector('.alert-success');
  await administrator.context().close();
}, 60_000);

/** One letter to these, its mailboxes looked up. Answers its address. */
async function letterTo(title: string, numbers: string[]): Promise<string> {
  const { page, base, file } = seat;
  await page.goto(`${base}/enkeltbrev`);
  await page.fill('#til', numbers.join('\n'));
  await page.setInputFiles('#fil', await file(`${title}.pdf`, await pdfOf([[title, 'Vi ses på skolen.']])));
  await page.click('button[form=enkeltbrev]');
  await waitFor(async () => (await page.locator('.letters-column .letters > li').count()) === numbers.length, 'the recipients');
  const address = page.url().replace(/\/modtagere.*$/, '');
  await waitFor(async () => { await page.goto(`${address}/modtagere`); return (await page.locator('#waits-for-look-up').count()) === 0; }, 'the look-up');
  return address;
}
async function toReport(address: string, title: string, choose: () => Promise<void> = async () => {}): Promise<void> {
  const { page } = seat;
  await page.goto(`${address}/valg`);
  await page.fill('#titel', title);
  await page.selectOption('#type', { index: 1 });
  await choose();
  await page.click('button[form=valg].button-primary');
  await page.waitForURL(/\/kontrol/);
}

seat.story('without a mailbox: laid in the print supplier\'s folder, and filed as what was done with it', async ({ page, look, says }) => {
  const address = await letterTo('Invitation', [exempt!.cpr, first!.cpr]);
  await toReport(address, 'Invitation');
  await page.click('a[href$="/papir"]');
  await page.selectOption('select[id^=vej-]', { label: 'Fjernprint' });
  if (await page.locator('textarea[id^=adresse-]:visible').count()) await page.fill('textarea[id^=adresse-]:visible', 'Skolevej 1\n8000 Aarhus C');
  await look('supplier-plan');
  await page.click('button[form=papir]');
  await page.waitForURL(/\/kontrol$/);
  await says('1 går til fjernprint');
  await page.click('form[action$=indsendelse] button');
  await waitFor(async () => { await page.goto(address); return (await page.locator('a[href^="/printbunker/"]').count()) > 0; }, 'the batch');
  await page.click('a[href^="/printbunker/"]');
  await waitFor(async () => { await page.reload(); return (await page.locator('form[action$=aflevering]').count()) > 0; }, 'the batch to be made');
  await look('supplier-batch');
  await page.click('form[action$=aflevering] button');
  await waitFor(async () => { await page.reload(); return ((await page.textContent('main'))!).includes('afleveret til fjernprint'); }, 'the folder');
  await look('supplier-done');
  const [folder] = readdirSync(folderOf());
  expect(readdirSync(join(folderOf(), folder!)).sort()).toEqual(['0001.json', '0001.pdf', '0001.xml', 'batch.json', 'batch.xml']);
  await page.click('a[href^="/dokumenter/"]');
  await says('fjernprint');
  // What has left lies in the archive with a PDF/A beside it, made when the box has time.
  if (!Bun.which('gs')) return console.log('no PDF/A is looked for: it needs Ghostscript');
  await page.goto(address);
  await page.locator('tr', { hasText: first!.name }).locator('a[href^="/dokumenter/"]').click();
  await waitFor(async () => { await page.reload(); return (await page.textContent('main'))!.includes('PDF/A-udgave til langtidsbevaring'); }, 'the PDF/A');
  await look('preserved');
});

seat.story('somebody has died: marked in the register, the letter waits until it is taken off or goes to the estate', async ({ page, base, look, says }) => {
  await page.goto(`${base}/elever`);
  await page.fill('#find', second!.name);
  await page.click('.find-people button');
  await page.click(`main table a:has-text("${second!.name}")`);
  await page.click('details:has(.mark-form) summary');
  await page.check('#maerke-dead');
  await page.fill('#dag', '31-02-2026');
  await page.click('.mark-form button');
  await says('Datoen findes ikke');
  await look('mark-refused');
  await page.check('#maerke-dead');
  await page.fill('#dag', '12-05-2026');
  await page.click('.mark-form button');
  await says('Død 12. maj 2026');
  const address = await letterTo('Indkaldelse', [second!.cpr, third!.cpr]);
  expect(await page.textContent('.letter-doubt')).toContain(second!.name);
  await look('dead-recipient');
  await toReport(address, 'Indkaldelse');
  expect(await page.locator('form[action$=indsendelse] button').count()).toBe(0);
  await look('dead-report');
  await page.goto(`${address}/modtagere`);
  await page.click('form[action$="/bo"] button');
  await says('Boet får brevet, som du har valgt');
  await look('dead-estate');
  await page.goto(`${address}/kontrol`);
  expect(await page.locator('form[action$=indsendelse] button').count()).toBe(1);
});

seat.story('deferred to a day that the platform keeps: handed over now, with the day in the message', async ({ page, portal, look, says }) => {
  const day = new Date(Date.now() + 5 * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
  const address = await letterTo('Velkommen', [third!.cpr]);
  await toReport(address, 'Velkommen', async () => {
    await page.check('#udskyd');
    expect(await page.locator('#tid').count()).toBe(0);
    await page.fill('#dato', day);
    await look('platform-holds');
  });
  const shown = danishDay(day);
  await says(`Afleveres til Digital Post med det samme. Modtagerne kan se dem fra ${shown}`);
  await look('platform-holds-report');
  await page.click('form[action$=indsendelse] button');
  await waitFor(async () => { await page.goto(address); return ((await page.textContent('main'))!).includes('Afleveret til Digital Post'); }, 'the letter to be handed over');
  await look('platform-holds-sent');
  const peer = new Database(join(portal.folder, 'sandbox/sandbox.sqlite'), { readonly: true });
  const xml = (peer.query('SELECT xml FROM memo').all() as { xml: Uint8Array }[]).map((row) => new TextDecoder().decode(row.xml)).find((each) => each.includes('>Velkommen<'))!;
  peer.close();
  expect(/doNotDeliverUntilDate>([^<]*)</.exec(xml)?.[1]).toBe(day);
  await says(`Digital Post viser brevene fra ${shown}`);
});
