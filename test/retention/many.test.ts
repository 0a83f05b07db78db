import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { calendarAhead, dueCount, dueOverview, listDue, placeHold } from '../../src/retention/index.ts';
import { openArchive, type Archive } from './box.ts';

let archive: Archive;
let lise: Actor;
const many = 100_000;

/** 100,000 documents of ten types on 5,000 cases; all but one in twelve have passed their day. */
beforeAll(async () => {
  archive = await openArchive();
  lise = await archive.user('lise', 'secretary');
  archive.deps.db.write((tx) => {
    for (let n = 0; n < 10; n++) {
      tx.statement('INSERT INTO document_types (id, name, position) VALUES (?, ?, ?)').run(`t${n}`, `Type ${n}`, n);
      tx.statement("INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, made_at) VALUES (?, ?, 'active', 'dispose', 5, 'filed', '')").run(`r${n}`, `t${n}`);
    }
    const ofCase = tx.statement("INSERT INTO cases (id, kind, type_id, title, status, created_at, updated_at) VALUES (?, 'student', 'student', 'Sag', 'open', '', '')");
    for (let n = 0; n < 5000; n++) ofCase.run(`case-${n}`);
    const insert = tx.statement("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at) VALUES (?, ?, 'D', ?, 'internal', 'filed', ?)");
    for (let n = 0; n < many; n++) insert.run(archive.deps.ids.uuid(), `case-${n % 5000}`, `t${n % 10}`, `${2011 + (n % 12)}-0${1 + (n % 9)}-11T10:00:00Z`);
  });
  for (let n = 0; n < 40; n++) placeHold(archive.deps, lise, { kind: 'case', id: `case-${n}` }, 'Klage');
}, 180_000);
afterAll(() => archive.close());

test('with 100,000 documents every list of it is there within 20 ms, and what has passed its day is counted to the last one', () => {
  const list = listDue(archive.deps, lise, { typeId: 't1', year: '2021' }, 1);
  expect([list.rows.length, list.total > 500]).toEqual([50, true]);
  const { total, groups } = dueOverview(archive.deps, lise);
  expect(total).toBeGreaterThan(80_000);
  // Counted from all there is, and counted one by one, it is the same.
  expect(groups.map(({ typeId, year, documents }) => [typeId, year, documents])).toEqual(groups.map(({ typeId, year }) => [typeId, year, listDue(archive.deps, lise, { typeId, year }, 1).total]));
  expect(total).toBe(dueCount(archive.deps, lise, many));
  expect(dueOverview(archive.deps, lise).held).toBeGreaterThan(700);
  const asked = {
    overview: () => dueOverview(archive.deps, lise), group: () => listDue(archive.deps, lise, { typeId: 't1', year: '2021' }, 1), deep: () => listDue(archive.deps, lise, { typeId: 't1', year: '2021' }, 12),
    ahead: () => calendarAhead(archive.deps, lise), count: () => dueCount(archive.deps, lise),
  };
  for (const [name, ask] of Object.entries(asked)) {
    const times = Array.from({ length: 21 }, () => { const from = performance.now(); ask(); return performance.now() - from; }).sort((a, b) => a - b);
    console.log(`${name}: best ${times[0]!.toFixed(1)} ms, median ${times[10]!.toFixed(1)} ms`);
    // The best of many: others use the machine too.
    expect(times[0]!).toBeLessThan(20);
  }
}, 60_000);
