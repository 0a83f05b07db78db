import { expect } from 'bun:test';
import { demoSchool } from '../../src/demo/school.ts';
import { writeCsv } from '../../src/sheets/index.ts';
import { takeSeat } from '../support/browser.ts';
import { pdfOf } from '../support/letter-pdf.ts';
import { waitFor } from '../support/portal.ts';

const seat = takeSeat('people, lists and mailboxes', { viewport: { width: 1366, height: 900 } });

const students = demoSchool().students.filter(({ mailbox, protectedAddress }) => mailbox === 'REGISTERED' && !protectedAddress).slice(0, 4);

seat.story('a register is imported and taken back, a class’s mailboxes are checked, and a list gives letters without numbers their recipients', async ({ page, base, look, says, file, upload }) => {
  // Import: columns, preview, use, undo.
  await page.goto(`${base}/elever/indlaesning`);
  await look('import');
  const register = await file('elever.csv', writeCsv([['CPR', 'Navn', 'Klasse', 'Elevnr'], ...students.map(({ cpr, name, className }, n) => [cpr, name, className, `E${100 + n}`]), ['610109-4001', 'Ny Elev', '1.a', 'E999'], ['12', 'Forkert', '', '']]));
  await page.setInputFiles('#fil', register);
  await page.click('.upload-form button');
  await page.waitForSelector('.column-choice');
  await look('import-columns');
  await page.fill('#gem', 'Elever');
  await page.click('form[action$=kolonner] button');
  await page.waitForSelector('form[action$=udfoerelse]');
  await look('people-preview');
  expect(await page.textContent('main')).toContain('Række 7 har et nummer, som ikke er et CPR-nummer');
  await page.click('form[action$=udfoerelse] button');
  await says('Kan fortrydes i 30 dage');
  await page.click('.confirm summary');
  await page.click('form[action$=fortrydelse] button');
  await says('Fortrudt');
  // A second time the columns are known: straight to what changes.
  await page.goto(`${base}/elever/indlaesning`);
  await page.setInputFiles('#fil', register);
  await page.click('.upload-form button');
  await page.waitForSelector('form[action$=udfoerelse]');
  await page.click('form[action$=udfoerelse] button');
  await says('Kan fortrydes i 30 dage');
  await page.goto(`${base}/elever`);
  await page.fill('#find', 'E102');
  await page.click('.find-people button');
  await says(students[2]!.name);
  expect(page.url()).not.toContain('E102');
  await look('register-found');
  await page.click(`text=${students[2]!.name}`);
  await says('Oplysninger');
  await look('person');

  // Mailboxes of a class.
  await page.goto(`${base}/elever/klasser`);
  await page.locator('form[action$=klasse] button').first().click();
  await waitFor(async () => (await page.locator('.mailbox-registered').count()) > 5, 'answers');
  await page.click('form[action$=overvaagning] button');
  await says('Hold ikke længere øje');
  await look('mailboxes');

  // Letters without a number, and a list.
  await page.goto(`${base}/afsendelser`);
  await page.setInputFiles('#fil', await file('breve.pdf', await pdfOf(students.flatMap((_, n) => [[`Elevnummer: E${100 + n}`, 'Indkaldelse'], ['side to']]))));
  await page.locator('#upload button[type=submit]').click({ timeout: 3000 }).catch(() => {});
  await waitFor(async () => (await page.locator('.recipients-acts').count()) > 0, 'the recipients');
  await page.click('a[href$=modtagerliste]');
  await look('list-upload');
  await page.setInputFiles('#fil', await file('liste.csv', writeCsv([['Elevnr', 'Navn'], ...students.slice(0, 3).map(({ name }, n) => [`E${100 + n}`, name]), ['E555', 'Findes ikke']])));
  await page.click('.upload-form button');
  await page.waitForSelector('#noegle');
  await look('list-choice');
  await page.click('form[action$=kolonner] button');
  await page.waitForSelector('form[action$=brug]');
  await look('list-preview');
  expect(await page.textContent('main')).toContain('På side 7 begynder et brev, som ingen række i listen passer til');
  await page.click('form[action$=brug] button');
  await says('Listen er brugt: 3 breve');
  await look('list-used');
  await page.goto(page.url().replace('modtagerliste', 'modtagere'));
  expect(await page.locator('.letters-column ol.letters > li').count()).toBe(4);
  await page.click('a[href$=modtagerliste]');
  await page.click('form[action$=fortrydelse] button');
  await page.waitForSelector('#fil');
});
