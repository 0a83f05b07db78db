import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, addUser, findUser, type Actor, type Role } from '../../src/access/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { groupings, monthsOf, statistics, type Grouping } from '../../src/reporting/index.ts';
import { changeSettings } from '../../src/settings/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-figures-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
const { db } = deps;
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});
let lise: Actor;
let ole: Actor;
const user = async (username: string, role: Role) => actorOf(deps, findUser(db, (await addUser(deps, null, { username, name: username, password: 'long enough', roles: [role] })).id)!);

/** A dispatch that left at a time, with letters in these states. */
function dispatch(by: Actor, at: string, states: string[], wish: { department?: string; costCode?: string; type?: string } = {}) {
  const id = deps.ids.uuid();
  db.write((tx) => {
    tx.statement("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, '', 1, '')").run(id);
    tx.statement(`INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at, submitted_by, submitted_at, department, cost_code, document_type_id)
      VALUES (?, 'submitted', 'T', ?, 'f', 1, ?, ?, ?, ?, ?, ?, ?, ?)`).run(id, id, by.id, at, at, by.id, at, wish.department ?? null, wish.costCode ?? null, wish.type ?? null);
    for (const [n, state] of states.entries()) {
      tx.statement("INSERT INTO letters (id, dispatch_id, ordinal, pages, certainty, evidence, found, alternatives, state, message_uuid, updated_at) VALUES (?, ?, ?, '[]', 'sure', '[]', '[]', '[]', ?, ?, ?)")
        .run(deps.ids.uuid(), id, n + 1, state, deps.ids.uuid(), at);
    }
  });
}

beforeAll(async () => {
  [lise, ole] = [await user('lise', 'secretary'), await user('ole', 'case_officer')];
  db.write((tx) => tx.statement("INSERT INTO document_types (id, name, position) VALUES ('w', 'Advarsel', 1)").run());
  dispatch(lise, '2026-10-15T10:00:00Z', ['delivered', 'delivered', 'failed', 'printed', 'removed', 'cancelled'], { department: 'Nord', costCode: '1010', type: 'w' });
  // The last hour of October in Copenhagen is still October, though UTC says so too; the first of November is not.
  dispatch(ole, '2026-10-31T22:59:59.999Z', ['delivered'], { department: 'Syd' });
  dispatch(ole, '2026-10-31T23:00:00.000Z', ['handed_over', 'unknown', 'handled_otherwise', 'remote_printed']);
  dispatch(lise, '2025-10-31T10:00:00Z', ['delivered']);
});

const period = { from: '2026-10', to: '2026-11' };
const by = (grouping: Grouping, actor = lise) => statistics(db, actor, { period, grouping });

test('a letter counts in the month it has in Copenhagen, with what became of it', () => {
  const { sent, sentTotal } = by('month');
  expect(sent.map(({ key, letters, delivered, underway, failed, printed, handledOtherwise }) => [key, letters, delivered, underway, failed, printed, handledOtherwise])).toEqual([
    ['2026-10', 5, 3, 0, 1, 1, 0], ['2026-11', 4, 0, 2, 0, 1, 1],
  ]);
  expect(sentTotal.letters).toBe(9);
});

test('however it is split, the sum is the same, and every letter has one fate', () => {
  for (const grouping of groupings) {
    const { sent, sentTotal } = by(grouping);
    expect(sent.reduce((sum, row) => sum + row.letters, 0)).toBe(9);
    for (const row of [...sent, sentTotal]) expect(row.delivered + row.underway + row.failed + row.printed + row.handledOtherwise).toBe(row.letters);
  }
  expect(by('department').sent.map(({ label, letters }) => [label, letters])).toEqual([['Nord', 4], ['Syd', 1], [null, 4]]);
  expect(by('document_type').sent.map(({ label, letters }) => [label, letters])).toEqual([['Advarsel', 4], [null, 5]]);
  expect(by('user').sent.map(({ label, letters }) => [label, letters])).toEqual([['ole', 5], ['lise', 4]]);
});

test('who does not steer sees their own figures, and somebody without either sees none', async () => {
  expect(by('month', ole).sentTotal.letters).toBe(5);
  const reader = await user('reader', 'reader');
  expect(() => by('month', reader)).toThrow('not_found');
});

test('postage is claimed by the school\'s own price or not at all', () => {
  expect(by('month').savedPostage).toBeNull();
  changeSettings(deps, null, { 'statistics.postageOere': 2300 });
  expect(by('month').savedPostage).toBe(3 * 2300);
});

test('months are in order, and a period that is none is refused', () => {
  expect(monthsOf({ from: '2025-11', to: '2026-02' })).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  for (const bad of [{ from: '2026-02', to: '2026-01' }, { from: '2026-13', to: '2026-13' }, { from: 'x', to: '2026-01' }, { from: '1900-01', to: '2026-01' }]) {
    expect(() => monthsOf(bad)).toThrow('statistics.bad_period');
  }
});
