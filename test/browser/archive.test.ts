import { beforeAll, expect } from 'bun:test';
import { hasChromium, takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

// Finding things again: by the tree, by keyboard, and by words.
const seat = takeSeat('tree and search of the archive');

beforeAll(async () => {
  if (!hasChromium) return;
  const { page, base } = seat;
  for (const [sample, title] of [['optagelsesbreve.pdf', 'Optagelse på skolen'], ['fakturaer.pdf', 'Faktura for kursus']] as const) {
    const draft = await seat.upload(sample);
    await waitFor(async () => { await page.goto(`${draft}/modtagere`); return (await page.locator('#waits-for-look-up').count()) === 0; }, 'the look-up');
    await page.goto(`${draft}/valg`);
    await page.fill('#titel', title);
    await page.selectOption('#type', { index: sample === 'fakturaer.pdf' ? 2 : 1 });
    await page.click('button[form=valg].button-primary');
    await page.waitForURL(/\/kontrol/);
    await page.click('form[action$=indsendelse] button');
    await waitFor(async () => { await page.goto(draft); return (await page.locator('a[href^="/dokumenter/"]').count()) > 3; }, 'letters in the archive');
  }
  await page.goto(`${base}/sager/ny`);
  await page.fill('#titel', 'Brandøvelse');
  await page.selectOption('#emne', { index: 2 });
  await page.click('main form.decision button[type=submit]');
  await page.waitForURL(/\/sager\/[0-9a-f-]{36}/);
}, 120_000);

seat.story('the tree: numbers, companies, classes, plan and what they hold, by mouse and by keyboard', async ({ page, base, look }) => {
  await page.goto(`${base}/arkiv`);
  await look('tree');
  const branch = (name: string) => page.locator('.tree a', { hasText: name });
  const counted = async (name: string) => Number(await branch(name).first().locator('.tree-count').textContent());
  const [people, companies] = [await counted('CPR'), await counted('CVR')];
  expect(people).toBeGreaterThan(5);
  expect(companies).toBeGreaterThan(2);
  for (const [name, n] of [['CPR', people], ['CVR', companies]] as const) {
    await branch(name).first().click();
    await page.waitForLoadState();
    expect([name, await page.locator('main table tbody tr').count()]).toEqual([name, n]);
    expect(await branch(name).first().getAttribute('aria-current')).toBe('page');
  }
  await look('tree-companies');
  // By keyboard: from the search box with Tab to the classes, and in.
  await page.focus('.find button');
  for (let tries = 0; tries < 20 && !/klasse=/.test(await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '')); tries++) await page.keyboard.press('Tab');
  const words = await page.evaluate(() => document.activeElement!.textContent!.replace(/\s+/g, ' ').trim());
  await page.keyboard.press('Enter');
  await page.waitForURL(/klasse=/);
  expect(await page.locator('main table tbody tr').count()).toBe(Number(/(\d+)$/.exec(words)![1]));
  await look('tree-class');
  await page.locator('.tree a[href*="emne="]').last().click();
  await page.waitForURL(/emne=/);
  expect(await page.textContent('main table tbody')).toContain('Brandøvelse');
  await look('tree-plan');
  // A case: its letter beside it, and back.
  await page.goto(`${base}/arkiv?gren=cpr`);
  await page.click('main table a >> nth=0');
  await page.click('.acts a:has-text("Vis hoveddokument")');
  await page.waitForSelector('.preview img');
  // It is in sight wherever the row was.
  await waitFor(() => page.evaluate(() => document.querySelector('.preview img')!.getBoundingClientRect().top < window.innerHeight - 100), 'the letter in sight');
  await look('case-preview');
  expect(await page.textContent('main')).not.toMatch(/\d{6}-\d{4}\b/);
});

seat.story('search: from anywhere by keyboard, snippet, criteria, facets, mente du, saved, and nothing of it in the address', async ({ page, base, look, says, errors }) => {
  const typed = async (words: string) => {
    const before = page.url();
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('/');
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await page.waitForURL(({ href }) => href !== before && href.includes('/soegninger/'));
  };
  await page.goto(`${base}/overblik`);
  await waitFor(async () => { await page.goto(`${base}/overblik`); await typed('optagelse'); return (await page.locator('.hit').count()) > 5; }, 'the index');
  expect(page.url()).not.toContain('optagelse');
  expect(await page.locator('.hit mark').count()).toBeGreaterThan(3);
  await look('search');
  // The school's name stands in letters and invoices: a facet narrows down to exactly as many as it said.
  await typed('birkelund');
  await look('search-facets');
  const facet = page.locator('button.facet').first();
  const n = Number((await facet.locator('.tree-count').textContent())!.replace(/\D/g, ''));
  await facet.click();
  await page.waitForSelector('.criteria li');
  await waitFor(async () => (await page.locator('.page-head, main').first().textContent())!.includes(`${n} fundet`), `${n} found`);
  await look('search-facet');
  await page.click('.criteria button');
  await waitFor(async () => (await page.locator('.criteria li').count()) === 0, 'the criterion gone');
  // Criteria of one's own.
  await page.click('.find summary');
  await page.selectOption('#sagstype', { index: 2 });
  await page.fill('#ord', 'faktura');
  await page.click('.find button');
  await page.waitForSelector('.criteria li');
  await look('search-criteria');
  // One place in the plan, then one case by a part of its name; several answer to it, and one is chosen.
  await page.goto(`${base}/arkiv`);
  await page.click('.find summary');
  await look('search-form');
  await page.selectOption('#find-emne', { index: 1 });
  await page.click('.find button');
  await page.waitForSelector('.criteria li');
  expect(await page.textContent('.criteria li')).toContain('01 Ledelse og bestyrelse');
  expect(await page.textContent('.hits')).toContain('Brandøvelse');
  await page.goto(`${base}/arkiv?gren=cvr`);
  const company = (await page.textContent('main table tbody a'))!.trim();
  await page.click('.find summary');
  await page.fill('#find-sag', 'e');
  await page.click('.find button');
  await says('Hvilken sag er e?');
  await look('search-which');
  await page.fill('#find-sag', 'findes slet ikke');
  await page.click('.find button');
  await says('Ingen sag passer til det');
  await look('search-which-none');
  await page.fill('#find-sag', company);
  await page.fill('#ord', 'faktura');
  await page.click('.find button');
  await says(`I sagen: ${company}`);
  expect(await page.locator('.hit').count()).toBe(1);
  await look('search-in-case');
  await page.fill('#navn', 'Fakturaer');
  await page.click('.keep button');
  await waitFor(async () => (await page.locator('.saved a:has-text("Fakturaer")').count()) === 1, 'the saved search');
  await look('search-saved');
  await page.goto(`${base}/arkiv`);
  await page.click('.saved a:has-text("Fakturaer")');
  expect(await page.textContent('h1')).toBe('Fakturaer');
  // A slip of the pen.
  await typed('optagglse');
  await says('Mente du');
  await look('search-meant');
  await page.click('.suggestion button');
  await waitFor(async () => (await page.locator('.hit').count()) > 5, 'what was meant');
  // A CPR number: whole, found, and shown masked only.
  await page.goto(`${base}/arkiv`);
  await typed('xyzzy plugh');
  await says('Intet passer til søgningen');
  await look('search-nothing');
  // Forty times too long, with everything in it that some engine takes for its own: said, and answered.
  await page.fill('#ord', `optagelse "${'a*b OR (NEAR "'.repeat(40)}`);
  await page.click('.find button');
  await says('Søgningen er lang');
  await look('search-long');
  expect(errors).toEqual([]);
});

seat.story('a person whose number was changed got a second case: the two become one, with all that was in both', async ({ page, base, look, says }) => {
  await page.goto(`${base}/arkiv?gren=cpr`);
  const [first, second] = [(await page.locator('main table tbody a').nth(1).textContent())!.trim(), (await page.locator('main table tbody a').nth(2).textContent())!.trim()];
  await page.click(`main table a:text-is("${second}")`);
  const kept = page.url();
  await page.goto(`${base}/arkiv?gren=cpr`);
  await page.click(`main table a:text-is("${first}")`);
  const gone = page.url();
  await page.click('a[href$=oplysninger]');
  // The other's number leads elsewhere: said, with what to do.
  await page.fill('#nyt-nummer', '61010712');
  await page.click('form[action$=numre] button');
  await page.waitForSelector('.alert-error');
  await look('case-number-refused');
  await page.click('a[href$=sammenlaegning]');
  await page.fill('#ord', second);
  await page.click('.decision form button');
  await says(second);
  await look('case-merge');
  await page.click(`.plain-list li:has-text("${second}") summary`);
  await look('case-merge-sure');
  await page.click(`.plain-list li:has-text("${second}") form button`);
  await page.waitForURL(kept);
  expect(await page.locator('#documents tbody tr').count()).toBe(2);
  await look('case-merged');
  // Every column of the list, its acts too, without pushing it aside.
  expect(await page.evaluate("(() => { const list = document.querySelector('#documents').closest('.table-scroll'); return list.scrollWidth - list.clientWidth; })()")).toBeLessThanOrEqual(0);
  // The address of the one that went leads to the other.
  await page.goto(gone);
  await look('case-merged-away');
  await page.click(`main a:has-text("${second}")`);
  await page.waitForURL(kept);
});

seat.story('who has no part in a case finds neither it nor its letters, until it is given', async ({ page, base, open }) => {
  const peter = await open('peter');
  const find = async (words: string) => {
    await peter.goto(`${base}/arkiv`);
    await peter.fill('#ord', words);
    await peter.click('.find button');
    await peter.waitForURL(/\/soegninger\//);
    return peter.locator('.hit').count();
  };
  expect(await find('optagelse')).toBe(0);
  await page.goto(`${base}/arkiv?gren=cpr`);
  await page.click('main table a >> nth=0');
  await page.click('a[href$=oplysninger]');
  await page.selectOption('#person', { label: 'Peter Winther' });
  await page.click('form[action$=adgange] button');
  await page.waitForSelector('[aria-labelledby=who-sees] tr:has-text("Peter Winther")');
  await waitFor(async () => (await find('optagelse')) === 1, 'what Peter was given');
});
