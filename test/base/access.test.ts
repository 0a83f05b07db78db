import { afterAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOfSession, addUser, logIn, logOut, maySeeCase, roles, type Actor } from '../../src/access/index.ts';
import { caseFor, listCases } from '../../src/archive/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-access-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});
const minutes = (n: number) => n * 60_000;

test('a session ends after an idle hour, after ten hours in use, and at log-out; its secret is not stored', async () => {
  const user = await addUser(deps, null, { username: 'anne', name: 'Anne', password: 'long enough', roles: ['leader'] });
  const open = async () => (await logIn(deps, { username: 'anne', password: 'long enough', address: '1' })).token;
  const who = (token: string) => actorOfSession(deps, token)?.id;

  const idle = await open();
  expect(JSON.stringify(deps.db.statement('SELECT * FROM sessions').all())).not.toContain(idle);
  clock.advance(minutes(59));
  expect(who(idle)).toBe(user.id);
  clock.advance(minutes(61));
  expect(who(idle)).toBeUndefined();

  const busy = await open();
  for (let n = 0; n < 12; n++) {
    clock.advance(minutes(49));
    expect(who(busy)).toBe(user.id);
  }
  clock.advance(minutes(49));
  expect(who(busy)).toBeUndefined();

  const left = await open();
  logOut(deps, actorOfSession(deps, left)!, left);
  expect(who(left)).toBeUndefined();
});

test('whatever roles and grants somebody has, the list and the single case give one answer', async () => {
  const user = await addUser(deps, null, { username: 'any', name: 'Any', password: 'long enough', roles: ['reader'] });
  const other = await addUser(deps, null, { username: 'other', name: 'Other', password: 'long enough', roles: ['reader'] });
  const ids = Array.from({ length: 6 }, (_, n) => deps.db.write((tx) => caseFor(tx, deps, { recipient: { kind: 'cvr', number: `2000000${n}` }, name: `C${n}`, at: clock.now(), actorId: null })));
  const grant = fc.record({ id: fc.constantFrom(...ids), user: fc.constantFrom(user.id, other.id), kind: fc.constantFrom('officer', 'given') });
  fc.assert(fc.property(fc.subarray([...roles]), fc.array(grant, { maxLength: 8 }), (held, grants) => {
    const actor: Actor = { id: user.id, username: 'any', name: 'Any', roles: held };
    deps.db.write((tx) => {
      tx.statement('DELETE FROM case_access').run();
      for (const each of grants) {
        tx.statement('INSERT OR REPLACE INTO case_access (case_id, user_id, kind, given_by, given_at) VALUES (?, ?, ?, ?, ?)').run(each.id, each.user, each.kind, user.id, clock.now().toISOString());
      }
    });
    // The rule as issue 2 tells it, written once more without the code under test.
    const all = held.includes('secretary') || held.includes('leader');
    const some = held.includes('case_officer') || held.includes('preparer') || held.includes('reader');
    const expected = ids.filter((id) => all || (some && grants.some((each) => each.id === id && each.user === user.id))).sort();
    const list = listCases(deps.db, actor, {}, 1);
    expect(ids.filter((id) => maySeeCase(deps.db, actor, id)).sort()).toEqual(expected);
    expect(list.rows.map((row) => row.id).sort()).toEqual(expected);
    expect(list.total).toBe(expected.length);
  }), { numRuns: 150 });
});
