import { beforeAll, expect } from 'bun:test';
import type { Page } from 'playwright-core';
import { hasChromium, takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

// Where letters begin and end, with the keyboard, the mouse, and without scripts, in a real browser.
const seat = takeSeat('the page of boundaries');
let address: string;
beforeAll(async () => {
  if (hasChromium) address = `${await seat.upload('optagelsesbreve.pdf')}/sider`;
}, 120_000);

/** The pages of every letter as they stand on the page, `1,2 3,4 ...`. */
const letters = (on: Page = seat.page) => on.locator('.cut-letter[data-letter]').evaluateAll((cards) => cards.map((card) => [...card.querySelectorAll('.cut-page input')].map((box) => (box as HTMLInputElement).value).join(',')).join(' '));
const undo = (on: Page = seat.page) => on.locator('form[action$="/fortrydelse"] button');
const becomes = (start: string) => waitFor(async () => (await letters()).startsWith(start), `letters ${start}`);

seat.story('with the keyboard: go, split, join with the one who shall have it, leave out, undo all of it', async ({ page, look }) => {
  await page.goto(address);
  const start = await letters();
  expect(start).toStartWith('1,2 3,4 5,6');
  await look('boundaries-sider');
  await page.focus('#valg-1');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement!.id)).toBe('valg-2');
  await page.keyboard.press('d');
  await becomes('1 2 3,4');
  expect(await page.textContent('[role=status].found')).toContain('Senest: brevet blev delt før side 2.');
  expect(await page.evaluate(() => document.activeElement!.id)).toBe('valg-2');
  await page.focus('#valg-3');
  await page.keyboard.press('s');
  await page.waitForSelector('.alert-warning .act button');
  expect(await letters()).toStartWith('1 2 3,4 5,6');
  await look('boundaries-hvem');
  await page.locator('.alert-warning .act button').nth(1).click();
  await becomes('1 2 3,4,5,6');
  await page.focus('#valg-4');
  await page.keyboard.press('Shift+ArrowRight');
  await look('boundaries-valgt');
  await page.keyboard.press('u');
  await becomes('1 2 3,6');
  await look('boundaries-udeladt');
  // What was left out is no longer chosen: the next act must not take it along.
  expect(await page.locator('.cut-page :checked').count()).toBe(0);
  await page.setViewportSize({ width: 341, height: 500 });
  await look('boundaries-smal');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(341);
  await page.setViewportSize({ width: 1366, height: 768 });
  for (const expected of ['1 2 3,4,5,6', '1 2 3,4 5,6', start]) {
    await page.keyboard.press('z');
    await becomes(expected);
  }
  expect(await undo().count()).toBe(0);
});

seat.story('with the mouse: a page is dragged to another letter, and back by undo', async ({ page, errors }) => {
  await page.goto(address);
  const start = await letters();
  await page.locator('#side-4 img').dragTo(page.locator('.cut-letter[data-letter]').first());
  await becomes('1,2,4 3 5,6');
  await page.locator('#side-2 .cut-here').click();
  await becomes('1 2,4 3');
  await undo().click();
  await becomes('1,2,4 3');
  await undo().click();
  await becomes(start);
  expect(errors).toEqual([]);
});

seat.story('without scripts: the same forms split, move, and undo', async ({ open }) => {
  const plain = await open('lise', { javaScriptEnabled: false });
  await plain.goto(address);
  const texts = async () => (await plain.locator('.cut-letter[data-letter]').allInnerTexts()).map((text) => [...text.matchAll(/^Side (\d+)/gm)].map((match) => match[1]).join(',')).join(' ');
  expect(await texts()).toStartWith('1,2 3,4');
  await plain.locator('#side-2 .cut-here').click();
  expect(await texts()).toStartWith('1 2 3,4');
  await plain.check('#valg-2');
  await plain.fill('#til-brev', '3');
  await plain.click('.cut-bar button[value=flyt]');
  expect(await texts()).toStartWith('1 2,3,4');
  await undo(plain).click();
  await undo(plain).click();
  expect(await texts()).toStartWith('1,2 3,4');
  await plain.context().close();
});
