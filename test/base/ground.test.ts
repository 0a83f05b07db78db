import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOfSession, addUser, giveCaseAccess, logIn, maySeeCase, setLocked } from '../../src/access/index.ts';
import { caseFor, listCases } from '../../src/archive/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { danishTime, startOfLocalDay } from '../../src/core/dates.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import { claim, enqueue } from '../../src/queue/index.ts';
import { changeSettings, readSettings } from '../../src/settings/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-ground-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps: Deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every connection is WAL with full sync, and an async transaction is refused', () => {
  expect(deps.db.statement('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(() => deps.db.write((async () => {}) as never)).toThrow('cannot return a promise');
});

test('a file over its limit leaves nothing behind', async () => {
  const before = readdirSync(deps.config.filesPath, { recursive: true }).length;
  await expect(deps.files.put(new Uint8Array(100), { bytes: 10, tooLarge: () => new Error('too large') })).rejects.toThrow('too large');
  expect(readdirSync(deps.config.filesPath, { recursive: true }).length).toBe(before);
  const blob = await deps.files.put(new Uint8Array([1, 2, 3]));
  expect(await deps.files.read(blob.id)).toEqual(Buffer.from([1, 2, 3]));
});

test('work is queued once, claimed by one, and free again when its lease runs out', () => {
  const now = clock.now();
  for (let n = 0; n < 2; n++) deps.db.write((tx) => enqueue(tx, { kind: 'k', key: 'same', runAt: now, now }));
  const take = (owner: string) => deps.db.write((tx) => claim(tx, { kinds: ['k'], limit: 5, owner, leaseMs: 1000, now: clock.now() }));
  expect(take('a').length).toBe(1);
  expect(take('b').length).toBe(0);
  clock.advance(2000);
  expect(take('b').length).toBe(1);
});

test('five wrong passwords close the door for a while; locking ends sessions; the last administrator stays', async () => {
  const admin = await addUser(deps, null, { username: 'root', name: 'Root', password: 'long enough', roles: ['administrator'] });
  const officer = await addUser(deps, null, { username: 'officer', name: 'O', password: 'long enough', roles: ['case_officer'] });
  const { token } = await logIn(deps, { username: 'OFFICER', password: 'long enough', address: '1' });
  expect(actorOfSession(deps, token)?.id).toBe(officer.id);
  setLocked(deps, admin, officer.id, true);
  expect(actorOfSession(deps, token)).toBeUndefined();
  setLocked(deps, admin, officer.id, false);
  for (let n = 0; n < 5; n++) await expect(logIn(deps, { username: 'officer', password: 'wrong', address: '1' })).rejects.toThrow('login.failed');
  await expect(logIn(deps, { username: 'officer', password: 'long enough', address: '1' })).rejects.toThrow('login.throttled');
  clock.advance(16 * 60_000);
  expect((await logIn(deps, { username: 'officer', password: 'long enough', address: '1' })).actor.id).toBe(officer.id);
  expect(() => setLocked(deps, admin, admin.id, true)).toThrow('user.last_administrator');
});

test('what an actor may see is the same for one case and for the list', async () => {
  const secretary = await addUser(deps, null, { username: 'sec', name: 'S', password: 'long enough', roles: ['secretary'] });
  const reader = await addUser(deps, null, { username: 'reader', name: 'R', password: 'long enough', roles: ['reader'] });
  const ids = Array.from({ length: 8 }, (_, n) => deps.db.write((tx) => caseFor(tx, deps, { recipient: { kind: 'cvr', number: `1000000${n}` }, name: `C${n}`, at: clock.now(), actorId: null })));
  for (const id of [ids[1]!, ids[5]!]) giveCaseAccess(deps, secretary, { caseId: id, userId: reader.id, kind: 'given' });
  for (const actor of [secretary, reader]) {
    const listed = listCases(deps.db, actor, {}, 1).rows.map((row) => row.id).sort();
    expect(listed).toEqual(ids.filter((id) => maySeeCase(deps.db, actor, id)).sort());
  }
  expect(listCases(deps.db, reader, {}, 1).total).toBe(2);
});

test('a bad setting changes nothing; an unknown key in the settings file refuses to start', () => {
  expect(() => changeSettings(deps, null, { 'school.name': 'New', 'sender.cvr': '12' })).toThrow('setting.bad_value');
  expect(readSettings(deps.db)['school.name']).toBe('Skolen');
  expect(() => makeConfig({ dta: 'x' }, folder)).toThrow('dta');
});

test('days follow Copenhagen, over both changes of the clock', () => {
  expect(danishTime('2026-11-24T13:05:00Z')).toBe('24. nov. 2026 kl. 14.05');
  expect(startOfLocalDay('2026-07-01', 7).toISOString()).toBe('2026-07-01T05:00:00.000Z');
  expect(startOfLocalDay('2026-12-01', 7).toISOString()).toBe('2026-12-01T06:00:00.000Z');
});
