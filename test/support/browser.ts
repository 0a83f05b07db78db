import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const path = '/usr/bin/chromium';

/** Debian's Chromium; without it the tests that need it are left out and counted. */
export const hasChromium = existsSync(path);

export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

/** Logs one of the demo school's staff in; their passwords are `demo-` and the name. */
export async function logIn(page: Page, base: string, name: string): Promise<void> {
  await page.goto(`${base}/log-ind`);
  await page.fill('#brugernavn', name);
  await page.fill('#adgangskode', `demo-${name}`);
  await page.click('main button[type=submit]');
}

/** Faults of accessibility on the page as it stands, in words; none is what a page must have. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Playwright's own types come twice: the checker's copy does not know ours. Legacy mode looks at the page itself only, in half
  // the time: no page of ours holds a frame.
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).options({ resultTypes: ['violations'] }).analyze();
  if (await page.locator('iframe, frame').count() > 0) throw new Error('a page with a frame must be looked at whole');
  return violations.map((each) => `${page.url()} ${each.id}: ${each.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
}

/** Keeps a picture where the environment names a folder for them. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['ELEVARKIV_SHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}
