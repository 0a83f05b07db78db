import { expect } from 'bun:test';
import { takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

// Letters to be signed, as a secretary sends them and a recipient signs them, against what scripts/start runs.
const seat = takeSeat('signing');

seat.story('letters are sent to be signed, signed in the mailbox\'s link, checked and filed; who is missing is reminded', async ({ page, base, errors, look, upload }) => {
  const id = (await upload('optagelsesbreve.pdf')).split('/').at(-1)!;
  await page.goto(`${base}/afsendelser/${id}/valg`);
  expect(await page.isVisible('#signeringsfrist')).toBe(false);
  await page.fill('#titel', 'Praktikaftale');
  await page.selectOption('#type', { index: 1 });
  await page.check('#signeres');
  expect(await page.inputValue('#signeringsfrist')).toMatch(/^\d{4}-\d\d-\d\d$/);
  await look('sign-options');
  await page.click('.form-acts button[type=submit]');
  await page.waitForURL(/kontrol/);
  const send = page.locator('form[action$=indsendelse] button');
  await waitFor(async () => { await page.reload(); return (await send.count()) > 0; }, 'the report');
  expect(await page.textContent('main')).toMatch(/Skal signeres\s*Ja, af \d+ modtagere, senest/);
  await send.click();
  await waitFor(async () => { await page.goto(`${base}/afsendelser/${id}`); return /0 af \d+ signaturer er kommet/.test((await page.textContent('main')) ?? ''); }, 'the links');
  await waitFor(async () => { await page.reload(); return !/I kø|Sendes|Afleveret/.test((await page.textContent('.count-words')) ?? ''); }, 'delivery');
  await look('sign-dispatch');

  // As the recipient: from the mailbox to the signature.
  const sandbox = (await page.getAttribute('.top-demo a', 'href'))!;
  await page.goto(sandbox);
  await page.click('tbody a >> nth=0');
  await page.click('.letters a >> nth=0');
  await page.click('text=Åbn den her uden om browserens advarsel');
  await page.click('.sign button.act');
  await waitFor(async () => ((await page.textContent('main')) ?? '').includes('Dokumentet er signeret'), 'the signature');

  await waitFor(async () => { await page.goto(`${base}/signaturer?vis=completed`); return (await page.locator('a[href^="/dokumenter/"]').count()) === 1; }, 'the signed document');
  await look('sign-list');
  await page.click('a[href^="/dokumenter/"]');
  expect(await page.textContent('main')).toContain('Signaturen er i orden');
  expect(await page.textContent('main')).toContain('Det signerede brev');
  await look('sign-document');
  const file = (await page.getAttribute('a[href*="/filer/signeret/0"]:not([href$="hent"])', 'href'))!;
  const answer = await page.request.get(base + file);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect((await answer.body()).toString('latin1')).toContain('/ETSI.CAdES.detached');

  // It is post: why it lies there, taken back, and filed again where it is suggested.
  await page.click('text=Se det i posten');
  expect(await page.textContent('main')).toContain('er kommet signeret tilbage og lagt ved brevet på dets sag');
  await look('sign-post');
  await page.click('button:has-text("Fortryd seneste fordeling")');
  await page.waitForSelector('.alert-success');
  expect(await page.locator('text=Ligger på sagen').count()).toBe(0);
  await page.click('.mail-hint button:has-text("Læg her")');
  await page.waitForSelector('text=Ligger på sagen');
  expect((await page.request.get(base + file)).status()).toBe(200);
  await page.goto(`${base}/modtaget/faerdige?kun=signed`);
  await look('sign-post-list');

  // The notice that says so, and the reminder to the others.
  await page.goto(`${base}/adviser`);
  await look('sign-notices');
  await page.click('.notice button:has-text("Praktikaftale")');
  await page.waitForURL(/\/signaturer/);
  await page.click('.page-actions button:has-text("Påmind alle")');
  await page.waitForURL(/kontrol/);
  await waitFor(async () => { await page.reload(); return (await send.count()) > 0; }, 'the reminder\'s report');
  expect(await page.textContent('main')).toContain('hver modtager får linket til selv at signere');
  await look('sign-reminder');
  await send.click();
  await waitFor(async () => { await page.goto(`${base}/signaturer?afsendelse=${id}`); return ((await page.textContent('main')) ?? '').includes('1 gang'); }, 'the reminder to leave');
  await page.locator('summary:has-text("Træk tilbage")').first().click();
  await look('sign-withdraw');
  expect(errors).toEqual([]);
});
