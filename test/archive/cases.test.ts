import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, addUser, findUser, giveCaseAccess, maySeeCase, type Actor, type Role } from '../../src/access/index.ts';
import * as archive from '../../src/archive/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { importPeople } from '../../src/people/index.ts';
import { openDeps } from '../../src/deps.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-cases-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
const { db } = deps;
let lise: Actor;
let ole: Actor;
let admin: Actor;
let node: string;
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});
const user = async (username: string, role: Role) => actorOf(deps, findUser(db, (await addUser(deps, null, { username, name: username, password: 'long enough', roles: [role] })).id)!);
const student = (cpr: string) => db.write((tx) => archive.caseFor(tx, deps, { recipient: { kind: 'cpr', number: cpr }, name: `Elev ${cpr.slice(0, 2)}`, at: clock.now(), actorId: null }));
const document = (caseId: string, title: string) => db.write((tx) => {
  const id = deps.ids.uuid();
  tx.statement("INSERT INTO documents (id, case_id, title, direction, status, created_at) VALUES (?, ?, ?, 'internal', 'filed', ?)").run(id, caseId, title, clock.now().toISOString());
  return id;
});
const free = (title: string, wish: Partial<archive.NewCase> = {}, actor = lise) => archive.makeCase(deps, actor, { typeId: 'free', title, filingNodeId: node, confidential: false, ...wish });
const events = (id: string) => (db.statement('SELECT event FROM audit_entries WHERE subject_id = ? ORDER BY seq').all(id) as { event: string }[]).map(({ event }) => event);

beforeAll(async () => {
  [lise, ole, admin] = [await user('lise', 'secretary'), await user('ole', 'case_officer'), await user('rune', 'administrator')];
  node = archive.addFilingPlanNode(deps, admin, { code: '02', title: 'Elever', description: '', parentId: null });
});

test('a free case has a number of its year, an officer and a place in the plan; what is missing is said', () => {
  const first = free('Studietur til Rom');
  const second = free('Ny hal', {}, ole);
  const numbers = [first, second].map((id) => archive.findCase(db, lise, id).number!);
  expect(numbers[0]).toMatch(/^2026-\d{6}$/);
  expect(Number(numbers[1]!.slice(5))).toBe(Number(numbers[0]!.slice(5)) + 1);
  expect(archive.getCase(db, ole, second).officer).toBe('ole');
  expect(maySeeCase(db, ole, first)).toBe(false);
  for (const [wish, reason] of [[{ title: ' ' }, 'case.no_title'], [{ title: 'Sag om 010107-1234' }, 'case.title_has_number'], [{ title: 'x'.repeat(201) }, 'case.title_too_long'],
    [{ typeId: 'student' }, 'case.unknown_type'], [{ filingNodeId: null }, 'case.no_node'], [{ filingNodeId: 'nowhere' }, 'case.unknown_node']] as const) {
    expect(() => free('t', wish)).toThrow(reason);
  }
  expect(() => free('t', {}, admin)).toThrow('forbidden');
});

test('two cases become one and nothing is lost, whatever they hold', () => {
  let serial = 0;
  fc.assert(fc.property(fc.record({ from: fc.integer({ min: 0, max: 4 }), into: fc.integer({ min: 0, max: 4 }), notes: fc.integer({ min: 0, max: 3 }), secret: fc.boolean(), keywords: fc.subarray(['a', 'b', 'c']), more: fc.subarray(['a', 'b', 'c']) }), (world) => {
    serial += 1;
    const cpr = (n: number) => `${String(1 + (n % 28)).padStart(2, '0')}02${String(10 + Math.floor(n / 28)).padStart(2, '0')}4${String(n).padStart(3, '0')}`;
    const [from, into] = [student(cpr(2 * serial)), student(cpr(2 * serial + 1))];
    const documents = [...Array.from({ length: world.from }, (_, n) => document(from, `f${n}`)), ...Array.from({ length: world.into }, (_, n) => document(into, `i${n}`))];
    for (let n = 0; n < world.notes; n++) archive.addNote(deps, lise, { kind: 'case', id: from }, `note ${n}`);
    archive.addParty(deps, lise, from, { name: 'Bo', role: 'Mentor', number: '' });
    archive.setValues(deps, lise, { kind: 'case', id: from }, { values: {}, keywords: world.keywords });
    archive.setValues(deps, lise, { kind: 'case', id: into }, { values: {}, keywords: world.more });
    giveCaseAccess(deps, lise, { caseId: from, userId: ole.id, kind: 'officer' });
    if (world.secret) archive.setConfidential(deps, lise, from, true);
    const numbers = archive.getCase(db, lise, from).identifiers.length + archive.getCase(db, lise, into).identifiers.length;
    archive.mergeCases(deps, lise, from, into);
    expect(archive.listDocuments(db, lise, into).map(({ id }) => id).sort()).toEqual(documents.sort());
    expect(archive.getCase(db, lise, into).identifiers).toHaveLength(numbers);
    expect(archive.listNotes(db, lise, { kind: 'case', id: into })).toHaveLength(world.notes);
    expect(archive.listParties(db, lise, into).map(({ name }) => name)).toEqual(['Bo']);
    expect(archive.readKeywords(db, { kind: 'case', id: into })).toEqual([...new Set([...world.keywords, ...world.more])].sort());
    expect(maySeeCase(db, ole, into)).toBe(true);
    expect(archive.findCase(db, lise, into).confidential).toBe(world.secret ? 1 : 0);
    expect(archive.findCase(db, lise, from).merged_into).toBe(into);
    expect(archive.listCases(db, lise, {}, 1).rows.some(({ id }) => id === from)).toBe(false);
    expect(() => archive.changeCase(deps, lise, from, { title: 'x', filingNodeId: null })).toThrow('case.merged');
    // The number of the old case leads to the one that goes on.
    expect(student(cpr(2 * serial))).toBe(into);
  }), { numRuns: 25 });
  const [a, b] = [student('2802994001'), free('Noget andet')];
  expect(() => archive.mergeCases(deps, lise, a, a)).toThrow('case.merge_itself');
  expect(() => archive.mergeCases(deps, lise, a, b)).toThrow('case.merge_kinds');
  expect(() => archive.mergeCases(deps, ole, b, b)).toThrow('not_found');
});

test('a changed number leads to the same case; one that is another case\'s asks for the two to be put together', () => {
  const [own, other] = [student('0103104001'), student('0103104003')];
  archive.addIdentifier(deps, lise, own, '020310-4001', { current: true });
  expect(archive.getCase(db, lise, own).identifiers.map(({ masked }) => masked)).toEqual(['020310-xxxx', '010310-xxxx']);
  expect(student('0203104001')).toBe(own);
  expect(() => archive.addIdentifier(deps, lise, own, '0103104003', { current: false })).toThrow('case.number_elsewhere');
  expect(() => archive.addIdentifier(deps, lise, own, '0103104001', { current: false })).toThrow('case.number_there');
  expect(() => archive.addIdentifier(deps, lise, other, '123', { current: false })).toThrow('case.bad_number');
});

test('the case of a number is made by hand where no letter has made it, and opened where it is there', async () => {
  const open = (number: string, name = '', actor = lise) => archive.openCaseByNumber(deps, actor, { number, name });
  expect(() => open('050510-4001')).toThrow('case.no_name');
  expect(() => open('050510-4001', 'Elev 0505104001')).toThrow('case.title_has_number');
  expect(() => open('hverken eller', 'Bo')).toThrow('case.bad_number');
  const bo = open('050510-4001', ' Bo  Bang ');
  const found = archive.getCase(db, lise, bo.id);
  expect([bo.made, found.title, found.kind, found.identifiers.map(({ masked }) => masked)]).toEqual([true, 'Bo Bang', 'student', ['050510-xxxx']]);
  expect(events(bo.id)).toEqual(['case.made']);
  expect(open('0505104001', 'En anden')).toEqual({ id: bo.id, made: false });
  expect(archive.getCase(db, lise, bo.id).title).toBe('Bo Bang');
  expect(student('0505104001')).toBe(bo.id);
  expect(archive.getCase(db, lise, open('25313763', 'Kantinen ApS').id).kind).toBe('company');
  // A number from the register needs no name; the one before it leads to the same case.
  importPeople(deps, null, { people: [{ cpr: '0605104003', name: 'Ea Egholm', kind: 'student', className: '1.a' }], guardianships: [], companies: [] });
  const ea = open('060510-4003', 'Skrevet forkert');
  expect(archive.getCase(db, lise, ea.id).title).toBe('Ea Egholm');
  db.write((tx) => tx.statement("INSERT INTO former_numbers (cpr, person_id, noted_at) SELECT '0605104005', id, ? FROM people WHERE cpr = '0605104003'").run(clock.now().toISOString()));
  expect(open('060510-4005')).toEqual({ id: ea.id, made: false });
  const { id: person } = db.statement("SELECT id FROM people WHERE cpr = '0605104003'").get() as { id: string };
  expect(archive.openCaseByNumber(deps, lise, { personId: person })).toEqual({ id: ea.id, made: false });
  expect(() => archive.openCaseByNumber(deps, lise, { personId: 'nobody' })).toThrow('not_found');
  // Whoever may not see the case is told so, and nothing is changed; whoever sees a part of the archive is not told which numbers have one.
  archive.setConfidential(deps, lise, bo.id, true);
  const mia = await user('mia', 'secretary');
  const before = archive.findCase(db, lise, bo.id).updated_at;
  clock.advance(60_000);
  expect(() => open('0505104001', '', mia)).toThrow('case.number_hidden');
  expect(archive.findCase(db, lise, bo.id).updated_at).toBe(before);
  expect(() => open('0505104001', '', ole)).toThrow('forbidden');
});

test('who only reads a case changes nothing in it, and may note on it', () => {
  const id = free('Byggesag');
  giveCaseAccess(deps, lise, { caseId: id, userId: ole.id, kind: 'given' });
  expect(() => archive.changeCase(deps, ole, id, { title: 'Andet', filingNodeId: node })).toThrow('case.read_only');
  expect(() => archive.setCaseStatus(deps, ole, id, 'closed')).toThrow('case.read_only');
  expect(() => archive.setConfidential(deps, ole, id, true)).toThrow('forbidden');
  archive.addNote(deps, ole, { kind: 'case', id }, ' Ring til kommunen ');
  const [note] = archive.listNotes(db, lise, { kind: 'case', id });
  expect([note!.text, note!.own, note!.author]).toEqual(['Ring til kommunen', false, 'ole']);
  expect(() => archive.editNote(deps, lise, note!.id, 'x')).toThrow('note.not_yours');
  expect(() => archive.addNote(deps, ole, { kind: 'case', id }, '  ')).toThrow('note.empty');
  archive.removeNote(deps, ole, note!.id);
  expect(archive.listNotes(db, lise, { kind: 'case', id })).toEqual([]);
  archive.removeNote(deps, ole, note!.id, { back: true });
  expect(archive.listNotes(db, lise, { kind: 'case', id })).toHaveLength(1);
  archive.setCaseStatus(deps, lise, id, 'closed');
  expect(() => archive.setCaseStatus(deps, lise, id, 'closed')).toThrow('case.same_status');
  expect(events(id)).toEqual(['case.made', 'case.access_given', 'note.added', 'note.removed', 'note.restored', 'case.status_set']);
});

test('a confidential case is seen by those named on it, and by whoever made it so', () => {
  const id = free('Personsag', {}, ole);
  archive.setConfidential(deps, lise, id, true);
  expect([maySeeCase(db, lise, id), maySeeCase(db, ole, id), maySeeCase(db, { ...lise, id: 'other' }, id)]).toEqual([true, true, false]);
  archive.setConfidential(deps, lise, id, false);
  expect(maySeeCase(db, { ...lise, id: 'other' }, id)).toBe(true);
});

test('fields hold what they are for, and a whole form or nothing is taken', () => {
  const owner = { kind: 'case_type' as const, id: 'free' };
  const make = (name: string, kind: string, required = false, choices: string[] = []) => archive.addField(deps, admin, owner, { name, kind, choices, required });
  const [text, number, date, choice, words] = [make('Emne', 'text', true), make('Beløb', 'number'), make('Frist', 'date'), make('Udfald', 'choice', false, ['Ja', 'Nej', 'Ja']), make('Ord', 'keywords')];
  expect(() => make('emne', 'text')).toThrow('field.exists');
  expect(() => make('Valg', 'choice', false, ['Ene'])).toThrow('field.no_choices');
  expect(() => archive.addField(deps, lise, owner, { name: 'X', kind: 'text', choices: [], required: false })).toThrow('forbidden');
  const subject = { kind: 'case' as const, id: free('Med felter') };
  archive.setValues(deps, lise, subject, { values: { [text]: 'Rejse', [number]: '1234,50', [date]: '2026-12-24', [choice]: 'Ja', [words]: 'rom, tog,rom ,' }, keywords: ['studietur', ' studietur '] });
  const read = () => Object.fromEntries(archive.readValues(db, lise, subject).map(({ name, value }) => [name, value]));
  expect(read()).toEqual({ Emne: 'Rejse', Beløb: '1234.50', Frist: '2026-12-24', Udfald: 'Ja', Ord: 'rom, tog' });
  for (const [values, reason] of [[{ [text]: '' }, 'field.missing'], [{ [number]: 'mange' }, 'field.not_a_number'], [{ [date]: '2026-02-30x' }, 'field.not_a_day'], [{ [choice]: 'Måske' }, 'field.not_a_choice'], [{ unknown: 'x' }, 'field.unknown']] as const) {
    expect(() => archive.setValues(deps, lise, subject, { values: { [words]: 'nyt', ...values } })).toThrow(reason);
  }
  expect(read().Ord).toBe('rom, tog');
  // A person is known by name; a number of the register becomes one, and no number is ever kept in full.
  const person = make('Kontakt', 'person');
  importPeople(deps, null, { people: [{ cpr: '0404041234', name: 'Ida Lind', kind: 'student', className: '1.a' }], guardianships: [], companies: [] });
  const contact = (value: string) => { archive.setValues(deps, lise, subject, { values: { [person]: value } }); return read().Kontakt; };
  expect([contact(' Rektor  Bo '), contact('040404-1234'), contact('Ida Lind (040404-xxxx)')]).toEqual(['Rektor Bo', 'Ida Lind (040404-xxxx)', 'Ida Lind (040404-xxxx)']);
  for (const [field, value, reason] of [[person, '0505051234', 'field.unknown_person'], [person, 'Ida 040404-1234', 'field.unknown_person'], [text, 'Om 0404041234', 'field.has_number'], [words, 'rom, 040404-1234', 'field.has_number']] as const) {
    expect(() => archive.setValues(deps, lise, subject, { values: { [field]: value } })).toThrow(reason);
  }
  expect(() => archive.setValues(deps, lise, subject, { values: {}, keywords: ['040404 1234'] })).toThrow('keyword.has_number');
  archive.setFieldActive(deps, admin, number, false);
  expect(read().Beløb).toBe('1234.50');
  archive.setValues(deps, lise, subject, { values: { [number]: '' } });
  expect(Object.hasOwn(read(), 'Beløb')).toBe(false);
});

test('the plan is laid from rows in any order, all or nothing, and its cases follow a branch that is moved', () => {
  const row = (n: number, code: string, title: string, parent = '') => ({ row: n, code, title, description: '', parent });
  const rows = [row(2, '90.10.1', 'Tredje'), row(3, '90.10', 'Anden'), row(4, '90', 'Første'), row(5, 'X', 'Ved siden af', '90')];
  expect(archive.importFilingPlan(deps, admin, rows, { dryRun: true })).toEqual({ added: 4, there: 0, problems: [] });
  expect(archive.listFilingPlan(db).some(({ code }) => code === '90')).toBe(false);
  const bad = archive.importFilingPlan(deps, admin, [...rows, row(6, '90', 'Igen'), row(7, '77', ''), row(8, 'Y', 'Y', 'findes ikke')]);
  expect(bad.problems.map(({ row: at, reason }) => [at, reason]).sort()).toEqual([[6, 'filing_plan.twice'], [7, 'filing_plan.no_title'], [8, 'filing_plan.no_parent']]);
  // What lies below a row that is wrong is not told of beside it.
  expect(archive.importFilingPlan(deps, admin, [row(2, '95.1', 'Under'), row(3, '95', '')]).problems.map(({ row: at, reason }) => [at, reason])).toEqual([[3, 'filing_plan.no_title']]);
  expect(archive.listFilingPlan(db).some(({ code }) => code === '90')).toBe(false);
  expect(archive.importFilingPlan(deps, admin, rows).added).toBe(4);
  expect(archive.importFilingPlan(deps, admin, rows)).toEqual({ added: 0, there: 4, problems: [] });
  const plan = () => archive.listFilingPlan(db).filter(({ code }) => code.startsWith('90') || code === 'X');
  expect(plan().map(({ code, depth }) => [code, depth])).toEqual([['90', 0], ['90.10', 1], ['90.10.1', 2], ['X', 1]]);
  const [top, middle, leaf, beside] = plan();
  const id = free('I dybden', { filingNodeId: leaf!.id });
  const branches = () => (db.statement("SELECT mark FROM case_marks WHERE case_id = ? AND mark LIKE 'branch:%'").all(id) as { mark: string }[]).map(({ mark }) => mark.slice(7)).sort();
  expect(branches()).toEqual([top!.id, middle!.id, leaf!.id].sort());
  archive.changeFilingPlanNode(deps, admin, leaf!.id, { code: '90.10.1', title: 'Tredje', description: '', parentId: beside!.id });
  expect(branches()).toEqual([top!.id, beside!.id, leaf!.id].sort());
  archive.changeFilingPlanNode(deps, admin, beside!.id, { code: 'X', title: 'Fri', description: '', parentId: null });
  expect(branches()).toEqual([beside!.id, leaf!.id].sort());
  expect(() => archive.changeFilingPlanNode(deps, admin, beside!.id, { code: 'X', title: 'Fri', description: '', parentId: leaf!.id })).toThrow('filing_plan.below_itself');
  expect(() => archive.removeFilingPlanNode(deps, admin, leaf!.id)).toThrow('filing_plan.in_use');
  archive.removeFilingPlanNode(deps, admin, middle!.id);
  expect(plan().some(({ id: one }) => one === middle!.id)).toBe(false);
});
