import { afterEach, beforeEach, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, type User } from '../../src/access/index.ts';
import { caseFor } from '../../src/archive/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import {
  applyPeopleImport, chooseColumns, discardPeopleImport, hasProtectedAddress, markOf, markPerson, purgePeopleImports, readPeopleImport, readRegister, runPeopleImport, schoolRegister, takePeopleFile, undoPeopleImport, type PeopleMapping,
} from '../../src/people/index.ts';
import { writeCsv } from '../../src/sheets/index.ts';
import { uniloginExport } from '../support/unilogin.ts';

let folder: string;
let deps: Deps;
let lise: User;
const clock = manualClock('2026-11-24T10:00:00Z');
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'elevarkiv-people-'));
  deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
  lise = await addUser(deps, null, { username: 'lise', name: 'Lise', password: 'long enough', roles: ['secretary'] });
});
afterEach(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const neutral = 'elev_cpr;elev_navn;klasse;udtrædelsesdato;kontakt_cpr;kontakt_navn;relation;foraeldremyndighed ja/nej;modtag_kopi ja/nej';
const reasonOf = (work: () => unknown) => { try { work(); return 'done'; } catch (error) { return (error as { reason: string }).reason; } };

/** Takes a file in and reads it by the columns its headings name. */
async function preview(content: string | Uint8Array, also: Partial<PeopleMapping> = {}): Promise<string> {
  const id = await takePeopleFile(deps, lise, { filename: 'elever.csv', bytes: typeof content === 'string' ? bytes(content) : content });
  await readPeopleImport(deps, id);
  if (stateOf(id) !== 'needs_columns') return id;
  const guess = JSON.parse(one<{ mapping: string }>('SELECT mapping FROM people_imports WHERE id = ?', id).mapping) as PeopleMapping;
  chooseColumns(deps, lise, id, { ...guess, ...also }, '');
  await readPeopleImport(deps, id);
  return id;
}
async function applied(content: string | Uint8Array, also: Partial<PeopleMapping> = {}): Promise<string> {
  const id = await preview(content, also);
  applyPeopleImport(deps, lise, id);
  await runPeopleImport(deps, id);
  return id;
}
const one = <T>(sql: string, ...values: unknown[]) => deps.db.statement(sql).get(...values) as T;
const stateOf = (id: string) => one<{ state: string }>('SELECT state FROM people_imports WHERE id = ?', id).state;
const changesOf = (id: string) => deps.db.statement('SELECT row, subject, act, state FROM people_import_changes WHERE import_id = ? ORDER BY n').all(id) as { row: number | null; subject: string; act: string; state: string }[];
const problemsOf = (id: string) => (deps.db.statement('SELECT row, level, reason FROM people_import_problems WHERE import_id = ? ORDER BY n').all(id) as { row: number; level: string; reason: string }[]).map(({ row, level, reason }) => `${row} ${level} ${reason}`);
const personOf = (cpr: string) => readRegister(deps.db).people.find((person) => person.cpr === cpr);

test('students and contacts come in by the neutral format, change with before and after, leave, and an import is taken back', async () => {
  const first = await applied(`${neutral}
010109-4001;Ida Holm;1.a;;020280-1234;Anne Holm;Mor;ja;ja
010109-4001;Ida Holm;1.a;;030381-1235;Bo Holm;Far;nej;
40409-4003;Forkert;1.a;;;;;;
050509-5005;Omar Said;1.b;30-06-2029;;;;;
`);
  expect(problemsOf(first)).toEqual(['4 error people.row_bad_number']);
  expect(changesOf(first).map(({ row, subject, act, state }) => [row, subject, act, state])).toEqual([
    [2, 'person', 'new', 'done'], [2, 'person', 'new', 'done'], [3, 'person', 'new', 'done'], [5, 'person', 'new', 'done'], [2, 'tie', 'new', 'done'], [3, 'tie', 'new', 'done'],
  ]);
  expect(personOf('0505095005')).toMatchObject({ name: 'Omar Said', className: '1.b', leftOn: '2029-06-30', kind: 'student' });
  expect(readRegister(deps.db).ties.map(({ relation, custody, receivesCopy }) => [relation, custody, receivesCopy]).sort()).toEqual([['father', false, false], ['mother', true, true]]);
  const before = readRegister(deps.db);

  const second = await preview(`${neutral}
010109-4001;Ida Lund;2.a;;020280-1234;Anne Holm;Mor;nej;
060609-5006;Ny Elev;1.c;;;;;;
`, { complete: true });
  expect(changesOf(second).map(({ row, subject, act }) => [row, subject, act])).toEqual([
    [2, 'person', 'changed'], [3, 'person', 'new'], [2, 'tie', 'changed'], [null, 'tie', 'gone'],
    // Omar's day of leaving lies ahead: he was still here.
    [null, 'person', 'left'],
  ]);
  expect(readRegister(deps.db)).toEqual(before);
  applyPeopleImport(deps, lise, second);
  await runPeopleImport(deps, second);
  expect(personOf('0101094001')).toMatchObject({ name: 'Ida Lund', className: '2.a' });
  expect(readRegister(deps.db).ties.map(({ relation, custody, receivesCopy }) => [relation, custody, receivesCopy])).toEqual([['mother', false, false]]);
  expect(schoolRegister(deps.db).person('0101094001')).toEqual({ name: 'Ida Lund', className: '2.a' });

  undoPeopleImport(deps, lise, second);
  await runPeopleImport(deps, second);
  expect(stateOf(second)).toBe('undone');
  expect(readRegister(deps.db).people).toEqual(before.people);
  expect(readRegister(deps.db).ties).toEqual(before.ties);
  expect(reasonOf(() => undoPeopleImport(deps, lise, second))).toBe('people.import_moved_on');
});

test('whoever is not in the whole list has left; if many would, a person says that it is so', async () => {
  const school = (many: number) => `elev_cpr;elev_navn\n${Array.from({ length: many }, (_, n) => `${String(1 + (n % 28)).padStart(2, '0')}0109-${4000 + n};Elev ${n}`).join('\n')}\n`;
  await applied(school(40), { complete: true });
  const half = await preview(school(20), { complete: true });
  expect(reasonOf(() => applyPeopleImport(deps, lise, half))).toBe('people.confirm_leaving');
  applyPeopleImport(deps, lise, half, { leaving: 20 });
  await runPeopleImport(deps, half);
  expect(readRegister(deps.db).people.filter(({ leftOn }) => leftOn === '2026-11-24').length).toBe(20);
  const back = await preview(school(21), { complete: true });
  expect(changesOf(back)).toMatchObject([{ subject: 'person', act: 'changed' }]);
});

test('rows that cannot be used are named and left out: wrong, doubled and differing ones, formulas, masked numbers', async () => {
  const id = await preview(`elev_cpr;elev_navn;klasse
;Ingen;1.a
010109-xxxx;Skjult;1.a
1,01E+09;Kort;1.a
=A1;Formel;1.a
010109-4001;Ida;1.a
010109-4001;Ida;1.a
010109-4001;Ida;1.b
610109-4002;Erstatning;1.a
101094003;Uden nul;1.a
`);
  expect(problemsOf(id)).toEqual([
    '2 error people.row_no_number', '3 error people.row_bad_number', '4 error people.row_scientific', '5 note sheet.formula', '5 error people.row_no_number',
    '7 note people.row_doubled', '8 error people.row_differs_className', '8 note people.row_doubled', '9 note people.row_replacement',
  ]);
  expect(changesOf(id).length).toBe(3);
});

test('a number that was replaced keeps leading to the person, their case and their name', async () => {
  await applied('elev_cpr;elev_navn;klasse\n610109-4002;Amina Said;1.a\n');
  const at = clock.now();
  const before = deps.db.write((tx) => caseFor(tx, deps, { recipient: { kind: 'cpr', number: '6101094002' }, name: 'Amina Said', at, actorId: null }));
  const { id } = personOf('6101094002')!;
  const change = await applied('elev_cpr;elev_navn;klasse;gammelt_cpr\n010109-4555;Amina Said;1.a;610109-4002\n');
  expect(personOf('0101094555')!.id).toBe(id);
  expect(schoolRegister(deps.db).person('6101094002')).toMatchObject({ name: 'Amina Said' });
  expect(deps.db.write((tx) => caseFor(tx, deps, { recipient: { kind: 'cpr', number: '0101094555' }, name: null, at, actorId: null }))).toBe(before);
  // A file that still has the old number means the same person.
  expect(changesOf(await preview('elev_cpr;elev_navn;klasse\n610109-4002;Amina Said;2.a\n')).map(({ subject, act }) => [subject, act])).toEqual([['person', 'changed']]);
  undoPeopleImport(deps, lise, change);
  await runPeopleImport(deps, change);
  expect(personOf('6101094002')!.id).toBe(id);
  expect(readRegister(deps.db).former).toEqual([]);
});

test('what somebody changed after an import stays when it is taken back, and is marked', async () => {
  const id = await applied('elev_cpr;elev_navn;klasse\n010109-4001;Ida;1.a\n020209-4002;Bo;1.a\n');
  deps.db.write((tx) => tx.statement("UPDATE people SET class_name = '3.x' WHERE cpr = '0101094001'").run());
  undoPeopleImport(deps, lise, id);
  await runPeopleImport(deps, id);
  expect(changesOf(id).map(({ state }) => state)).toEqual(['kept', 'undone']);
  expect(personOf('0101094001')).toBeDefined();
  expect(personOf('0202094002')).toBeUndefined();
});

test('a preview made before another import is made again; a crash in the middle goes on; discarding and time destroy what was read', async () => {
  const old = await preview('elev_cpr;elev_navn;klasse\n010109-4001;Ida;1.a\n');
  clock.advance(1000);
  await applied('elev_cpr;elev_navn;klasse\n010109-4001;Ida;1.b\n');
  clock.advance(1000);
  expect(reasonOf(() => applyPeopleImport(deps, lise, old))).toBe('people.preview_old');
  await readPeopleImport(deps, old);
  expect(changesOf(old)).toMatchObject([{ act: 'changed' }]);
  clock.advance(1000);
  applyPeopleImport(deps, lise, old);
  await Promise.all([runPeopleImport(deps, old), runPeopleImport(deps, old)]).catch(() => {});
  expect(personOf('0101094001')!.className).toBe('1.a');
  const other = await preview('elev_cpr;elev_navn\n020209-4002;Bo\n');
  const { blob_id } = one<{ blob_id: string }>('SELECT blob_id FROM people_imports WHERE id = ?', other);
  discardPeopleImport(deps, lise, other);
  expect(await deps.files.read(blob_id).then(() => 'there', (error: { reason: string }) => error.reason)).toBe('file_gone');
  clock.advance(31 * 86_400_000);
  expect(purgePeopleImports(deps)).toBeGreaterThan(0);
  expect(reasonOf(() => undoPeopleImport(deps, lise, old))).toBe('people.too_old_to_undo');
  expect(one<{ n: number }>('SELECT count(*) AS n FROM people_import_changes WHERE before IS NOT NULL OR after IS NOT NULL').n).toBe(0);
});

test('the export of Unilogin: students, contacts with custody, staff, classes by name, protected people; entities and other files are refused', async () => {
  const students = [{ cpr: '0101094001', first: 'Ida', last: 'Holm', protected: true, number: 'S-17', contacts: [{ cpr: '0202801234', first: 'Anne', last: 'Mor', relation: 'Mor', custody: true }, { cpr: '0303811235', first: 'Anne', last: 'Andet', relation: 'Andet', custody: false }] }];
  const id = await applied(uniloginExport({ className: '1.å', students, staff: [{ cpr: '0404750004', first: 'Per', last: 'Lærer', initials: 'PL' }] }));
  expect(personOf('0101094001')).toMatchObject({ name: 'Ida Holm', className: '1.å', studentNumber: 'S-17', protected: true, kind: 'student', address: 'Gade 1, 8000 Aarhus C' });
  expect(personOf('0404750004')).toMatchObject({ kind: 'staff', className: null });
  expect(hasProtectedAddress(deps.db, '0101094001')).toBe(true);
  expect(readRegister(deps.db).ties.map(({ relation, custody }) => [relation, custody]).sort()).toEqual([['mother', true], ['other', false]]);
  expect(problemsOf(id)).toEqual([]);
  for (const [file, reason] of [
    [bytes('<!DOCTYPE x [<!ENTITY a "b">]><UNILoginExportFull xmlns="https://x/wsieksport/7/full"/>'), 'sheet.xml_with_dtd'],
    [bytes('<UNILoginExport xmlns="https://x/wsieksport/5/full"></UNILoginExport>'), 'people.not_unilogin'],
    [uniloginExport({ className: '1.a', students: [], body: '<InstitutionPerson><Person><FirstName>A</FirstName></Person><Student/></InstitutionPerson>' }), 'people.no_numbers_in_export'],
  ] as const) {
    const refused = await preview(file);
    expect([stateOf(refused), JSON.parse(one<{ problem: string }>('SELECT problem FROM people_imports WHERE id = ?', refused).problem).key]).toEqual(['unreadable', reason]);
  }
});

test('somebody without the right sees no register', async () => {
  const reader = await addUser(deps, null, { username: 'rikke', name: 'R', password: 'long enough', roles: ['case_officer'] });
  expect(await takePeopleFile(deps, reader, { filename: 'x', bytes: bytes('a') }).then(() => 'done', (error: { reason: string }) => error.reason)).toBe('not_found');
  const id = await preview('elev_cpr;elev_navn\n020209-4002;Bo\n');
  expect(reasonOf(() => applyPeopleImport(deps, reader, id))).toBe('not_found');
});

test('who has died or left the country is marked by a file, by its words or the CPR status; an empty cell says nothing, and the mark is taken back with the import', async () => {
  const heads = 'elev_cpr;elev_navn;CPR-status;statusdato;kontakt_cpr;kontakt_navn;kontakt cpr-status';
  const first = await applied(`${heads}
010109-4001;Ida;90;12-05-2026;020280-1234;Anne;død
020209-4002;Bo;Udrejst;;;;
030309-4003;Eva;aktiv;;;;
040409-4004;Ali;forsvundet;;;;
050509-5005;Omar;80;31-12-2026;;;
`);
  const marks = () => Object.fromEntries(readRegister(deps.db).people.map(({ name, mark, markOn }) => [name, [mark, markOn]]));
  expect(marks()).toEqual({ Ida: ['dead', '2026-05-12'], Anne: ['dead', null], Bo: ['abroad', null], Eva: [null, null], Ali: [null, null], Omar: ['abroad', null] });
  expect(problemsOf(first)).toEqual(['5 note people.row_unknown_mark', '6 note people.row_bad_mark_day']);
  const second = await applied(`${heads}
010109-4001;Ida;;;;;
020209-4002;Bo;01;;;;
030309-4003;Eva;80;01-06-2026;;;
`);
  expect(marks()).toMatchObject({ Ida: ['dead', '2026-05-12'], Bo: [null, null], Eva: ['abroad', '2026-06-01'] });
  undoPeopleImport(deps, lise, second);
  await runPeopleImport(deps, second);
  expect(marks()).toMatchObject({ Ida: ['dead', '2026-05-12'], Bo: ['abroad', null], Eva: [null, null] });
});

test('a person marks by hand, logged with what was before; what was imported before there were marks can still be taken back', async () => {
  const id = await applied('elev_cpr;elev_navn\n010109-4001;Ida\n');
  const ida = personOf('0101094001')!.id;
  const events = () => deps.db.statement("SELECT event FROM audit_entries WHERE subject_id = ? AND event LIKE 'person.mark%' ORDER BY seq").all(ida).map((row) => (row as { event: string }).event);
  for (const [on, reason] of [['31-02-2026', 'people.mark_bad_day'], ['25-11-2099', 'people.mark_day_ahead']] as const) expect(reasonOf(() => markPerson(deps, lise, ida, { mark: 'dead', on }))).toBe(reason);
  const reader = await addUser(deps, null, { username: 'rikke', name: 'R', password: 'long enough', roles: ['case_officer'] });
  expect(reasonOf(() => markPerson(deps, reader, ida, { mark: 'dead', on: '' }))).toBe('not_found');
  expect(events()).toEqual([]);
  markPerson(deps, lise, ida, { mark: 'dead', on: '24-11-2026' });
  markPerson(deps, lise, ida, { mark: 'dead', on: '24-11-2026' });
  expect([markOf(deps.db, '0101094001'), events()]).toEqual([{ mark: 'dead', on: '2026-11-24' }, ['person.marked_dead']]);
  markPerson(deps, lise, ida, { mark: null, on: '' });
  expect([markOf(deps.db, '0101094001'), events()]).toEqual([null, ['person.marked_dead', 'person.mark_removed']]);
  // As kept before: no word of marks in it.
  deps.db.write((tx) => tx.statement("UPDATE people_import_changes SET after = json_remove(after, '$.mark', '$.markOn') WHERE import_id = ? AND subject = 'person'").run(id));
  undoPeopleImport(deps, lise, id);
  await runPeopleImport(deps, id);
  expect(personOf('0101094001')).toBeUndefined();
});

const cprs = fc.constantFrom('0101094001', '0202094002', '0303094003', '6104094004', '0505805005', '0606816006');
const row = fc.record({ cpr: cprs, name: fc.constantFrom('Ida', 'Bo', 'Åse', ''), klasse: fc.constantFrom('1.a', '2.b', ''), contact: fc.option(cprs), contactName: fc.constantFrom('Mor A', ''), custody: fc.constantFrom('ja', 'nej', ''), old: fc.option(cprs, { freq: 5 }), status: fc.constantFrom('', '90', 'Udrejst', '01', 'aktiv'), day: fc.constantFrom('', '01-02-2026', '31-02-2026'), contactStatus: fc.constantFrom('', 'død', '80') });

test('whatever two files say, taking the second back leaves the register as it was, and reading it twice changes nothing', async () => {
  const file = (rows: (typeof row extends fc.Arbitrary<infer T> ? T : never)[]) => writeCsv([['elev_cpr', 'elev_navn', 'klasse', 'kontakt_cpr', 'kontakt_navn', 'foraeldremyndighed', 'gammelt_cpr', 'CPR-status', 'statusdato', 'kontakt cpr-status'], ...rows.map((each) => [each.cpr, each.name, each.klasse, each.contact ?? '', each.contactName, each.custody, each.old ?? '', each.status, each.day, each.contactStatus])]);
  await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.array(row, { minLength: 1, maxLength: 8 }), fc.boolean(), async (first, second, complete) => {
    deps.db.write((tx) => ['guardianships', 'former_numbers', 'people'].forEach((table) => tx.statement(`DELETE FROM ${table}`).run()));
    clock.advance(1000);
    await applied(file(first));
    clock.advance(1000);
    const before = readRegister(deps.db);
    const id = await preview(file(second), { complete });
    expect(readRegister(deps.db)).toEqual(before);
    applyPeopleImport(deps, lise, id);
    await runPeopleImport(deps, id);
    clock.advance(1000);
    expect(changesOf(id).filter(({ state }) => state !== 'done')).toEqual([]);
    undoPeopleImport(deps, lise, id);
    await runPeopleImport(deps, id);
    const sorted = (register: ReturnType<typeof readRegister>) => ({ people: register.people.sort((a, b) => (a.id < b.id ? -1 : 1)), ties: register.ties.map((tie) => JSON.stringify(tie)).sort(), former: register.former });
    expect(sorted(readRegister(deps.db))).toEqual(sorted(before));
  }), { numRuns: 40 });
}, 60_000);
