import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { countAnew, countCases } from '../../src/archive/case-tree.ts';
import { openDatabase } from '../../src/db/index.ts';

// What triggers keep, so that no list has to count (migration 0120): the same as counting it anew, whatever was done.
const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-counts-'));
const db = openDatabase(join(folder, 'db.sqlite'));
const at = '2026-01-01T00:00:00.000Z';
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeAll(() => db.write((tx) => {
  for (const n of [1, 2]) tx.statement('INSERT INTO people (id, cpr, name, kind, class_name) VALUES (?, ?, ?, \'student\', ?)').run(`p${n}`, `010210345${n}`, 'N', n === 1 ? '1.a' : '2.b');
  for (const [id, parent] of [['n1', null], ['n2', 'n1']] as const) tx.statement('INSERT INTO filing_plan_nodes (id, parent_id, code, title) VALUES (?, ?, ?, ?)').run(id, parent, id, id);
  for (const [below, above] of [['n1', 'n1'], ['n2', 'n2'], ['n2', 'n1']]) tx.statement('INSERT INTO filing_plan_ancestors VALUES (?, ?)').run(below, above);
  tx.statement("INSERT INTO users (id, username, name, password_hash, created_at) VALUES ('u', 'u', 'U', '', ?)").run(at);
  tx.statement("INSERT INTO user_groups (id, name, created_at) VALUES ('g', 'G', ?)").run(at);
  tx.statement("INSERT INTO blobs (id, sha256, size, created_at) VALUES ('b', '', 1, ?)").run(at);
  tx.statement(`INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, pages, created_by, created_at, updated_at) VALUES ('d', 'settled', 'T', 'b', 'a.pdf', 1, 1, 'u', ?, ?)`).run(at, at);
  for (const id of ['l1', 'l2']) {
    tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, certainty, evidence, found, alternatives, state, message_uuid, updated_at) VALUES (?, 'd', ?, '[]', 'sure', '[]', '[]', '[]', 'delivered', ?, ?)`).run(id, id === 'l1' ? 1 : 2, id, at);
  }
}));

const caseId = fc.constantFrom('a', 'b', 'c');
const act = fc.oneof(
  fc.record({ sql: fc.constant("INSERT OR IGNORE INTO cases (id, kind, title, status, created_at, updated_at, filing_node_id) VALUES (?, 'student', '', 'open', ?, '', ?)"), values: fc.tuple(caseId, fc.constantFrom('2025-06-01', '2026-06-01'), fc.constantFrom('n1', 'n2', null)) }),
  fc.record({ sql: fc.constant("DELETE FROM cases WHERE id = ? AND id NOT IN (SELECT case_id FROM case_identifiers)"), values: fc.tuple(caseId) }),
  fc.record({ sql: fc.constant('UPDATE cases SET created_at = ?, filing_node_id = ? WHERE id = ?'), values: fc.tuple(fc.constantFrom('2024-06-01', '2026-06-01'), fc.constantFrom('n1', 'n2', null), caseId) }),
  fc.record({ sql: fc.constant('INSERT OR IGNORE INTO case_identifiers (kind, number, case_id, position) SELECT ?, ?, id, ? FROM cases WHERE id = ?'), values: fc.tuple(fc.constantFrom('cpr', 'cvr'), fc.constantFrom('0102103451', '0102103452'), fc.constantFrom(0, 1), caseId) }),
  fc.record({ sql: fc.constant('UPDATE case_identifiers SET position = ?, case_id = (SELECT id FROM cases ORDER BY id LIMIT 1) WHERE number = ?'), values: fc.tuple(fc.constantFrom(0, 1), fc.constantFrom('0102103451', '0102103452')) }),
  fc.record({ sql: fc.constant('DELETE FROM case_identifiers WHERE number = ?'), values: fc.tuple(fc.constantFrom('0102103451', '0102103452')) }),
  fc.record({ sql: fc.constant('UPDATE people SET class_name = ? WHERE id = ?'), values: fc.tuple(fc.constantFrom('1.a', '3.c', null), fc.constantFrom('p1', 'p2')) }),
  fc.record({
    sql: fc.constant(`INSERT OR IGNORE INTO signature_requests (id, letter_id, dispatch_id, state, signer_kind, signer_number, blob_id, created_at, updated_at) VALUES (?, ?, 'd', ?, 'cpr', '', 'b', ?, '')`),
    values: fc.tuple(fc.constantFrom('s1', 's2', 's3', 's4'), fc.constantFrom('l1', 'l2'), fc.constantFrom('ordered', 'failed', 'cancelled'), fc.constantFrom('2026-01-01', '2026-01-02')),
  }),
  fc.record({ sql: fc.constant('DELETE FROM signature_requests WHERE id = ?'), values: fc.tuple(fc.constantFrom('s1', 's2', 's3')) }),
  fc.record({ sql: fc.constant('UPDATE letters SET disposed_at = ? WHERE id = ?'), values: fc.tuple(fc.constant('2026-02-01'), fc.constantFrom('l1', 'l2')) }),
);

test('the counts of the tree, and which request on a letter is shown, are what counting anew says', () => {
  const rows = (sql: string) => db.statement(sql).all() as { key: string; n: number }[];
  let counted = 0;
  fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 30 }), (acts) => {
    db.write((tx) => {
      for (const table of ['signature_requests', 'case_identifiers', 'cases']) tx.statement(`DELETE FROM ${table}`).run();
      tx.statement('UPDATE letters SET disposed_at = NULL').run();
      for (const { sql, values } of acts) tx.statement(sql).run(...values);
    });
    const anew = rows(`SELECT * FROM (SELECT 'all' AS key, count(*) AS n FROM cases UNION ALL SELECT 'year:' || substr(created_at, 1, 4), count(*) FROM cases GROUP BY 1
      UNION ALL SELECT 'number:' || kind, count(*) FROM case_identifiers WHERE position = 0 GROUP BY 1 UNION ALL SELECT mark, count(*) FROM case_marks WHERE mark LIKE 'class:%' OR mark LIKE 'branch:%' GROUP BY 1) WHERE n > 0 ORDER BY key`);
    expect(rows('SELECT key, cases AS n FROM case_counts WHERE cases <> 0 ORDER BY key')).toEqual(anew);
    if (anew.length > 3) counted += 1;
    const shown = rows('SELECT id AS key, shown AS n FROM signature_requests WHERE shown = 1 ORDER BY id');
    expect(shown).toEqual(rows(`SELECT s.id AS key, 1 AS n FROM signature_requests s JOIN letters l ON l.id = s.letter_id WHERE l.disposed_at IS NULL
      AND s.id = (SELECT n.id FROM signature_requests n WHERE n.letter_id = s.letter_id ORDER BY n.created_at DESC, n.rowid DESC LIMIT 1) ORDER BY s.id`));
  }), { numRuns: 400 });
  expect(counted).toBeGreaterThan(30);
});

const right = fc.oneof(
  fc.record({ sql: fc.constant("INSERT OR IGNORE INTO access_grants (holder_kind, holder_id, mark, level, given_at) VALUES (?, ?, ?, 'read', '')"), values: fc.oneof(fc.tuple(fc.constant('user'), fc.constant('u'), fc.constantFrom('class:1.a', 'branch:n1', 'kind:student')), fc.tuple(fc.constant('group'), fc.constant('g'), fc.constantFrom('class:2.b', 'branch:n2'))) }),
  fc.record({ sql: fc.constant('DELETE FROM access_grants WHERE holder_kind = ?'), values: fc.tuple(fc.constantFrom('user', 'group')) }),
  fc.record({ sql: fc.constant("INSERT OR IGNORE INTO case_access (case_id, user_id, kind, given_at) VALUES (?, 'u', ?, '')"), values: fc.tuple(caseId, fc.constantFrom('officer', 'given')) }),
  fc.record({ sql: fc.constant('DELETE FROM case_access WHERE case_id = ?'), values: fc.tuple(caseId) }),
  fc.record({ sql: fc.constant("INSERT OR IGNORE INTO case_group_access (case_id, group_id, level, given_at) SELECT id, 'g', 'read', '' FROM cases WHERE id = ?"), values: fc.tuple(caseId) }),
  fc.record({ sql: fc.constant('DELETE FROM case_group_access WHERE case_id = ?'), values: fc.tuple(caseId) }),
  fc.record({ sql: fc.constant('UPDATE cases SET confidential = ? WHERE id = ?'), values: fc.tuple(fc.constantFrom(0, 1), caseId) }),
  fc.record({ sql: fc.constant("UPDATE cases SET merged_into = (SELECT min(id) FROM cases WHERE id <> ?) WHERE id = ?"), values: caseId.map((id) => [id, id] as [string, string]) }),
);

test('what was counted before holds no longer than it is true, whatever was done to cases and rights', () => {
  const actors: Actor[] = [
    { id: 'u', username: 'u', name: 'U', roles: ['case_officer'], groups: ['g'], actsFor: [] }, { id: 'v', username: 'v', name: 'V', roles: ['preparer'], groups: [], actsFor: ['u'] },
    { id: 's', username: 's', name: 'S', roles: ['secretary'], groups: ['g'], actsFor: [] },
  ];
  const told = (count: typeof countCases, actor: Actor) => Object.fromEntries([...count(db, actor)].sort(([a], [b]) => (a < b ? -1 : 1)));
  let kept = 0;
  fc.assert(fc.property(fc.array(fc.oneof(act, right), { minLength: 1, maxLength: 30 }), (acts) => {
    db.write((tx) => {
      tx.statement('UPDATE cases SET merged_into = NULL').run();
      for (const table of ['access_grants', 'case_access', 'case_group_access', 'case_identifiers', 'cases']) tx.statement(`DELETE FROM ${table}`).run();
      for (const id of ['a', 'b', 'c']) tx.statement("INSERT INTO cases (id, kind, title, status, created_at, updated_at) VALUES (?, 'student', '', 'open', ?, '')").run(id, at);
    });
    for (const { sql, values } of acts) {
      const before = actors.map((actor) => countCases(db, actor));
      try {
        db.write((tx) => tx.statement(sql).run(...values));
      } catch (error) {
        // Another row needs it: refused, and nothing is changed.
        expect(String(error)).toContain('FOREIGN KEY');
      }
      for (const [n, actor] of actors.entries()) {
        expect(told(countCases, actor)).toEqual(told(countAnew, actor));
        if (countCases(db, actor) === before[n]) kept += 1;
      }
    }
  }), { numRuns: 600 });
  expect(kept).toBeGreaterThan(100);
});
