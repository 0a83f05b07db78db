import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { demoSchool } from '../../src/demo/school.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { checkAgain, checkClass, checkList, discardCheck, exportCheck, getCheck, listCheckProblems, listMembers, seeCheck, watchCheck, watchMailboxes } from '../../src/people/index.ts';
import { listNotices } from '../../src/notices/index.ts';
import { writeCsv } from '../../src/sheets/index.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { withoutIds } from '../support/without-ids.ts';

let box: Box;
let jobs: Promise<void>;
const stopping = new AbortController();
const school = demoSchool();
beforeAll(async () => {
  box = await makeBox();
  jobs = runJobs(box.deps, stopping.signal);
}, 60_000);
afterAll(async () => {
  stopping.abort();
  await jobs;
  await box.close();
}, 60_000);

const done = (id: string) => until(() => getCheck(box.deps.db, box.user('lise'), id).state === 'done', 'the check', 30);
const reasonOf = (work: () => unknown) => { try { work(); return 'done'; } catch (error) { return (error as { reason: string }).reason; } };
const command = async (...words: string[]) => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), ...words, '--config', join(box.folder, 'elevarkiv.toml')], { stdout: 'pipe', stderr: 'pipe' });
  return { out: await new Response(child.stdout).text(), error: await new Response(child.stderr).text(), code: await child.exited };
};

test('a class is checked over the wire, watched, and a change is told; who joined the class comes in', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const id = checkClass(deps, lise, '1.a');
  await done(id);
  const members = school.students.filter(({ className }) => className === '1.a');
  const first = getCheck(deps.db, lise, id);
  expect([first.total, first.registered, first.changes]).toEqual([members.length, members.filter(({ mailbox }) => mailbox === 'REGISTERED').length, 0]);
  const all = listMembers(deps.db, lise, id, { filter: 'all', query: '', page: 1 });
  expect(withoutIds(JSON.stringify(all))).not.toMatch(/\d{10}/);
  const hidden = members.find(({ protectedAddress }) => protectedAddress);
  if (hidden) expect(JSON.stringify(all)).not.toContain(hidden.name);

  watchCheck(deps, lise, id, true);
  // As if the last answer had been another: what the platform says now is a change.
  const one = members.find(({ mailbox, protectedAddress }) => mailbox === 'REGISTERED' && !protectedAddress)!;
  deps.db.write((tx) => {
    tx.statement("UPDATE mailbox_check_members SET status = 'exempt' WHERE check_id = ? AND number = ?").run(id, one.cpr);
    tx.statement("UPDATE mailbox_checks SET run_at = '2020-01-01T00:00:00.000Z' WHERE id = ?").run(id);
    tx.statement("UPDATE people SET class_name = '1.a' WHERE cpr = ?").run(school.students.find(({ className }) => className === '1.b')!.cpr);
  });
  expect(watchMailboxes(deps)).toBe(1);
  await done(id);
  const again = getCheck(deps.db, lise, id);
  expect([again.total, again.changes]).toEqual([members.length + 1, 1]);
  expect(listMembers(deps.db, lise, id, { filter: 'changed', query: '', page: 1 }).rows).toMatchObject([{ name: one.name, before: 'exempt', status: 'registered' }]);
  expect(listNotices(deps.db, lise, { view: 'open', page: 1 }).rows).toMatchObject([{ kind: 'mailbox_changed', subject: { kind: 'mailbox_check', id }, count: 1 }]);
  seeCheck(deps, lise, id);
  expect(getCheck(deps.db, lise, id).changes).toBe(0);
  expect(reasonOf(() => checkClass(deps, lise, '9.q'))).toBe('not_found');
}, 60_000);

test('a list: each number once, bad rows named, numbers in the file only when asked for', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const [a, b] = school.students.filter(({ mailbox, protectedAddress }) => mailbox === 'REGISTERED' && !protectedAddress);
  const gone = school.students.find(({ mailbox }) => mailbox === 'EXEMPT')!;
  const company = school.companies.find(({ mailbox }) => mailbox === 'REGISTERED')!;
  const id = await checkList(deps, lise, { filename: 'liste.csv', bytes: writeCsv([['nr', 'hvem'], [a!.cpr, 'A'], [b!.cpr, 'B'], [a!.cpr, 'A igen'], ['123', 'Kort'], [gone.cpr, 'C'], [company.cvr, 'Firma'], ['12345678', 'Forkert firma']]) });
  await done(id);
  expect(getCheck(deps.db, lise, id)).toMatchObject({ total: 4, registered: 3, counts: { registered: 3, exempt: 1 }, problems: 3 });
  expect(listCheckProblems(deps.db, lise, id, 1).rows.map(({ row, reason }) => [row, reason])).toEqual([[4, 'people.row_number_doubled'], [5, 'people.row_bad_number'], [8, 'people.row_bad_cvr']]);
  expect(listMembers(deps.db, lise, id, { filter: 'exempt', query: '', page: 1 }).rows.map(({ row }) => row)).toEqual([6]);
  expect(JSON.stringify(exportCheck(deps, lise, id, { numbers: false }))).not.toContain(a!.cpr.slice(6));
  expect(exportCheck(deps, lise, id, { numbers: true }).map(({ number }) => number)).toContain(`${a!.cpr.slice(0, 6)}-${a!.cpr.slice(6)}`);
  expect(await checkList(deps, lise, { filename: 'x', bytes: new TextEncoder().encode('navn;by\nIda;Aarhus\n') }).then(() => 'done', (error: { reason: string }) => error.reason)).toBe('mailbox.no_numbers');
  checkAgain(deps, lise, id);
  await done(id);
  discardCheck(deps, lise, id);
  expect(reasonOf(() => getCheck(deps.db, lise, id))).toBe('not_found');
  const officer = { ...lise, roles: ['case_officer' as const] };
  expect(reasonOf(() => checkClass(deps, officer, '1.a'))).toBe('not_found');
}, 60_000);

test('the commands: mailbox check and people import with a dry run that leaves nothing', async () => {
  const file = join(box.folder, 'list.csv');
  const [a, b] = school.students;
  await Bun.write(file, writeCsv([['elev_cpr', 'elev_navn', 'klasse'], [a!.cpr, a!.name, '3.z'], [b!.cpr, b!.name, b!.className], ['610109-4777', 'Ny Elev', '1.a'], ['12', 'X', '']]));
  const checked = await command('mailbox', 'check', file, '--json');
  expect([checked.code, JSON.parse(checked.out).column, JSON.parse(checked.out).rows.length]).toEqual([1, 'elev_cpr', 3]);
  expect(checked.out).not.toContain(a!.cpr);
  const { deps } = box;
  const before = deps.db.statement('SELECT count(*) AS n FROM audit_entries').get();
  const dry = await command('people', 'import', file, '--dry-run', '--json');
  expect(JSON.parse(dry.out)).toMatchObject({ applied: false, rows: 4, people: { new: 1, changed: 1, left: 0 }, problems: [{ row: 4, level: 'note' }, { row: 5, level: 'error', text: expect.stringContaining('Række 5') }] });
  expect(dry.code).toBe(1);
  expect(deps.db.statement('SELECT count(*) AS n FROM audit_entries').get()).toEqual(before);
  const real = await command('people', 'import', file, '--as', 'lise', '--json');
  expect(JSON.parse(real.out)).toMatchObject({ applied: true, kept: 0, people: { new: 1, changed: 1 } });
  expect(deps.db.statement('SELECT class_name FROM people WHERE cpr = ?').get(a!.cpr)).toEqual({ class_name: '3.z' });
  expect((await command('people', 'import', file, '--map', 'findes ikke', '--json')).error).toContain('findes ikke');
  expect((await command('people', 'import', file, '--as', 'ingen')).code).toBe(2);
}, 60_000);
