import { expect } from 'bun:test';
import type { Page } from 'playwright-core';
import { routes } from '../../src/web/routes.ts';
import { faultsOf, logIn, shoot, takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

// WCAG 2.2, 1.4.10 Reflow: at 320 CSS pixels nothing needs scrolling sideways, but what must have two dimensions (tables, the document) scrolls by itself.
const seat = takeSeat('pages at 320 pixels', { user: '' });

const widths = [320, 768, 1920];
/** Pages that are wider than the window, as `address at width: pixels too many (what sticks out)`. */
async function tooWide(page: Page, address: string): Promise<string[]> {
  const found: string[] = [];
  await page.goto(seat.base + address);
  // A page that leads elsewhere would be tried under a wrong name.
  if (new URL(page.url()).pathname !== address) found.push(`${address} led to ${page.url()}`);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const [over, who] = await page.evaluate(() => {
      const root = document.documentElement;
      const past = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > root.clientWidth + 1 && !each.closest('.table-scroll, .viewer, .sr-only, .skipnav'));
      return [root.scrollWidth - root.clientWidth, past.slice(-1).map((each) => `${each.tagName}.${each.className}`).join()] as const;
    });
    if (over > 0) found.push(`${address} at ${width}: ${over} (${who})`);
    await shoot(page, `${width}${address.replace(/[0-9a-f-]{36}/, 'id').replace(/\W+/g, '-')}`);
  }
  return found;
}

seat.story('no page scrolls sideways, from a telephone to a wide screen', async ({ page, base, upload }) => {
  const found = await tooWide(page, '/log-ind');
  await logIn(page, base, 'lise');
  await upload('optagelsesbreve.pdf');
  await waitFor(async () => (await page.locator('.mailbox-registered').count()) > 0, 'the recipients');
  const draft = new URL(page.url()).pathname.replace(/\/modtagere$/, '');
  for (const address of ['/overblik', '/afsendelser', `${draft}/modtagere`, `${draft}/sider`, `${draft}/valg`, `${draft}/kontrol`, '/breve-der-kraever-dig', '/arkiv', `${draft}/modtagerliste`]) found.push(...(await tooWide(page, address)));
  await page.goto(`${base}${draft}/valg`);
  await page.selectOption('#type', { index: 1 });
  await page.click('.form-acts button[type=submit]');
  await page.waitForURL(/kontrol/);
  await page.click('form[action$=indsendelse] button');
  await waitFor(async () => { await page.goto(base + draft); return (await page.locator('a[href^="/dokumenter/"]').count()) > 0; }, 'letters in the archive');
  const document = (await page.getAttribute('a[href^="/dokumenter/"]', 'href'))!;
  found.push(...(await tooWide(page, draft)), ...(await tooWide(page, '/breve-der-kraever-dig')), ...(await tooWide(page, document)));
  await page.goto(base + document);
  const record = await page.getAttribute('main a[href^="/sager/"], nav a[href^="/sager/"]', 'href');
  if (record) found.push(...(await tooWide(page, record)));
  expect(found).toEqual([]);
  // Who saw what is read on a telephone without pushing the table aside.
  await page.goto(`${base}${record!.replace(/\?.*/, '')}/historik`);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => [...window.document.querySelectorAll('.table-scroll')].map((each) => each.scrollWidth - each.clientWidth))).toEqual([0]);
}, 300_000);

/** Every page with an address of its own, by the table of routes: a new one is tried from the day it is mounted. */
const standing = routes.filter((route) => route.method === 'GET' && !route.path.includes(':') && route.rule !== 'public').map(({ path }) => path)
  .filter((path) => !['/administration', '/opsaetning/skole', '/opsaetning/afsender', '/opsaetning/klar', '/statistik/tabel', '/breve-der-kraever-dig/gjort'].includes(path));

seat.story('every page with an address of its own fits, and has no fault of accessibility', async ({ base, open }) => {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const name of ['lise', 'rune', 'birgit']) {
    const page = await open(name);
    for (const address of standing.filter((each) => !seen.has(each))) {
      const answer = await page.goto(base + address);
      if (answer?.status() === 404) continue;
      seen.add(address);
      found.push(...(await faultsOf(page)), ...(await tooWide(page, address)));
    }
  }
  expect(standing.filter((each) => !seen.has(each))).toEqual([]);
  expect(found).toEqual([]);
}, 300_000);
