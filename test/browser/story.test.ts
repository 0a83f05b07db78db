import { expect } from 'bun:test';
import { logIn, takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

// The whole story of a new user against what scripts/start runs: portal, worker, delivery and sandbox as real processes.
const seat = takeSeat('the main job', { user: '' });

seat.story('a secretary sends a merge letter and finds it in the archive with its receipts', async ({ page, base, errors, look, upload }) => {
  await page.goto(`${base}/log-ind`);
  await look('story-log-in');
  await page.fill('#brugernavn', 'lise');
  await page.fill('#adgangskode', 'demo-lise');
  await page.click('main button[type=submit]');
  await look('story-overview-first');

  await page.goto(`${base}/afsendelser`);
  await look('story-tray-first');
  await upload('optagelsesbreve.pdf');
  await waitFor(async () => {
    await page.reload();
    return (await page.locator('.mailbox-registered').count()) > 0;
  }, 'mailboxes');
  expect(await page.textContent('.found')).toContain('12 modtagere fundet');
  expect(await page.textContent('main')).not.toMatch(/\d{6}-\d{4}/);
  expect(await page.locator('.mark-recipient').count()).toBeGreaterThan(0);
  await look('story-recipients');

  await page.locator('.letter .act button.icon-only').first().click();
  await waitFor(async () => /^\d{6}-\d{4}$/.test((await page.locator('.letter .number').first().textContent()) ?? ''), 'the whole number');

  const dispatch = await page.getAttribute('.recipients-acts a', 'href');
  await page.goto(`${base}${dispatch}`);
  await look('story-options');
  await page.selectOption('#type', { index: 1 });
  await page.click('.form-acts button[type=submit]');
  await page.waitForURL(/kontrol/);
  await look('story-report');
  const send = page.locator('form[action$=indsendelse] button');
  const letters = Number(/\d+/.exec((await send.textContent()) ?? '')?.[0]);
  expect(letters).toBeGreaterThan(5);
  await send.click();
  await waitFor(async () => (await page.textContent('.count-words'))?.includes(`${letters} Modtaget`) ?? false, 'delivery');
  await look('story-dispatch');

  await page.goto(`${base}/breve-der-kraever-dig`);
  await look('story-needs-person');
  await page.goBack();
  await page.locator('tr', { hasText: 'Modtaget' }).locator('a[href^="/dokumenter/"]').first().click();
  await page.waitForLoadState();
  expect(await page.textContent('main')).toContain('COMPLETED');
  await look('story-document');
  await page.goto(`${base}/arkiv`);
  await look('story-archive');
  await page.goto(`${base}/overblik`);
  await look('story-overview');
  expect(errors).toEqual([]);
});

seat.story('an administrator sees no letter and reaches the administration', async ({ page, base, look }) => {
  await page.context().clearCookies();
  await logIn(page, base, 'rune');
  expect((await page.goto(`${base}/afsendelser`))?.status()).toBe(404);
  expect((await page.goto(`${base}/administration`))?.status()).toBe(200);
  await look('story-administration');
});
