import { expect } from 'bun:test';
import { join } from 'node:path';
import { faultsOf, shoot, takeSeat } from '../support/browser.ts';

// A letter whose recipient has no mailbox: what the secretary does with it, without scripts.
const seat = takeSeat('the page of letters that need a person', { javaScriptEnabled: false });

seat.story('a letter held back is handled otherwise, with a note of how', async ({ page, base, browser }) => {
  await page.goto(`${base}/afsendelser`);
  await page.setInputFiles('#fil', join(import.meta.dir, '../../samples/optagelsesbreve.pdf'));
  await page.click('#upload button[type=submit]');
  // Without scripts the page does not move on by itself.
  for (let tries = 0; tries < 60 && !(await page.locator('.mailbox-registered').count()); tries += 1) {
    await Bun.sleep(1000);
    await page.reload();
  }
  await page.goto(`${base}${await page.getAttribute('.recipients-acts a', 'href')}`);
  await page.selectOption('#type', { index: 1 });
  await page.click('.form-acts button[type=submit]');
  await page.waitForURL(/kontrol/);
  const dispatch = page.url().replace(/\/kontrol.*/, '');
  await page.click('form[action$=indsendelse] button');
  await page.waitForURL((url) => !/kontrol/.test(url.href));
  await page.goto(`${base}/breve-der-kraever-dig`);
  const items = await page.locator('.needs > li').count();
  expect(items).toBeGreaterThan(0);
  await shoot(page, 'needs');
  const scripted = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await scripted.goto(page.url());
  expect(await scripted.locator('.needs > li').count()).toBe(items);
  expect(await faultsOf(scripted)).toEqual([]);
  const first = page.locator('.needs > li').first();
  const who = (await first.locator('strong').textContent())!;
  await first.locator('input[value=handled_otherwise]').check();
  await first.locator('form.decide > button').click();
  expect(await page.textContent('main')).toContain('Skriv, hvordan brevet er håndteret');
  await shoot(page, 'needs-refused');
  const again = page.locator('.needs > li').first();
  expect(await again.locator('input[value=handled_otherwise]').isChecked()).toBe(true);
  await again.locator('input[name=note]').fill('printet og sendt med posten');
  await again.locator('form.decide > button').click();
  expect(await page.locator('.needs > li').count()).toBe(items - 1);
  await page.goto(dispatch);
  const row = page.locator('tr', { hasText: who });
  expect(await row.textContent()).toContain('Håndteret på anden måde');
  await shoot(page, 'needs-dispatch');

  // The mark taken back; then the cause as a group, settled whole after a page that says what happens.
  await page.goto(`${base}/breve-der-kraever-dig?vis=haandteret`);
  await shoot(page, 'needs-handled');
  await scripted.goto(page.url());
  expect(await faultsOf(scripted)).toEqual([]);
  await page.locator('form[action$=tilbagetagelse] button').first().click();
  expect(await page.textContent('body')).toContain('Markeringen er taget tilbage');
  await page.locator('.needs-groups a').filter({ hasText: 'Fejlet' }).first().click();
  const inGroup = await page.locator('.needs > li').count();
  expect(inGroup).toBeGreaterThan(0);
  await shoot(page, 'needs-group');
  await scripted.goto(page.url());
  expect(await scripted.locator('#flere').count()).toBe(1);
  expect(await faultsOf(scripted)).toEqual([]);
  await page.click('#flere button');
  expect(await page.textContent('main')).toContain('Der er ikke valgt nogen breve');
  await page.selectOption('#omfang', 'alle');
  await page.selectOption('#afgoerelse', 'handled_otherwise');
  await page.click('#flere button');
  expect(await page.textContent('main')).toContain('Skriv, hvordan brevet er håndteret');
  await page.selectOption('#omfang', 'alle');
  await page.selectOption('#afgoerelse', 'handled_otherwise');
  await page.fill('#flere #note', 'hentet på kontoret');
  await page.click('#flere button');
  expect(await page.locator('input[name=brev]').count()).toBe(inGroup);
  await shoot(page, 'needs-confirm');
  await page.click('form[action$=afgoerelse] button');
  expect(page.url()).toContain('/gjort');
  expect(await page.textContent('main')).toContain('afgjort');
  await shoot(page, 'needs-done');
});
