import { afterAll, beforeAll, expect, test } from 'bun:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, addUser, findUser, mayChangeCase, maySeeCase, roles, searchScope, visibleDocuments, type Actor, type Role } from '../../src/access/index.ts';
import { caseFor, caseTree, getDocument, listCases, listDocuments } from '../../src/archive/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { importPeople } from '../../src/people/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-rules-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
const { db } = deps;
const at = clock.now().toISOString();
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

// Six cases: three students in two classes, a company, two free ones in branches of a plan of three nodes (n2 lies below n1).
const students = [{ cpr: '0102103456', class: '1.a' }, { cpr: '0202103456', class: '1.a' }, { cpr: '0302103456', class: '2.b' }];
const cases: { id: string; kind: string; class?: string; branches: string[] }[] = [];
const types = ['t-open', 't-closed'];
const documents: { id: string; caseId: string; type: string | null }[] = [];
let me: string;
let absent: string;

beforeAll(async () => {
  importPeople(deps, null, { people: students.map((each) => ({ cpr: each.cpr, name: 'N', kind: 'student' as const, className: each.class })), guardianships: [], companies: [] });
  me = (await addUser(deps, null, { username: 'me', name: 'Me', password: 'long enough', roles: ['reader'] })).id;
  absent = (await addUser(deps, null, { username: 'absent', name: 'Absent', password: 'long enough', roles: ['reader'] })).id;
  db.write((tx) => {
    const node = tx.statement('INSERT INTO filing_plan_nodes (id, parent_id, code, title) VALUES (?, ?, ?, ?)');
    node.run('n1', null, '1', 'En');
    node.run('n2', 'n1', '1.1', 'To');
    node.run('n3', null, '2', 'Tre');
    for (const [below, above] of [['n1', 'n1'], ['n2', 'n2'], ['n2', 'n1'], ['n3', 'n3']]) tx.statement('INSERT INTO filing_plan_ancestors VALUES (?, ?)').run(below, above);
    for (const each of students) {
      cases.push({ id: caseFor(tx, deps, { recipient: { kind: 'cpr', number: each.cpr }, name: 'N', at: clock.now(), actorId: null }), kind: 'student', class: each.class, branches: [] });
    }
    cases.push({ id: caseFor(tx, deps, { recipient: { kind: 'cvr', number: '20000001' }, name: 'C', at: clock.now(), actorId: null }), kind: 'company', branches: [] });
    for (const [id, at_, branches] of [['f1', 'n2', ['n1', 'n2']], ['f2', 'n3', ['n3']]] as const) {
      tx.statement("INSERT INTO cases (id, kind, title, status, created_at, updated_at, filing_node_id) VALUES (?, 'free', 'F', 'open', ?, ?, ?)").run(id, at, at, at_);
      cases.push({ id, kind: 'free', branches: [...branches] });
    }
    for (const [n, id] of types.entries()) tx.statement('INSERT INTO document_types (id, name, position, restricted) VALUES (?, ?, ?, ?)').run(id, id, n, n);
    for (const each of cases) {
      for (const type of [null, ...types]) {
        const id = deps.ids.uuid();
        tx.statement("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at) VALUES (?, ?, 'D', ?, 'internal', 'filed', ?)").run(id, each.id, type, at);
        documents.push({ id, caseId: each.id, type });
      }
    }
    tx.statement("INSERT INTO user_groups VALUES ('g', 'G', ?)").run(at);
  });
});

type World = {
  held: Role[]; inGroup: boolean; deputy: boolean; confidential: string[];
  named: { caseId: string; who: 'me' | 'absent' | 'group'; officer: boolean; write: boolean }[];
  grants: { holder: 'me' | 'group' | 'role'; mark: string; write: boolean }[];
};

function lay(world: World): Actor {
  db.write((tx) => {
    for (const table of ['case_access', 'case_group_access', 'access_grants', 'group_members', 'deputies', 'user_roles']) tx.statement(`DELETE FROM ${table}`).run();
    for (const role of world.held) tx.statement('INSERT INTO user_roles VALUES (?, ?)').run(me, role);
    if (world.inGroup) tx.statement("INSERT INTO group_members VALUES ('g', ?)").run(me);
    tx.statement('INSERT INTO deputies VALUES (?, ?, ?, ?)').run(absent, me, '2026-11-20', world.deputy ? '2026-11-24' : '2026-11-23');
    tx.statement('UPDATE cases SET confidential = id IN (SELECT value FROM json_each(?))').run(JSON.stringify(world.confidential));
    for (const { caseId, who, officer, write } of world.named) {
      if (who === 'group') tx.statement("INSERT OR REPLACE INTO case_group_access VALUES (?, 'g', ?, NULL, ?)").run(caseId, write ? 'write' : 'read', at);
      else tx.statement('INSERT OR REPLACE INTO case_access (case_id, user_id, kind, given_at, level) VALUES (?, ?, ?, ?, ?)').run(caseId, who === 'me' ? me : absent, officer ? 'officer' : 'given', at, write ? 'write' : 'read');
    }
    for (const { holder, mark, write } of world.grants) {
      const [kind, id] = holder === 'me' ? ['user', me] : holder === 'group' ? ['group', 'g'] : ['role', 'reader'];
      tx.statement('INSERT OR REPLACE INTO access_grants VALUES (?, ?, ?, ?, NULL, ?)').run(kind, id, mark, write ? 'write' : 'read', at);
    }
  });
  return actorOf(deps, findUser(db, me)!);
}

const marksOf = (each: (typeof cases)[number]) => [`kind:${each.kind}`, ...(each.class ? [`class:${each.class}`] : []), ...each.branches.map((id) => `branch:${id}`)];

test('the list, the single case, the documents and the scope of a search give one answer, that of the rule', () => {
  const marks = [...new Set(cases.flatMap(marksOf)), 'type:t-closed', 'type:t-open', 'class:9.z'];
  const ids = cases.map(({ id }) => id);
  const world = fc.record({
    held: fc.subarray([...roles]), inGroup: fc.boolean(), deputy: fc.boolean(), confidential: fc.subarray(ids),
    named: fc.array(fc.record({ caseId: fc.constantFrom(...ids), who: fc.constantFrom('me' as const, 'absent' as const, 'group' as const), officer: fc.boolean(), write: fc.boolean() }), { maxLength: 5 }),
    grants: fc.array(fc.record({ holder: fc.constantFrom('me' as const, 'group' as const, 'role' as const), mark: fc.constantFrom(...marks), write: fc.boolean() }), { maxLength: 5 }),
  });
  let narrow = 0;
  fc.assert(fc.property(world, (each) => {
    const actor = lay(each);
    // The rule told once more, over the world as it was laid and not over the tables.
    const granted = (of: 'read' | 'write') => each.grants.filter(({ holder, write }) => (of === 'read' || write) && (holder === 'me' || (holder === 'group' && each.inGroup) || (holder === 'role' && each.held.includes('reader'))));
    // A later grant to the same holder of the same mark takes the place of an earlier one.
    const last = each.grants.filter((grant, n) => !each.grants.slice(n + 1).some((later) => later.holder === grant.holder && later.mark === grant.mark));
    const writes = granted('write').filter((grant) => last.includes(grant));
    const naming = each.named.filter((name, n) => !each.named.slice(n + 1).some((later) => later.caseId === name.caseId && later.who === name.who && (name.who === 'group' || later.officer === name.officer)));
    const mine = (who: string) => who === 'me' || (who === 'absent' && each.deputy) || (who === 'group' && each.inGroup);
    const reads = each.held.some((role) => role !== 'administrator');
    const all = each.held.includes('secretary') || each.held.includes('leader');
    const sees = (one: (typeof cases)[number]) => reads && (naming.some((name) => name.caseId === one.id && mine(name.who))
      || (!each.confidential.includes(one.id) && (all || granted('read').some(({ mark }) => marksOf(one).includes(mark)))));
    const changes = (one: (typeof cases)[number]) => sees(one) && (naming.some((name) => name.caseId === one.id && mine(name.who) && (name.write || (name.officer && name.who !== 'group')))
      || (!each.confidential.includes(one.id) && (each.held.includes('secretary') || writes.some(({ mark }) => marksOf(one).includes(mark)))));
    const expected = cases.filter(sees).map(({ id }) => id).sort();
    if (expected.length > 0 && expected.length < cases.length) narrow += 1;

    const listed = listCases(db, actor, {}, 1);
    expect(listed.rows.map((row) => row.id).sort()).toEqual(expected);
    expect(listed.total).toBe(expected.length);
    const tree = caseTree(db, actor);
    const countOf = (mark: string) => cases.filter((one) => expected.includes(one.id) && marksOf(one).includes(mark)).length;
    const wantedCounts = (prefix: string) => Object.fromEntries([...new Set(cases.flatMap(marksOf))].filter((mark) => mark.startsWith(prefix) && countOf(mark) > 0).map((mark) => [mark.slice(prefix.length), countOf(mark)]));
    expect(Object.fromEntries(tree.classes.map((one) => [one.name, one.cases]))).toEqual(wantedCounts('class:'));
    expect(Object.fromEntries(tree.plan.map((one) => [one.id, one.cases]))).toEqual(wantedCounts('branch:'));
    expect(tree.years.reduce((sum, one) => sum + one.cases, 0)).toBe(expected.length);
    for (const { name, cases: n } of tree.classes) expect(listCases(db, actor, { className: name }, 1).total).toBe(n);
    expect(ids.filter((id) => maySeeCase(db, actor, id)).sort()).toEqual(expected);
    expect(ids.filter((id) => mayChangeCase(db, actor, id)).sort()).toEqual(cases.filter(changes).map(({ id }) => id).sort());

    const typeSeen = (type: string | null) => type !== 't-closed' || granted('read').some(({ mark }) => mark === 'type:t-closed');
    const wanted = documents.filter((one) => expected.includes(one.caseId) && typeSeen(one.type)).map(({ id }) => id).sort();
    const found = db.orm.all<{ id: string }>(sql`SELECT d.id FROM documents d WHERE ${visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`)}`);
    expect(found.map(({ id }) => id).sort()).toEqual(wanted);
    expect(listed.rows.reduce((sum, row) => sum + row.documents, 0)).toBe(wanted.length);
    const one = documents[0]!;
    if (wanted.includes(one.id)) expect(getDocument(db, actor, one.id).id).toBe(one.id);
    else expect(() => getDocument(db, actor, one.id)).toThrow();
    if (expected.includes(one.caseId)) expect(listDocuments(db, actor, one.caseId).every(({ id }) => wanted.includes(id))).toBe(true);

    const scope = searchScope(db, actor);
    const inScope = cases.filter((each_) => !scope.nothing && (scope.cases.includes(each_.id)
      || (!each.confidential.includes(each_.id) && (scope.everything || marksOf(each_).some((mark) => scope.marks.includes(mark))))));
    expect(inScope.map(({ id }) => id).sort()).toEqual(expected);
    if (reads) expect(types.filter((type) => !scope.hiddenTypes.includes(type))).toEqual(types.filter(typeSeen));
  }), { numRuns: 300 });
  expect(narrow).toBeGreaterThan(50);
});

test('the marks of a case follow its people, its numbers and its branch', () => {
  const marks = (id: string) => (db.statement('SELECT mark FROM case_marks WHERE case_id = ? ORDER BY mark').all(id) as { mark: string }[]).map(({ mark }) => mark);
  const [first, second] = [cases[0]!.id, cases[1]!.id];
  expect(marks(first)).toEqual(['class:1.a', 'kind:student']);
  importPeople(deps, null, { people: [{ cpr: students[0]!.cpr, name: 'N', kind: 'student', className: '3.c' }], guardianships: [], companies: [] });
  expect(marks(first)).toEqual(['class:3.c', 'kind:student']);
  db.write((tx) => tx.statement('UPDATE case_identifiers SET case_id = ?, position = 1 WHERE number = ?').run(second, students[0]!.cpr));
  expect(marks(first)).toEqual(['kind:student']);
  expect(marks(second)).toEqual(['class:1.a', 'class:3.c', 'kind:student']);
  db.write((tx) => tx.statement('UPDATE people SET class_name = NULL WHERE cpr = ?').run(students[0]!.cpr));
  expect(marks(second)).toEqual(['class:1.a', 'kind:student']);
  db.write((tx) => tx.statement('DELETE FROM case_identifiers WHERE number = ?').run(students[1]!.cpr));
  expect(marks(second)).toEqual(['kind:student']);
  expect(marks('f1')).toEqual(['branch:n1', 'branch:n2', 'kind:free']);
  db.write((tx) => {
    tx.statement("DELETE FROM filing_plan_ancestors WHERE node_id = 'n2' AND ancestor_id = 'n1'").run();
    tx.statement("INSERT INTO filing_plan_ancestors VALUES ('n2', 'n3')").run();
  });
  expect(marks('f1')).toEqual(['branch:n2', 'branch:n3', 'kind:free']);
  db.write((tx) => tx.statement("UPDATE cases SET filing_node_id = NULL WHERE id = 'f1'").run());
  expect(marks('f1')).toEqual(['kind:free']);
});
