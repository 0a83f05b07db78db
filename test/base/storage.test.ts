import BetterSqlite3 from 'better-sqlite3';
import { afterAll, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { manualClock } from '../../src/core/clock.ts';
import { randomIds } from '../../src/core/ids.ts';
import { openDatabase } from '../../src/db/index.ts';
import { openFileStore } from '../../src/files/index.ts';
import { claim, enqueue, finish, releaseOwner, stillMine } from '../../src/queue/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-storage-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const db = openDatabase(join(folder, 'db.sqlite'));
const files = openFileStore(join(folder, 'files'), { clock, ids: randomIds });
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every pragma that guards a letter has taken', () => {
  const is = (name: string) => Object.values(db.statement(`PRAGMA ${name}`).get() as object)[0];
  expect(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map(is)).toEqual(['wal', 2, 1, 10000]);
});

test('what throws, or answers a promise, leaves no row', () => {
  const insert = "INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, 'x', 1, 'now')";
  expect(() => db.write((tx) => {
    tx.statement(insert).run('thrown');
    throw new Error('stop');
  })).toThrow('stop');
  expect(() => db.write(((tx: typeof db) => {
    tx.statement(insert).run('promised');
    return Promise.resolve();
  }) as never)).toThrow('cannot return a promise');
  expect(db.statement('SELECT id FROM blobs').all()).toEqual([]);
});

test('each migration runs once, and a database from a newer program is refused', () => {
  const path = join(folder, 'again.sqlite');
  const schema = () => {
    const opened = openDatabase(path);
    const seen = [opened.statement('SELECT name FROM migrations ORDER BY name').all().map((row) => (row as { name: string }).name), opened.statement('SELECT name, sql FROM sqlite_master ORDER BY name').all()];
    opened.close();
    return seen;
  };
  const first = schema();
  const migrations = readdirSync(join(import.meta.dir, '../../src/db/migrations')).filter((name) => name.endsWith('.sql'));
  expect(first[0]).toEqual(migrations.sort());
  expect(schema()).toEqual(first);
  const client = new BetterSqlite3(path);
  client.exec("INSERT INTO migrations (name) VALUES ('9999-of-tomorrow.sql')");
  client.close();
  expect(schema).toThrow('this program does not know');
});

test('a file is named by its id alone, read in pieces, and gone when shredded while its row stays', async () => {
  const [one, two] = await files.putMany([new Uint8Array([1, 2, 3, 4]), new Uint8Array([5])]);
  expect(basename(files.path(one!.id))).toBe(one!.id);
  expect(one!.sha256).toBe(new Bun.CryptoHasher('sha256').update(new Uint8Array([1, 2, 3, 4])).digest('hex'));
  expect(new Uint8Array(await (await files.slice(one!.id, 1, 3)).arrayBuffer())).toEqual(new Uint8Array([2, 3]));
  db.write((tx) => files.record(tx, one!));
  db.write((tx) => files.shred(tx, one!.id));
  expect(existsSync(files.path(one!.id))).toBe(false);
  await expect(files.read(one!.id)).rejects.toThrow('file_gone');
  expect(db.statement('SELECT shredded_at AS at FROM blobs WHERE id = ?').get(one!.id)).toEqual({ at: clock.now().toISOString() });
  expect(await files.size(two!.id)).toBe(1);
});

test('copies are blobs of their own: they take no room, and each goes alone', async () => {
  const bytes = new Uint8Array(100_000).fill(7);
  const source = await files.put(bytes);
  const copies = await files.copyMany(Array.from({ length: 50 }, () => source));
  expect(new Set([source.id, ...copies.map(({ id }) => id)]).size).toBe(51);
  expect(copies.every((copy) => copy.sha256 === source.sha256 && copy.size === bytes.length)).toBe(true);
  expect(new Set([source, ...copies].map(({ id }) => statSync(files.path(id)).ino)).size).toBe(1);
  db.write((tx) => { for (const blob of [source, ...copies]) files.record(tx, blob); });
  db.write((tx) => { for (const blob of [source, ...copies.slice(1)]) files.shred(tx, blob.id); });
  expect(await files.read(copies[0]!.id)).toEqual(Buffer.from(bytes));
  expect(copies.slice(1).some(({ id }) => existsSync(files.path(id)))).toBe(false);
  await expect(files.copyMany([source])).rejects.toThrow('file_gone');
});

test('a stream that breaks off leaves nothing behind', async () => {
  const count = () => readdirSync(join(folder, 'files'), { recursive: true }).length;
  const before = count();
  await expect(files.put((async function* () {
    yield new Uint8Array([1]);
    throw new Error('broke off');
  })())).rejects.toThrow('broke off');
  expect(count()).toBe(before);
});

test('who lost a lease no longer holds the work; work in hand is left alone, finished work is asked for anew', () => {
  const ask = () => db.write((tx) => enqueue(tx, { kind: 'k', key: 'same', runAt: clock.now(), now: clock.now() }));
  const take = (owner: string) => db.write((tx) => claim(tx, { kinds: ['k'], limit: 5, owner, leaseMs: 1000, now: clock.now() }));
  ask();
  const [job] = take('a');
  ask();
  expect(take('b')).toEqual([]);
  clock.advance(2000);
  expect(take('b')).toMatchObject([{ id: job!.id, attempts: 2 }]);
  expect(db.write((tx) => [stillMine(tx, job!.id, 'a'), stillMine(tx, job!.id, 'b')])).toEqual([false, true]);
  db.write((tx) => releaseOwner(tx, 'b'));
  expect(take('c').length).toBe(1);
  db.write((tx) => finish(tx, job!.id, clock.now()));
  expect(take('c')).toEqual([]);
  ask();
  expect(take('c')).toMatchObject([{ id: job!.id, attempts: 1 }]);
});
