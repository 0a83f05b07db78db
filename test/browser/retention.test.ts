import { expect } from 'bun:test';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/index.ts';
import { takeSeat } from '../support/browser.ts';

const seat = takeSeat('disposal', { viewport: { width: 1366, height: 900 } });

/** Documents that were filed years ago: the portal's clock cannot be moved, so their day is. */
function lay(portalFolder: string) {
  const db = openDatabase(join(portalFolder, 'box/elevarkiv.sqlite'));
  db.write((tx) => {
    for (const [n, name] of ['Sofie Juul', 'Mads Holm'].entries()) tx.statement("INSERT INTO cases (id, kind, type_id, title, status, created_at, updated_at) VALUES (?, 'student', 'student', ?, 'open', '2019-08-01T08:00:00Z', '2019-08-01T08:00:00Z')").run(`old-${n}`, name);
    for (let n = 0; n < 6; n++) tx.statement("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at) VALUES (?, ?, ?, (SELECT id FROM document_types WHERE name = 'Faktura'), 'internal', 'filed', ?)").run(crypto.randomUUID(), `old-${n % 2}`, `Faktura ${n + 1}`, `2019-0${n + 1}-11T10:00:00Z`);
  });
  db.close();
}

seat.story('a rule is chosen, what has passed its day is proposed, held and approved, with no script at all', async ({ portal, base, open, look, errors }) => {
  lay(portal.folder);
  const rune = await open('rune', { javaScriptEnabled: false });
  await rune.goto(`${base}/administration/dokumenttyper`);
  await rune.click('tr:has-text("Faktura") a[href$="/opbevaring"]');
  // The school takes a suggestion, sees what it would do, and lets it apply.
  await rune.click('tr:has-text("Regnskab, elevbetaling og fakturaer") button');
  expect(await rune.textContent('#preview + p')).toContain('Opbevares 5 år fra udgangen af det år');
  expect(await rune.textContent('main')).toContain('6 er allerede over den');
  await rune.click('form[action$="/ikrafttraedelse"] button');

  const lise = await open('lise', { javaScriptEnabled: false });
  for (let tries = 0; tries < 100 && !(await lise.textContent('body'))!.includes('6 dokumenter er over kassationsdatoen'); tries++) {
    await Bun.sleep(200);
    await lise.goto(`${base}/kassation`);
  }
  await lise.click('main table a[href^="/kassation/dokumenter"]');
  const group = lise.url();
  expect(await lise.locator('tbody tr').count()).toBe(6);
  expect(await lise.textContent('tbody tr')).toContain('31. dec. 2024');
  // One is held on its own page and is gone from the list; one is left unticked.
  await lise.click('tbody tr:first-child a.primary');
  await lise.click('#opbevaring ~ details:last-of-type summary');
  await lise.fill('#spaer-hvorfor', 'Klagesag');
  await lise.click('form[action$="/spaerring"] button');
  expect(await lise.textContent('section:has(> #opbevaring)')).toContain('Spærret for kassation');
  await lise.goto(group);
  expect(await lise.locator('tbody tr').count()).toBe(5);
  await lise.uncheck('tbody tr:last-child input');
  await lise.fill('#besked', 'Fakturaer fra 2019');
  await lise.click('form[action="/kassation/bunker"] button.button-primary');
  const batch = lise.url();
  expect(await lise.locator('form[action$="/godkendelse"]').count()).toBe(0);

  const birgit = await open('birgit', { javaScriptEnabled: false });
  await birgit.goto(`${base}/overblik`);
  await birgit.click('a.waiting-item[href="/kassation/bunker"]');
  await birgit.click('main table a.primary');
  expect(await birgit.locator('tbody').first().locator('tr').count()).toBe(4);
  await birgit.click('text=Godkend kassation af 4 dokumenter');
  expect(await birgit.textContent('main')).toContain('Godkendt af');
  await birgit.fill('#bemaerkning', 'En af dem skal blive');
  await birgit.click('form[action$="/fortrydelse"] button');
  expect(await birgit.textContent('main')).toContain('Sendt tilbage af');

  const page = await open('lise');
  for (const [name, address] of [['overview', '/overblik'], ['due', '/kassation'], ['ahead', '/kassation/kalender'], ['group', new URL(group).pathname], ['batches', '/kassation/bunker'], ['batch', new URL(batch).pathname]] as const) {
    await page.setViewportSize({ width: 1366, height: 900 });
    await page.goto(base + address);
    await look(`retention-${name}`, page);
    await page.setViewportSize({ width: 320, height: 900 });
    expect([address, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([address, 320]);
  }
  const admin = await open('rune');
  await admin.goto(rune.url());
  await look('retention-rule', admin);
  expect(errors).toEqual([]);
});
