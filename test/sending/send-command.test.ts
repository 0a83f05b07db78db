import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { demoSchool } from '../../src/demo/school.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { writeCsv } from '../../src/sheets/index.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { pdfOf } from '../support/letter-pdf.ts';

let box: Box;
const students = demoSchool().students.filter(({ mailbox, protectedAddress }) => mailbox === 'REGISTERED' && !protectedAddress).slice(0, 5);
beforeAll(async () => {
  box = await makeBox();
  changeSettings(box.deps, null, { 'sending.undoMinutes': 0 });
  await Bun.write(join(box.folder, 'letters.pdf'), await pdfOf(students.slice(0, 4).flatMap((_, n) => [[`Elevnummer: E${100 + n}`, 'Indkaldelse'], ['side to']])));
  await Bun.write(join(box.folder, 'list.csv'), writeCsv([['CPR', 'Navn', 'Elevnr'], ...students.slice(0, 4).map(({ cpr, name }, n) => [cpr, name, `E${100 + n}`])]));
  await Bun.write(join(box.folder, 'short.csv'), writeCsv([['CPR', 'Navn', 'Elevnr'], ...students.slice(0, 3).map(({ cpr, name }, n) => [cpr, name, `E${100 + n}`]), ['12', 'X', 'E999']]));
}, 60_000);
afterAll(() => box.close(), 60_000);

async function send(list: string, ...words: string[]) {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), 'send', join(box.folder, 'letters.pdf'), '--title', 'Indkaldelse', '--type', 'Brev', '--list', join(box.folder, list), '--json', '--config', join(box.folder, 'elevarkiv.toml'), ...words], { stdout: 'pipe', stderr: 'pipe' });
  const [out, error] = [await new Response(child.stdout).text(), await new Response(child.stderr).text()];
  return { code: await child.exited, out, error, said: out ? (JSON.parse(out) as Record<string, never>) : null };
}
const rows = (table: string) => (box.deps.db.statement(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

test('a dry run on a stopped box reports and leaves nothing; a submission goes through the same rules, stopped or running, and is delivered once', async () => {
  const type = (box.deps.db.statement('SELECT name FROM document_types WHERE active = 1 LIMIT 1').get() as { name: string }).name;
  const before = [rows('dispatches'), rows('audit_entries'), rows('jobs'), rows('mailboxes'), readdirSync(join(box.folder, 'box')).sort().join()];
  const dry = await send('list.csv', '--dry-run', '--as', 'lise', '--type', type);
  expect([dry.code, dry.error]).toEqual([0, '']);
  expect(dry.said).toMatchObject({ dispatchId: null, submitted: false, list: { rows: 4, joined: 4, used: true, choice: { join: 'key' }, problems: [] }, report: { sendable: 4, blockers: [], heldBack: [] } });
  expect(dry.out).not.toContain(students[0]!.cpr);
  expect([rows('dispatches'), rows('audit_entries'), rows('jobs'), rows('mailboxes'), readdirSync(join(box.folder, 'box')).sort().join()]).toEqual(before);

  const refused = await send('short.csv', '--submit', '--as', 'lise', '--type', type);
  expect([refused.code, refused.said]).toMatchObject([1, { submitted: false, list: { joined: 3, problems: [{ reason: 'list.unknown_key' }, { row: 5 }, { row: 5 }] }, report: { blockers: [{ kind: 'doubtful', text: 'Brev 4 har en modtager, du skal bekræfte.' }] } }]);
  const reader = await send('list.csv', '--submit', '--as', 'ole', '--type', type);
  expect([reader.code, rows('dispatches')]).toEqual([2, 1]);
  expect((await send('list.csv', '--as', 'lise')).code).toBe(2);

  // And on a box that runs: its own queue is at the same work.
  const stopping = new AbortController();
  const jobs = runJobs(box.deps, stopping.signal);
  const real = await send('list.csv', '--submit', '--as', 'lise', '--type', type);
  expect([real.code, real.said]).toMatchObject([0, { submitted: true, report: { sendable: 4 } }]);
  const delivered = () => (box.deps.db.statement("SELECT count(*) AS n FROM letters WHERE dispatch_id = ? AND state = 'delivered'").get(real.said!['dispatchId']) as { n: number }).n;
  await until(() => delivered() === 4, 'delivery');
  stopping.abort();
  await jobs;
  expect((await box.counts()).totals['twice']).toBe(0);
}, 120_000);
