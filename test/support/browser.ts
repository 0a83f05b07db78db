import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { startPortal, waitFor, type Portal } from './portal.ts';

const path = '/usr/bin/chromium';

/** Debian's Chromium; without it the tests that need it are left out and counted. */
export const hasChromium = existsSync(path);

export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

const refusals = new WeakMap<Page, string[]>();
/** What the browser would not do because of the page's own policy, since this was first asked of the page: a fault wherever it happens. */
function policyFaults(page: Page): string[] {
  const known = refusals.get(page);
  if (known) return known;
  const found: string[] = [];
  refusals.set(page, found);
  page.on('console', (message) => { if (message.text().includes('Content Security Policy')) found.push(`${page.url()} ${message.text().slice(0, 160)}`); });
  return found;
}

/** Logs one of the demo school's staff in; their passwords are `demo-` and the name. */
export async function logIn(page: Page, base: string, name: string): Promise<void> {
  policyFaults(page);
  await page.goto(`${base}/log-ind`);
  await page.fill('#brugernavn', name);
  await page.fill('#adgangskode', `demo-${name}`);
  await page.click('main button[type=submit]');
}

/** Faults of accessibility on the page as it stands, and what its policy refused on any page before it, in words; none is what a page must have. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Playwright's own types come twice: the checker's copy does not know ours. Legacy mode looks at the page itself only, in half
  // the time: no page of ours holds a frame.
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).options({ resultTypes: ['violations'] }).analyze();
  if (await page.locator('iframe, frame').count() > 0) throw new Error('a page with a frame must be looked at whole');
  return [...policyFaults(page), ...violations.map((each) => `${page.url()} ${each.id}: ${each.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`)];
}

/** Keeps a picture where the environment names a folder for them. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['ELEVARKIV_SHOTS'];
  // A page that asks anew just then cannot be taken a picture of; that is no fault of the page. The caret stays: hiding it is a style its policy refuses.
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), caret: 'initial' }).catch((error: Error) => console.log(`no picture ${name}: ${error.message.split('\n')[0]}`));
}

/** What a story has: the portal as scripts/start runs it, Chromium, and a page where one of the school's staff is logged in. */
export type Seat = {
  portal: Portal;
  base: string;
  browser: Browser;
  page: Page;
  /** What the scripts of pages complained about. An answer of 409 or 422 is no complaint: the page shows it. */
  errors: string[];
  /** A page of somebody's own, in a context of its own. */
  open(user: string, options?: BrowserContextOptions): Promise<Page>;
  /** Keeps a picture of the page as it stands, and expects no fault of accessibility. */
  look(name: string, on?: Page): Promise<void>;
  /** Waits until the page says this. */
  says(words: string, on?: Page): Promise<void>;
  /** Keeps bytes as a file of this name beside the portal's own. Answers its path. */
  file(name: string, bytes: Uint8Array): Promise<string>;
  /** Uploads one document and waits for its recipients. Answers the address of the dispatch. */
  upload(file: string): Promise<string>;
  /** A test of the story; left out where there is no browser. */
  story(name: string, body: (seat: Seat) => Promise<void>, milliseconds?: number): void;
};

const samples = join(import.meta.dir, '../../samples');

/** Takes a seat for the tests of a file: begun before them, left after them. `user` logs in ('' = nobody). */
export function takeSeat(what: string, { user = 'lise', ...context }: BrowserContextOptions & { user?: string } = {}): Seat {
  const seat = {
    errors: [] as string[],
    async open(name, options = {}) {
      const page = await (await seat.browser.newContext({ viewport: { width: 1366, height: 768 }, ...context, ...options })).newPage();
      page.on('console', (message) => { if (message.type() === 'error' && !/status of 4(09|22)/.test(message.text())) seat.errors.push(message.text()); });
      page.on('pageerror', (error) => seat.errors.push(error.message));
      if (name) await logIn(page, seat.base, name);
      return page;
    },
    async look(name, on = seat.page) {
      await shoot(on, name);
      expect(await faultsOf(on)).toEqual([]);
    },
    says: (words, on = seat.page) => waitFor(async () => ((await on.textContent('body')) ?? '').includes(words), words),
    async file(name, bytes) {
      const at = join(seat.portal.folder, name);
      await Bun.write(at, bytes);
      return at;
    },
    async upload(file) {
      await seat.page.goto(`${seat.base}/afsendelser`);
      await seat.page.setInputFiles('#fil', file.includes('/') ? file : join(samples, file));
      await seat.page.click('#upload button[type=submit]');
      await waitFor(async () => (await seat.page.locator('.recipients-acts').count()) > 0, 'the recipients');
      return seat.page.url().replace(/\/modtagere.*$/, '');
    },
    story: (name, body, milliseconds = 180_000) => test.skipIf(!hasChromium)(name, () => {
      // What an earlier story did on purpose is no fault of this one.
      seat.errors.length = 0;
      return body(seat);
    }, milliseconds),
  } as Seat;
  if (!hasChromium) console.log(`skipped: ${what} needs Chromium`);
  beforeAll(async () => {
    if (!hasChromium) return;
    [seat.portal, seat.browser] = await Promise.all([startPortal(), launchChromium()]);
    seat.base = seat.portal.base;
    seat.page = await seat.open(user);
  }, 120_000);
  afterAll(async () => {
    await seat.browser?.close();
    await seat.portal?.stop();
  }, 30_000);
  return seat;
}
