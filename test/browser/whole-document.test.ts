import { expect } from 'bun:test';
import { demoSchool } from '../../src/demo/school.ts';
import { takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

const seat = takeSeat('the single letter', { viewport: { width: 1366, height: 900 } });

seat.story('one document to two: one by name, one by number; then back to its letters', async ({ page, base, look, upload }) => {
  await upload('optagelsesbreve.pdf');
  const inParts = await page.locator('.letters-column .letters > li').count();
  await page.click('form[action$=helhed] button');
  await page.waitForSelector('#whole');
  expect(await page.textContent('main')).toContain('Tilføj dem, der skal have det');
  await look('whole-empty');
  const [first, second] = demoSchool().students;
  await page.fill('#hvem', first!.name.split(' ')[0]!);
  await page.click('.whole-add button');
  await page.waitForSelector('form[action$=modtagere] input[name=ref]', { state: 'attached' });
  await look('whole-choose');
  expect(page.url()).not.toContain(first!.name.split(' ')[0]!);
  await page.locator('tr', { hasText: first!.name }).first().locator('button').click();
  await page.waitForSelector('#whole');
  await page.fill('#hvem', '12');
  await page.click('.whole-add button');
  expect(await page.textContent('.whole-add')).toContain('hverken et CPR-nummer');
  expect(await page.inputValue('#hvem')).toBe('12');
  await page.fill('#hvem', second!.cpr);
  await page.click('.whole-add button');
  await waitFor(async () => (await page.locator('.letters-column ol.letters > li').count()) === 2, 'two recipients');
  expect(await page.textContent('main')).toContain('2 modtagere får det hver for sig');
  expect(await page.textContent('main')).toContain('Dokumentet nævner');
  await look('whole-two');
  await page.click('form[action$=opdeling] button');
  await waitFor(async () => (await page.locator('#whole').count()) === 0, 'the letters again');
  expect(await page.locator('.letters-column .letters > li').count()).toBe(inParts);
});
