import { expect } from 'bun:test';
import type { Page } from 'playwright-core';
import { demoSchool } from '../../src/demo/school.ts';
import { writeCsv } from '../../src/sheets/index.ts';
import { takeSeat, type Seat } from '../support/browser.ts';
import { wordFile } from '../support/office-files.ts';
import { pdfOf } from '../support/letter-pdf.ts';
import { workbook } from '../support/workbook.ts';
import { waitFor } from '../support/portal.ts';

// Documents that name nobody, and the list that says who gets what.
const seat = takeSeat('documents with a list');
const students = demoSchool().students.filter(({ mailbox, protectedAddress }) => mailbox === 'REGISTERED' && !protectedAddress).slice(0, 60);
const recipients = (page: Page) => page.locator('.letters-column ol.letters > li').count();

/** Gives the draft a list. Answers with the columns' page, or what the list comes to where they are known. */
async function giveList({ page }: Seat, draft: string, list: string): Promise<void> {
  await page.goto(`${draft}/modtagerliste`);
  await page.setInputFiles('#fil', list);
  await page.click('.upload-form button');
  await page.waitForSelector('#noegle, form[action$=brug]');
}

seat.story('many files and an Excel list by file name: columns told once, errors by row, used, undone', async (here) => {
  const { page, base, look, says, file } = here;
  const letters = await Promise.all(students.slice(0, 4).map(async ({ name }, n) => file(`A${n + 1}.pdf`, await pdfOf([[`Kære ${name}`, 'Indkaldelse til samtale'], ['Side to']]))));
  const gather = async () => {
    await page.goto(`${base}/breve/samling`);
    await page.setInputFiles('#filer', letters);
    await page.click('.upload-form button');
    await waitFor(async () => (await page.locator('.recipients-acts').count()) > 0, 'the recipients');
    return page.url().replace(/\/modtagere.*$/, '');
  };
  await page.goto(`${base}/breve/samling`);
  await look('gather');
  // Read by the queue: what cannot be is named, and the others can go on without it.
  await page.setInputFiles('#filer', [letters[0]!, await file('A2.pdf', new TextEncoder().encode('%PDF-1.7 og ikke mere')), letters[2]!, await file('A3.docx', wordFile(['Kære forældre']))]);
  await page.click('.upload-form button');
  await waitFor(async () => (await page.textContent('main'))!.includes('Filerne er ikke samlet'), 'the files refused');
  expect(await page.textContent('main')).toContain('A2.pdf');
  await look('gather-refused');
  await page.click('form[action$=samling] button');
  await waitFor(async () => (await page.locator('.recipients-acts').count()) > 0, 'the recipients of the others');

  letters[1] = await file('A2.pdf', await pdfOf([[`Kære ${students[1]!.name}`]]));
  const draft = await gather();
  // A picture opened alone: the browser makes a page of its own around it, which our policy must let it.
  const recipientsPage = page.url();
  await page.goto(base + (await page.getAttribute('img[src*=billede]', 'src'))!);
  await page.goto(recipientsPage);
  await look('gathered');
  const rows = (cpr: (n: number) => string) => workbook({ Ark1: { rows: [['Fil', 'CPR-nummer', 'Elev'], ...students.slice(0, 3).map(({ name }, n) => [`A${n + 1}`, cpr(n), name]), ['A4', '12', students[3]!.name], ['A9', students[4]!.cpr, students[4]!.name]] } });
  const list = await file('liste.xlsx', rows((n) => students[n]!.cpr));
  await giveList(here, draft, list);
  await page.check('#join-file');
  await page.selectOption('#noegle', 'Fil');
  await page.fill('#gem', 'Filnavne');
  await look('list-columns');
  await page.click('form[action$=kolonner] button');
  await page.waitForSelector('form[action$=brug]');
  expect((await page.locator('.table-scroll tbody tr, table tbody tr').allInnerTexts()).map((row) => Number(row.trim().split(/\s/)[0]))).toEqual(expect.arrayContaining([5, 6]));
  await look('list-errors');
  await page.click('.chip-row a:has-text("Med brev")');
  expect(await page.locator('table tbody tr').count()).toBe(3);
  expect(await page.textContent('main')).not.toMatch(/\d{6}-?\d{4}\b/);
  await look('list-rows');
  await page.click('form[action$=brug] button');
  await says('Listen er brugt: 3 breve');
  await page.goto(`${draft}/modtagere`);
  expect(await page.textContent('.letters-column')).toContain(students[2]!.name);
  await look('list-recipients');
  await page.goto(`${draft}/modtagerliste`);
  await page.click('form[action$=fortrydelse] button');
  await page.waitForSelector('#fil');
  await page.goto(`${draft}/modtagere`);
  expect(await page.textContent('.letters-column')).not.toContain(students[2]!.name);

  // The next time the columns are known, and so is how the list meets the letters.
  await giveList(here, await gather(), list);
  expect(await page.locator('form[action$=brug]').count()).toBe(1);
  expect(await page.textContent('main')).toContain('3 af 5 rækker har fået et brev.');
});

seat.story('one PDF of 120 pages and a list by a key in the text: the second time it is read without a question', async (here) => {
  const { page, look, says, file, upload } = here;
  const merged = await file('indkaldelser.pdf', await pdfOf(students.flatMap(({ name }, n) => [[`Kære ${name}`, `Sagsnr.: S-${1000 + n}`], ['Side to']])));
  const list = await file('sager.csv', writeCsv([['Sagsnr.', 'CPR', 'Navn'], ...students.map(({ cpr, name }, n) => [`S-${1000 + n}`, cpr, name]), ['S-1003', students[9]!.cpr, students[9]!.name]]));
  const first = await upload(merged);
  await giveList(here, first, list);
  await page.check('#join-key');
  await page.selectOption('#noegle', 'Sagsnr.');
  await page.fill('#gem', 'Sagslisten');
  await page.click('form[action$=kolonner] button');
  await page.waitForSelector('form[action$=brug], .alert-error');
  await look('key-doubled');
  expect(await page.textContent('main')).toContain('Række 62 har samme indhold som række 5');

  const clean = await file('sager-rettet.csv', writeCsv([['Sagsnr.', 'CPR', 'Navn'], ...students.map(({ cpr, name }, n) => [`S-${1000 + n}`, cpr, name])]));
  await page.click('form[action$=kassering] button');
  await page.waitForSelector('#fil');
  await giveList(here, first, clean);
  expect(await page.locator('#noegle').count()).toBe(0);
  await page.click('form[action$=brug] button');
  await says('Listen er brugt: 60 breve');
  await page.goto(`${first}/modtagere`);
  await waitFor(async () => { await page.reload(); return (await page.textContent('.found'))?.includes('60 modtagere fundet') ?? false; }, 'sixty recipients');
  await look('key-recipients');
  expect(await recipients(page)).toBeGreaterThan(0);
  await page.goto(`${first}/modtagerliste`);
  await page.click('form[action$=fortrydelse] button');
  await page.waitForSelector('#fil');
});
