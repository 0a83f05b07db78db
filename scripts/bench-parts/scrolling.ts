import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { chromium, type Page } from 'playwright-core';
import { startPortal } from '../../test/support/portal.ts';
import { makeLetters } from './make-letters.ts';

/** A frame that takes longer is seen as a stop (three frames of a 60 Hz screen). */
const stopMs = 50;

/**
 * `scripts/bench scrolling`: a real merge letter in the real portal, in Chromium at 1366x768: how long
 * until a page can be used, how even it scrolls with its thumbnails, how long a key takes from press to
 * changed page. Beside it an empty page with as many pixels to scroll, since a machine without a screen
 * drops frames of its own.
 */
export async function benchScrolling(letters: number): Promise<void> {
  const file = await makeLetters(join(tmpdir(), 'elevarkiv-bench'), 'chromium', letters);
  const portal = await startPortal();
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    await page.goto(`${portal.base}/log-ind`);
    await page.fill('#brugernavn', 'lise');
    await page.fill('#adgangskode', 'demo-lise');
    await page.click('main button[type=submit]');
    await page.goto(`${portal.base}/afsendelser`);
    await page.setInputFiles('#fil', file);
    await page.click('#upload button[type=submit]');
    await page.waitForURL(/\/modtagere/, { timeout: 600_000 });
    const recipients = page.url();
    const boundaries = recipients.replace(/modtagere.*/, 'sider');
    console.log(`${letters} letters, Chromium 1366x768, milliseconds`);
    for (const [name, address] of [['recipients', recipients], ['boundaries', boundaries]] as const) {
      const start = performance.now();
      await page.goto(address, { waitUntil: 'domcontentloaded' });
      const usable = performance.now() - start;
      await page.waitForLoadState('networkidle');
      say(`${name}, usable after ${usable.toFixed(0)}`, await scroll(page));
    }
    await page.setContent(`<body><p>${'x<br>'.repeat(400)}</p></body>`);
    say('an empty page', await scroll(page));
    await page.goto(boundaries);
    await page.waitForLoadState('networkidle');
    console.log(`split by key: ${(await act(page, 'd', '#valg-2', 'Fortryd: brevet blev delt')).toFixed(0)} ms, undo by key: ${(await act(page, 'z', '#valg-2', '')).toFixed(0)} ms from press to changed page`);
  } finally {
    await browser.close();
    await portal.stop();
  }
}

/** Milliseconds between painted frames while the wheel turns through the page for two seconds. */
async function scroll(page: Page): Promise<number[]> {
  await page.mouse.move(400, 500);
  await page.evaluate(() => {
    const box = window as unknown as { frames: number[] };
    box.frames = [];
    let last = performance.now();
    const next = (now: number) => { box.frames.push(now - last); last = now; requestAnimationFrame(next); };
    requestAnimationFrame(next);
  });
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, turn < 45 ? 160 : -400);
    await page.waitForTimeout(33);
  }
  return page.evaluate(() => (window as unknown as { frames: number[] }).frames.slice(2));
}

function say(name: string, frames: number[]): void {
  const sorted = [...frames].sort((a, b) => a - b);
  const part = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
  console.log(`${name.padEnd(34)} frames ${frames.length}   median ${part(0.5)}   p95 ${part(0.95)}   worst ${part(1)}   over ${stopMs}: ${frames.filter((each) => each > stopMs).length}`);
}

/** From the key to the page that shows what was done; an empty `shows` waits until the undo button is gone. */
async function act(page: Page, key: string, focus: string, shows: string): Promise<number> {
  await page.focus(focus);
  const start = performance.now();
  await page.keyboard.press(key);
  const undo = page.locator('form[action$="/fortrydelse"] button');
  if (shows) await undo.filter({ hasText: shows }).waitFor();
  else await undo.waitFor({ state: 'detached' });
  return performance.now() - start;
}
