import { expect } from 'bun:test';
import { readFileSync } from 'node:fs';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { takeSeat, type Seat } from '../support/browser.ts';
import { pdfOf } from '../support/letter-pdf.ts';
import { waitFor } from '../support/portal.ts';

// What a dispatch tells after it has left: failed first, sent again, exported, counted, and not sent twice by mistake.
const seat = takeSeat('the dispatch page, statistics and duplicates');
const students = demoSchool().students.filter(({ mailbox, protectedAddress }) => mailbox === 'REGISTERED' && !protectedAddress);

const sandbox = (base: string, path: string) => base.replace(/:(\d+)$/, (_all, port) => `:${Number(port) + 364}${path}`).replace('localhost', '127.0.0.1');

/** Chooses title and type of a draft and reads the report. */
async function report({ page }: Seat, draft: string, title: string): Promise<void> {
  await waitFor(async () => { await page.goto(`${draft}/modtagere`); return (await page.locator('#waits-for-look-up').count()) === 0; }, 'the look-up');
  await page.goto(`${draft}/valg`);
  await page.fill('#titel', title);
  await page.selectOption('#type', { index: 1 });
  await page.click('button[form=valg].button-primary');
  await page.waitForURL(/\/kontrol/);
}

/** What a button brings down, with its name. */
async function download({ page }: Seat, button: string): Promise<[string, Buffer]> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return [file.suggestedFilename(), readFileSync(await file.path())];
}

seat.story('failed letters stand first and are sent again; list and report come down; the same letter again is told of', async (here) => {
  const { page, base, look, says, upload } = here;
  // The fault is turned on as anybody trying the portal would.
  await page.goto(sandbox(base, '/faults'));
  await page.fill('form:has(input[value=invalidNext]) input[name=value]', '2');
  await page.click('form:has(input[value=invalidNext]) button[type=submit]');
  await report(here, await upload('optagelsesbreve.pdf'), 'Optagelse');
  const draft = page.url().replace(/\/kontrol.*/, '');
  await page.click('form[action$=indsendelse] button');
  await waitFor(async () => { await page.goto(draft); return (await page.locator('td:has-text("Modtaget")').count()) > 5 && !/I kø|Sendes|Afleveret til/.test((await page.textContent('.count-words'))!); }, 'the letters');
  await look('dispatch-failed');
  expect(await page.locator('.trouble-list > li').count()).toBeGreaterThan(1);
  expect(await page.locator('tbody tr').first().textContent()).toContain('Fejlet');
  await page.click('.chips a:has-text("Fejlet")');
  const failed = await page.locator('tbody tr').count();
  expect(failed).toBeGreaterThan(1);
  expect(await page.locator('tbody tr:has-text("Modtaget")').count()).toBe(0);
  await page.click('.chips a:has-text("Modtaget")');
  const name = (await page.locator('tbody tr .primary').first().textContent())!;
  await page.click('.chips a >> nth=0');
  await page.fill('.filters input[type=search]', name);
  await page.click('.filters form button');
  await page.waitForLoadState();
  expect(await page.locator('tbody tr').count()).toBe(1);
  expect(decodeURIComponent(page.url())).not.toContain(name.split(' ')[0]!);
  await look('dispatch-found');

  await page.goto(draft);
  const [csvName, csv] = await download(here, 'form[action$=liste] button');
  expect([csvName, csv.toString('utf8').trim().split('\n').length]).toEqual([expect.stringMatching(/\.csv$/), 13]);
  expect(csv.toString()).not.toMatch(/\d{6}-?\d{4}\b/);
  const [pdfName, pdf] = await download(here, 'form[action$=rapport] button');
  expect([pdfName, pdf.subarray(0, 5).toString()]).toEqual([expect.stringMatching(/\.pdf$/), '%PDF-']);
  const said = (await directDocumentWorker().read(new Uint8Array(pdf), {})).map(({ text }) => text).join(' ');
  for (const words of ['Optagelse', 'Fejlet', 'Modtaget', name.split(' ')[0]!]) expect([words, said.includes(words)]).toEqual([words, true]);
  expect(said).not.toMatch(/\d{6}-?\d{4}\b/);
  // From a letter to its case.
  await page.locator('tbody tr', { hasText: name }).locator('a[href^="/sager/"]').click();
  await page.waitForURL(/\/sager\//);
  expect(await page.textContent('h1')).toContain(name);
  await page.goto(draft);

  await page.click('.trouble form button');
  await page.waitForSelector('form[action$=afgoerelse]');
  await look('dispatch-resend');
  await page.click('form[action$=afgoerelse] button');
  await waitFor(async () => { await page.goto(draft); return /11 af 12 er nået frem/.test((await page.textContent('main'))!); }, 'the letters that failed');
  await look('dispatch-done');
  await page.goto(`${draft}/historik`);
  await look('dispatch-history');

  // The same file a second time.
  await report(here, await upload('optagelsesbreve.pdf'), 'Optagelse');
  await says('har fået det samme brev');
  await look('duplicates');
  await page.click('form[action$=indsendelse] button');
  expect(page.url()).toContain('/kontrol');
  expect(await page.evaluate(() => document.querySelector<HTMLInputElement>('#set')!.validity.valueMissing)).toBe(true);
  await page.click('form[action$=dubletter] button');
  await page.waitForSelector('#duplicates', { state: 'detached' });
  await look('duplicates-removed');

  await page.goto(`${base}/statistik`);
  await look('statistics');
  expect(await page.locator('tr.total').first().textContent()).toMatch(/1[12]/);
  expect(await page.locator('main svg[role=img]').count()).toBeGreaterThan(0);
  await page.selectOption('#efter', { index: 1 });
  await page.click('.statistics-choice button');
  await look('statistics-split');
  const [tableName, table] = await download(here, 'a[href^="/statistik/tabel"]');
  expect(tableName).toMatch(/\.csv$/);
  expect(table.toString('utf8')).toContain('Uden afdeling;12;11;0;1');
});

seat.story('one letter: a number, a name and a name that two have, in one form; refused with what was typed', async (here) => {
  const { page, base, look, says, file } = here;
  await page.goto(`${base}/enkeltbrev`);
  await page.fill('#til', '010107-12');
  await page.setInputFiles('#fil', await file('Invitation.pdf', await pdfOf([['Invitation til skolefest']])));
  await page.click('button[form=enkeltbrev]');
  await page.waitForSelector('#til-error');
  expect(await page.inputValue('#til')).toBe('010107-12');
  await look('single-refused');
  await page.fill('#til', `${students[0]!.cpr}\n${students[1]!.name}\nNanna`);
  await page.setInputFiles('#fil', `${here.portal.folder}/Invitation.pdf`);
  await page.click('button[form=enkeltbrev]');
  await says('2 modtagere får det hver for sig');
  expect(await page.textContent('main')).toContain('Find »Nanna«');
  await look('single-names');
  const draft = page.url().replace(/\/modtagere.*$/, '');
  await page.click('form:has(input[name=oensket]) button >> nth=0');
  await page.waitForSelector('form[action$=modtagere] input[name=ref]', { state: 'attached' });
  await look('single-choose');
  await page.locator('form[action$=modtagere]:has(input[name=ref]) button').first().click();
  await says('3 modtagere får det hver for sig');
  await report(here, draft, 'Invitation');
  await look('single-report');
  await page.click('form[action$=indsendelse] button');
  await waitFor(async () => { await page.goto(draft); return /Afsluttet|nået frem/.test((await page.textContent('main'))!) && !/I kø|Sendes/.test((await page.textContent('.count-words'))!); }, 'the letters');
  await look('single-sent');
});
