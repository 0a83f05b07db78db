import { expect } from 'bun:test';
import { readFileSync } from 'node:fs';
import { shoot, takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

const seat = takeSeat('copies and company letters');

/** Uploads a sample and waits until its mailboxes are looked up. Answers the dispatch's address. */
async function upload(sample: string): Promise<string> {
  const address = await seat.upload(sample);
  await waitFor(async () => (await seat.page.locator('#waits-for-look-up').count()) === 0, 'the look-up');
  return address;
}

async function choose(address: string, title: string): Promise<void> {
  const { page } = seat;
  await page.goto(`${address}/valg`);
  await page.fill('#titel', title);
  await page.selectOption('#type', { index: 1 });
  await page.click('button[form=valg].button-primary');
}

async function send(address: string): Promise<void> {
  const { page } = seat;
  await page.locator('form[action$=indsendelse] button').click();
  await waitFor(async () => { await page.goto(address); return (await page.textContent('main'))!.includes('Afsluttet'); }, 'the letters to arrive');
}

seat.story('a class with under-18s: proposals taken, sent, in the student\'s case and in the parents\' mailboxes', async ({ page, base, look }) => {
  const address = await upload('fravaersadvarsler.pdf');
  await choose(address, 'Advarsel om fravær');
  // Nothing by itself: the report says that there are proposals, and leads to them.
  expect(await page.textContent('main')).toContain('8 kopier er foreslået, men ikke valgt');
  await page.click('main .alert a[href$=kopier]');
  expect(await page.locator('.copy-groups input:checked').count()).toBe(0);
  await look('copies-proposed');
  await page.locator('.copy-row').first().locator('label').click();
  await page.click('button[form=kopier] >> text=Gem valg');
  expect(await page.locator('.copy-groups input:checked').count()).toBe(1);
  await page.click('.copy-all button');
  expect(await page.locator('.copy-groups input:checked').count()).toBe(8);
  await look('copies');
  const [student, parent] = [await page.locator('.copy-head h2').first().textContent(), (await page.locator('.copy-row label').first().textContent())!.split(' mor')[0]!.split(' far')[0]!.trim()];
  await page.click('.copy-more');
  await page.fill('#hvem', 'Winther');
  await page.click('.whole-add button');
  expect(await page.locator('input[name=ref]').count()).toBeGreaterThan(1);
  await look('copies-found');
  await page.goto(`${address}/kopier`);
  await page.click('button[form=kopier] >> text=Gem, og gå til kontrol');
  expect(await page.textContent('main')).toContain('Kopier');
  await look('copies-report');
  await send(address);
  await look('copies-sent');
  const row = page.locator('tr', { hasText: parent }).filter({ hasText: `vedr. ${student}` });
  await row.locator('a[href^="/dokumenter/"]').click();
  expect(await page.textContent('.breadcrumb, nav[aria-label]:has(a[href^="/sager/"]), main')).toContain(student!);
  expect(await page.textContent('main')).toContain(`Kopi til ${parent}`);
  await page.goto(`http://127.0.0.1:${Number(new URL(base).port) + 364}/?name=${encodeURIComponent(parent)}`);
  await page.click('main table a');
  expect(await page.textContent('main')).toContain(`Advarsel om fravær - kopi vedr. ${student}`);
});

seat.story('a company letter: the P-number is chosen from the register, and stands where it was sent and filed', async ({ page, base, look }) => {
  const address = await upload('fakturaer.pdf');
  const open = page.locator('.letter', { hasText: 'Tilmeldt' }).first();
  await open.locator('.attention-line a').click();
  await page.waitForSelector('.units');
  expect(await page.textContent('main')).toContain('Fra CVR-registret');
  await look('company-units');
  const [number] = (await page.locator('.unit-more', { hasText: 'står i brevet' }).textContent())!.split(' · ');
  await page.fill('#sagsbehandler', 'Lone Holm');
  await page.click('.form-acts button');
  expect(await page.textContent('.form-error-message')).toContain('sagsbehandlerens e-mail');
  await page.fill('#e-mail', 'lone@firma.example');
  await page.fill('#telefon', '12 34 56 78');
  await page.fill('#kontakt', 'Bo Dahl');
  await page.click('.form-acts button');
  await page.waitForURL(/modtagere/);
  const name = (await page.locator('.letter', { hasText: `P-nummer ${number}` }).locator('.letter-who strong').textContent())!.trim();
  expect(await page.textContent('.attention-line > span')).toContain(`P-nummer ${number}`);
  await look('company-chosen');
  await choose(address, 'Faktura');
  expect(await page.textContent('#hos-virksomheder ~ *')).toContain('Lone Holm');
  await look('company-report');
  await send(address);
  await page.locator('tr', { hasText: `P-nummer ${number}` }).locator('a[href^="/dokumenter/"]').click();
  expect(await page.textContent('main')).toContain('sagsbehandler Lone Holm, lone@firma.example · tlf. 12345678 · att. Bo Dahl');
  await look('company-filed');
  // What the recipient's side was given: on its page, and in the message as it came over the wire.
  await page.goto(`http://127.0.0.1:${Number(new URL(base).port) + 364}/?name=${encodeURIComponent(name)}`);
  await page.click('main table a');
  await page.click('main a[href*="/letters/"]');
  for (const part of [number, 'Lone Holm, lone@firma.example', '12345678', 'Bo Dahl']) expect([part, (await page.textContent('.facts'))!.includes(part!)]).toEqual([part, true]);
  await shoot(page, 'company-received');
  const [memo] = await Promise.all([page.waitForEvent('download'), page.click('a[href$="memo.xml"]')]);
  const attention = /<(\w+:)?AttentionData>[\s\S]*?<\/(\w+:)?AttentionData>/.exec(readFileSync(await memo.path(), 'utf8'))?.[0] ?? '';
  for (const part of [`productionUnitNumber>${number}<`, 'emailAddress>lone@firma.example<', 'relatedAgent>Lone Holm<', 'telephoneNumber>12345678<', 'label>Bo Dahl<']) expect(attention).toContain(part);
});
