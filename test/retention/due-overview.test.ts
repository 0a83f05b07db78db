import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { actorOf, findUser, type Actor } from '../../src/access/index.ts';
import { dueOverview } from '../../src/retention/index.ts';
import { disposable } from '../../src/retention/due.ts';
import { openArchive, type Archive } from './box.ts';

let archive: Archive;
let lise: Actor;
const today = '2026-11-24';
const types = ['t-open', 't-closed', null];
const cases = ['c1', 'c2', 'c3'];

beforeAll(async () => {
  archive = await openArchive();
  lise = await archive.user('lise', 'secretary');
  archive.deps.db.write((tx) => {
    for (const [id, restricted] of [['t-open', 0], ['t-closed', 1]] as const) tx.statement('INSERT INTO document_types (id, name, position, restricted) VALUES (?, ?, 0, ?)').run(id, id, restricted);
    for (const id of cases) tx.statement("INSERT INTO cases (id, kind, title, status, created_at, updated_at) VALUES (?, 'free', 'F', 'open', '', '')").run(id);
    tx.statement("INSERT INTO disposal_batches (id, number, state, content_hash, documents, proposed_by, proposed_at) VALUES ('b', 1, 'waiting', '', 0, ?, '')").run(lise.id);
  });
});
afterAll(() => archive.close());

const document = fc.record({
  type: fc.constantFrom(...types), caseId: fc.constantFrom(...cases), status: fc.constantFrom('filed', 'filed', 'delivered', 'failed', 'queued'),
  // Around today, around the first of the month, and in other years.
  day: fc.constantFrom('2024-02-29', '2025-12-31', '2026-10-31', '2026-11-01', '2026-11-23', '2026-11-24', '2026-11-25', '2027-01-01', null),
  later: fc.constantFrom('2024-02-29', '2026-11-23', '2026-12-01', null, undefined, undefined), laterType: fc.constantFrom('t-open', undefined, undefined), gone: fc.boolean(),
});

test('what can be proposed, counted from what the database keeps, is what counting one by one says', () => {
  const { db } = archive.deps;
  let [some, taken] = [0, 0];
  fc.assert(fc.property(fc.record({
    documents: fc.array(document, { minLength: 5, maxLength: 30 }), confidential: fc.subarray(cases), named: fc.subarray(cases), seesClosed: fc.boolean(), heldCase: fc.constantFrom(...cases, null), held: fc.integer({ min: 0, max: 40 }), proposed: fc.integer({ min: 0, max: 40 }),
  }), (world) => {
    const ids = world.documents.map((_, n) => `d${n}`);
    db.write((tx) => {
      for (const table of ['disposal_batch_documents', 'disposal_holds', 'documents', 'case_access', 'access_grants']) tx.statement(`DELETE FROM ${table}`).run();
      tx.statement('UPDATE cases SET confidential = id IN (SELECT value FROM json_each(?))').run(JSON.stringify(world.confidential));
      for (const id of world.named) tx.statement("INSERT INTO case_access (case_id, user_id, kind, given_at, level) VALUES (?, ?, 'given', '', 'read')").run(id, lise.id);
      if (world.seesClosed) tx.statement("INSERT INTO access_grants VALUES ('user', ?, 'type:t-closed', 'read', NULL, '')").run(lise.id);
      for (const [n, one] of world.documents.entries()) {
        tx.statement("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at) VALUES (?, ?, 'D', ?, 'internal', ?, '2020-01-01T00:00:00Z')").run(ids[n]!, one.caseId, one.type, one.status);
        tx.statement('UPDATE documents SET disposal_date = ? WHERE id = ?').run(one.day, ids[n]!);
        if (one.laterType !== undefined) tx.statement('UPDATE documents SET document_type_id = ? WHERE id = ?').run(one.laterType, ids[n]!);
        if (one.later !== undefined) tx.statement('UPDATE documents SET disposal_date = ? WHERE id = ?').run(one.later, ids[n]!);
        if (one.gone && n % 5 === 0) tx.statement('DELETE FROM documents WHERE id = ?').run(ids[n]!);
      }
      const hold = (kind: string, id: string) => tx.statement("INSERT INTO disposal_holds (id, subject_kind, subject_id, reason, placed_by, placed_at) VALUES (?, ?, ?, '', ?, '')").run(kind + id, kind, id, lise.id);
      if (world.heldCase) hold('case', world.heldCase);
      if (ids[world.held]) hold('document', ids[world.held]!);
      if (ids[world.proposed]) tx.statement("INSERT INTO disposal_batch_documents (batch_id, document_id, rule_id, due, open) VALUES ('b', ?, 'none', '', 1)").run(ids[world.proposed]!);
    });
    const actor = actorOf(archive.deps, findUser(db, lise.id)!);
    const one = db.orm.all<{ typeId: string | null; year: string; n: number }>(sql`SELECT d.document_type_id AS typeId, substr(d.disposal_date, 1, 4) AS year, count(*) AS n FROM documents d WHERE ${disposable(actor, today)} GROUP BY 1, 2`);
    const key = (row: { typeId: string | null; year: string }) => `${row.typeId} ${row.year}`;
    const { groups, total } = dueOverview(archive.deps, actor);
    expect(Object.fromEntries(groups.map((row) => [key(row), row.documents]))).toEqual(Object.fromEntries(one.map((row) => [key(row), row.n])));
    expect(total).toBe(one.reduce((sum, { n }) => sum + n, 0));
    if (total > 0) some += 1;
    const overdue = db.statement('SELECT count(*) AS n FROM documents WHERE disposal_date < ?').get(today) as { n: number };
    if (overdue.n > total) taken += 1;
  }), { numRuns: 300 });
  expect(some).toBeGreaterThan(50);
  expect(taken).toBeGreaterThan(50);
}, 60_000);
