import { expect } from 'bun:test';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/index.ts';
import { takeSeat } from '../support/browser.ts';

const seat = takeSeat('destroying', { viewport: { width: 1366, height: 900 } });
const main = join(import.meta.dir, '../../src/main.ts');

/** Documents on a closed case whose day has passed, with the rule that says so. */
function lay(folder: string) {
  const db = openDatabase(join(folder, 'box/elevarkiv.sqlite'));
  db.write((tx) => {
    tx.statement("INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, forget_case, reason, made_at) SELECT 'r', id, 'active', 'dispose', 5, 'filed', 1, 'Bogføringsloven', '' FROM document_types WHERE name = 'Faktura'").run();
    tx.statement("INSERT INTO cases (id, kind, type_id, title, status, closed_at, created_at, updated_at) VALUES ('gammel', 'student', 'student', 'Sofie Gammelgaard', 'closed', '2019-09-01T08:00:00Z', '2019-08-01T08:00:00Z', '2019-08-01T08:00:00Z')").run();
    tx.statement("INSERT INTO cases (id, kind, type_id, title, status, created_at, updated_at) VALUES ('anden', 'student', 'student', 'Mads Holmgaard', 'open', '2019-08-01T08:00:00Z', '2019-08-01T08:00:00Z')").run();
    for (let n = 0; n < 4; n++) tx.statement("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at) VALUES (?, ?, ?, (SELECT id FROM document_types WHERE name = 'Faktura'), 'internal', 'filed', ?)").run(crypto.randomUUID(), n < 3 ? 'gammel' : 'anden', `Rudekuvert ${n + 1}`, `2019-0${n + 1}-11T10:00:00Z`);
  });
  db.close();
}

type Said = { documents: { due: unknown[]; batches: { batch: number; destroyed: number; left: { why: string }[]; certificate: string }[]; cases: number } };
async function command(folder: string, ...words: string[]): Promise<Said> {
  const child = Bun.spawn([process.execPath, main, ...words, '--json', '--config', join(folder, 'elevarkiv.toml')], { stdout: 'pipe', stderr: 'pipe' });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  // The technical log goes the other way.
  expect([await child.exited, err]).toEqual([0, err]);
  return JSON.parse(out) as Said;
}

/** The time to take it back is over: the portal's clock cannot be moved, so the day is. Then the command of the timer runs. */
async function timePasses(folder: string) {
  const db = openDatabase(join(folder, 'box/elevarkiv.sqlite'));
  db.write((tx) => tx.statement("UPDATE disposal_batches SET grace_until = '2026-01-01T00:00:00.000Z' WHERE state = 'approved'").run());
  db.close();
  expect((await command(folder, 'retention', '--dry-run')).documents).toMatchObject({ due: [{ batch: 1, documents: 4 }], batches: [] });
  const said = await command(folder, 'retention');
  expect(await command(folder, 'verify')).toMatchObject({ audit: { faults: [] }, files: { faults: [] } });
  return said;
}

seat.story('proposed by one, approved by another, destroyed when its time has come, and the certificate is opened', async ({ portal, base, open, look, errors }) => {
  lay(portal.folder);
  const birgit = await open('birgit');
  await birgit.goto(`${base}/kassation`);
  await birgit.click('main table a[href^="/kassation/dokumenter"]');
  await birgit.click('form[action="/kassation/bunker"] button.button-primary');
  await birgit.waitForURL('**/kassation/bunker/*');
  const batch = birgit.url();
  expect(await birgit.locator('form[action$="/godkendelse"]').count()).toBe(0);

  // Another leader looks and approves.
  const db = openDatabase(join(portal.folder, 'box/elevarkiv.sqlite'));
  db.write((tx) => tx.statement("INSERT OR IGNORE INTO user_roles (user_id, role) SELECT id, 'leader' FROM users WHERE username = 'lise'").run());
  db.close();
  const lise = await open('lise');
  await lise.goto(batch);
  await lise.click('form[action$="/godkendelse"] button');
  await lise.waitForSelector('text=Intet er destrueret endnu');
  await look('destroying-approved', lise);
  await lise.goto(`${base}/kassation/bunker`);
  expect(await lise.textContent('main')).toContain('Destrueres');

  // One is held meanwhile.
  const other = await lise.locator('main table a.primary').first().getAttribute('href');
  await lise.goto(base + other);
  await lise.click('a.primary:has-text("Rudekuvert 4")');
  await lise.click('#opbevaring ~ details:last-of-type summary');
  await lise.fill('#spaer-hvorfor', 'Klagesag');
  await lise.click('form[action$="/spaerring"] button');
  await lise.waitForSelector('text=Spærret for kassation');

  const said = await timePasses(portal.folder);
  expect(said.documents).toMatchObject({ batches: [{ batch: 1, destroyed: 3, left: [{ why: 'held' }] }], cases: 1 });
  await lise.goto(batch);
  expect(await lise.textContent('main')).toContain('3 dokumenter er destrueret');
  expect(await lise.textContent('main')).toContain('Dokumentet eller sagen er spærret for kassation.');
  expect(await lise.textContent('main')).toContain(said.documents.batches[0]!.certificate);
  await look('destroying-ended', lise);
  const [download] = await Promise.all([lise.waitForEvent('download'), lise.click('text=Hent certifikatet (PDF)')]);
  expect(download.suggestedFilename()).toBe('destruktionscertifikat-bunke-1.pdf');
  const bytes = new Uint8Array(await Bun.file(await download.path()).arrayBuffer());
  expect(new TextDecoder().decode(bytes.slice(0, 5))).toBe('%PDF-');
  if (process.env['ELEVARKIV_SHOTS']) await Bun.write(join(process.env['ELEVARKIV_SHOTS'], 'certificate.pdf'), bytes);

  await lise.goto(`${base}/kassation/certifikater`);
  expect(await lise.locator('tbody tr').count()).toBe(1);
  await look('destroying-certificates', lise);
  await lise.goto(`${base}/arkiv?status=disposed`);
  expect(await lise.textContent('main')).toContain('Kasseret sag');
  expect(await lise.textContent('main')).not.toContain('Gammelgaard');
  await look('destroying-archive', lise);
  await lise.goto(`${base}/sager/gammel`);
  expect(await lise.textContent('main')).toContain('Sagen er kasseret. Der lå 3 dokumenter på den.');
  await look('destroying-case', lise);
  await lise.goto(`${base}/sager/gammel/historik`);
  expect(await lise.textContent('main')).not.toContain('Rudekuvert');
  await look('destroying-history', lise);

  await lise.setViewportSize({ width: 320, height: 900 });
  for (const address of [new URL(batch).pathname, '/kassation/certifikater', '/arkiv?status=disposed', '/sager/gammel']) {
    await lise.goto(base + address);
    expect([address, await lise.evaluate(() => document.documentElement.scrollWidth)]).toEqual([address, 320]);
  }
  expect(errors).toEqual([]);
});
