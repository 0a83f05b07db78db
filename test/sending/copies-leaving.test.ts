import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, type Actor } from '../../src/access/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { listNotices } from '../../src/notices/index.ts';
import { importPeople } from '../../src/people/index.ts';
import { enqueue } from '../../src/queue/index.ts';
import { getDispatch, needsPersonGroups, resolveLetter, startAttempts } from '../../src/sending/index.ts';
import { cprOf } from '../support/cpr.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-leaving-'));
const clock = manualClock('2026-11-24T10:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
let actor: Actor;
const guardian = cprOf('1980-02-03', 1);
beforeAll(async () => { actor = await addUser(deps, null, { username: 'sek', name: 'Sekretær', password: 'lang nok kode', roles: ['secretary'] }); });
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

type Row = { state: string; reason: string | null };
const letterAt = (id: string) => deps.db.statement('SELECT state, reason FROM letters WHERE id = ?').get(id) as Row;

/** A submitted dispatch with the student's own letter delivered and one copy due. Answers the dispatch and the copy. */
function waiting(born: string, role: 'guardian_copy' | 'instead_of_child' | 'copy', deliverOn: string | null = null, custody = true): { dispatch: string; copy: string } {
  const student = cprOf(born, Math.floor(Math.random() * 100));
  importPeople(deps, null, {
    people: [{ cpr: student, name: 'Sofie Juul', kind: 'student' }, { cpr: guardian, name: 'Anne Juul', kind: 'guardian' }],
    guardianships: [{ studentCpr: student, guardianCpr: guardian, relation: 'Mor', custody }], companies: [],
  });
  const [dispatch, blob, main, copy] = Array.from({ length: 4 }, () => deps.ids.uuid()) as [string, string, string, string];
  const now = clock.now();
  deps.db.write((tx) => {
    tx.statement("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, 'x', 1, 'now')").run(blob);
    tx.statement(`INSERT INTO dispatches (id, state, title, deliver_on, source_blob_id, source_filename, source_size, created_by, created_at, updated_at, submitted_by, submitted_at)
      VALUES (?, 'submitted', 'Brev', ?, ?, 'b.pdf', 1, ?, 'now', 'now', ?, 'now')`).run(dispatch, deliverOn, blob, actor.id, actor.id);
    const insert = tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, role, follows_letter_id, about_kind, about_number, state, message_uuid, sent_blob_id, updated_at)
      VALUES (?, ?, ?, '[1]', 'cpr', ?, ?, 'confirmed', '[]', '[]', '[]', ?, ?, ?, ?, ?, ?, ?, ?)`);
    insert.run(main, dispatch, 1, student, 'Sofie Juul', 'main', null, null, null, 'delivered', deps.ids.uuid(), blob, now.toISOString());
    insert.run(copy, dispatch, 2, guardian, 'Anne Juul', role, main, 'cpr', student, 'queued', deps.ids.uuid(), blob, now.toISOString());
    enqueue(tx, { kind: 'deliver-letter', key: `deliver:${copy}`, payload: { letterId: copy }, runAt: now, now });
  });
  return { dispatch, copy };
}
const leave = () => deps.db.write((tx) => startAttempts(tx, deps, 'test', 10)).map(({ letter }) => letter.id);

test('the day before the birthday the copy leaves; on the day it is dropped, told, and the dispatch is done', () => {
  clock.advance(Date.parse('2026-11-30T22:30:00Z') - clock.now().getTime());
  const before = waiting('2008-12-01', 'guardian_copy');
  expect(leave()).toEqual([before.copy]);
  // Half past midnight in Copenhagen, still the day before in UTC.
  clock.advance(3_600_000);
  const after = waiting('2008-12-01', 'guardian_copy');
  expect(leave()).toEqual([]);
  expect(letterAt(after.copy)).toEqual({ state: 'cancelled', reason: JSON.stringify({ key: 'copy.of_age', values: { name: 'Sofie Juul' } }) });
  expect(getDispatch(deps.db, actor, after.dispatch).state).toBe('settled');
  expect(listNotices(deps.db, actor, { view: 'open', page: 1 }).rows.map(({ kind, subject, count }) => [kind, subject, count])).toEqual([['copy_dropped', { kind: 'dispatch', id: after.dispatch }, 1]]);
  expect((deps.db.statement("SELECT count(*) AS n FROM transmissions t WHERE NOT EXISTS (SELECT 1 FROM attempts a WHERE a.transmission_id = t.id)").get() as { n: number }).n).toBe(0);
});

test('where the platform holds the letter, the day it is held to counts', () => {
  const held = waiting('2008-12-15', 'guardian_copy', '2026-12-16');
  expect([leave(), letterAt(held.copy).state]).toEqual([[], 'cancelled']);
});

test('a child who has turned 15, custody that is gone, and a protected person: stopped for somebody to decide, also when sent again', () => {
  const turned = waiting('2011-11-30', 'instead_of_child');
  const lost = waiting('2010-05-05', 'guardian_copy', null, false);
  expect(leave()).toEqual([]);
  const keyOf = (id: string) => [letterAt(id).state, (JSON.parse(letterAt(id).reason!) as { key: string }).key];
  expect([keyOf(turned.copy), keyOf(lost.copy)]).toEqual([['failed', 'copy.turned_15'], ['failed', 'copy.no_custody']]);
  expect(needsPersonGroups(deps.db, actor).map(({ reason }) => reason!.key).sort()).toEqual(['copy.no_custody', 'copy.turned_15']);
  resolveLetter(deps, actor, turned.copy, 'send_again');
  expect([leave(), keyOf(turned.copy)]).toEqual([[], ['failed', 'copy.turned_15']]);
  const guarded = waiting('2010-06-06', 'guardian_copy');
  deps.db.write((tx) => tx.statement("UPDATE people SET protected = 1, address = 'Hemmelig Vej 1' WHERE name = 'Sofie Juul'").run());
  expect([leave(), keyOf(guarded.copy)]).toEqual([[], ['failed', 'copy.protected']]);
  deps.db.write((tx) => tx.statement('UPDATE people SET protected = 0').run());
  const byHand = waiting('2000-01-01', 'copy', null, false);
  expect(leave()).toEqual([byHand.copy]);
});
