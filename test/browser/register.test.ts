import { expect } from 'bun:test';
import { readFileSync } from 'node:fs';
import { demoSchool } from '../../src/demo/school.ts';
import { takeSeat } from '../support/browser.ts';
import { uniloginExport } from '../support/unilogin.ts';
import { waitFor } from '../support/portal.ts';

const seat = takeSeat('the register and its mailboxes', { viewport: { width: 1366, height: 900 } });

seat.story('a watched class: a mailbox that closes is told in the bar, on the page and with what it was before', async ({ page, base, look, says }) => {
  const one = demoSchool().students.find(({ className, mailbox, protectedAddress }) => className === '1.b' && mailbox === 'REGISTERED' && !protectedAddress)!;
  await page.goto(`${base}/elever/klasser`);
  await page.locator('tr, li', { hasText: '1.b' }).locator('form[action$=klasse] button').first().click();
  await page.waitForSelector('form[action$=opslag]');
  await page.click('form[action$=overvaagning] button');
  await says('Hold ikke længere øje');
  await fetch(`http://127.0.0.1:${Number(new URL(base).port) + 364}/control/contacts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'cpr', number: one.cpr, name: one.name, status: 'CLOSED' }) });
  await page.click('form[action$=opslag] button');
  await waitFor(async () => { await page.reload(); return (await page.locator('form[action$="/set"]').count()) > 0; }, 'the change');
  await page.click('.chip-row a:has-text("Ændrede")');
  const row = page.locator('tr', { hasText: one.name });
  expect(await row.textContent()).toContain('Lukket');
  expect(await row.textContent()).toContain('Tilmeldt');
  await look('watch-changed');
  const check = page.url();
  await page.goto(`${base}/adviser`);
  await says('1.b');
  await look('watch-notice');
  // The result as a file: no number in full.
  await page.goto(check);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('form[action$="/fil"] button >> nth=0')]);
  const csv = readFileSync(await download.path(), 'utf8');
  expect([csv.includes(one.name), /\d{6}-?\d{4}/.test(csv)]).toEqual([true, false]);
});

seat.story('the export of Unilogin is read without a question: students, contacts with custody, a protected one whose name stands nowhere', async ({ page, base, look, says, file }) => {
  await page.goto(`${base}/elever/indlaesning`);
  await page.setInputFiles('#fil', await file('forkert.xml', new TextEncoder().encode('<?xml version="1.0"?><UNILoginExport xmlns="https://x/wsieksport/5/full"></UNILoginExport>')));
  await page.click('.upload-form button');
  await page.waitForSelector('.alert-error');
  await look('unilogin-refused');
  await page.goto(`${base}/elever/indlaesning`);
  await page.setInputFiles('#fil', await file('unilogin.xml', uniloginExport({ className: '1.å', students: [
    { cpr: '6101094001', first: 'Ida', last: 'Holmgaard', number: 'S-17', contacts: [{ cpr: '6202801234', first: 'Anne', last: 'Holmgaard', relation: 'Mor', custody: true }, { cpr: '6303811235', first: 'Bo', last: 'Anker', relation: 'Andet', custody: false }] },
    { cpr: '6404094003', first: 'Skjult', last: 'Person', protected: true, number: 'S-18', contacts: [] },
  ], staff: [{ cpr: '6404750004', first: 'Per', last: 'Lund', initials: 'PL' }] })));
  await page.click('.upload-form button');
  await page.waitForSelector('form[action$=udfoerelse]');
  await look('unilogin-preview');
  // The file is the whole school: that everybody else has left must be said, not done by the way.
  expect(await page.textContent('main')).toMatch(/\d+ personer bliver markeret som udtrådt/);
  await page.check('#udtraadte');
  await page.click('form[action$=udfoerelse] button');
  await says('Kan fortrydes i 30 dage');
  const done = page.url();
  await page.goto(`${base}/elever`);
  await page.fill('#find', 'S-17');
  await page.click('.find-people button');
  await page.click('main table a:has-text("Ida Holmgaard")');
  await says('Anne Holmgaard');
  expect(await page.textContent('main')).toContain('1.å');
  await look('unilogin-student');
  // The protected one is there, by number, and not by name.
  await page.goto(`${base}/elever`);
  await page.fill('#find', 'S-18');
  await page.click('.find-people button');
  await says('S-18');
  expect(await page.textContent('main')).not.toContain('Skjult Person');
  await look('unilogin-protected');
  await page.goto(done);
  await page.click('.confirm summary');
  await page.click('form[action$=fortrydelse] button');
  await says('Fortrudt');
});
