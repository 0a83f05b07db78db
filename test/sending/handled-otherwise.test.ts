import { afterAll, beforeAll, expect, test } from 'bun:test';
import BetterSqlite3 from 'better-sqlite3';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, type Actor } from '../../src/access/index.ts';
import { makeConfig } from '../../src/config.ts';
import { moveLetter } from '../../src/sending/letter-state.ts';
import { addFunctions } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDeps } from '../../src/deps.ts';
import { handledOtherwise, lettersOfGroup, lettersToSettle, needsPerson, needsPersonGroups, resolveLetter, resolveLetters, takeBackHandled, type LetterState } from '../../src/sending/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-handled-'));
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test');
let actor: Actor;
beforeAll(async () => {
  actor = await addUser(deps, null, { username: 'sek', name: 'Sekretær', password: 'lang nok kode', roles: ['secretary'] });
});
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
async function letterIn(state: LetterState): Promise<string> {
  const [id, dispatch] = [deps.ids.uuid(), deps.ids.uuid()];
  const source = await deps.files.put(new Uint8Array([1]));
  const now = deps.clock.now().toISOString();
  deps.db.write((tx) => {
    deps.files.record(tx, source);
    tx.statement("INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at) VALUES (?, 'submitted', 'Brev', ?, 'a.pdf', 1, ?, ?, ?)").run(dispatch, source.id, actor.id, now, now);
    tx.statement("INSERT INTO letters (id, dispatch_id, ordinal, pages, certainty, evidence, found, alternatives, state, message_uuid, updated_at) VALUES (?, ?, ?, '[1]', 'sure', '[]', '[]', '[]', ?, ?, ?)").run(id, dispatch, ++made, state, deps.ids.uuid(), now);
  });
  return id;
}
const stateOf = (id: string) => deps.db.statement('SELECT state, reason FROM letters WHERE id = ?').get(id) as { state: string; reason: string };

test('a failed letter is handled otherwise with a note that stands with it and in the log; without one nothing changes', async () => {
  const id = await letterIn('failed');
  expect(() => resolveLetter(deps, actor, id, 'handled_otherwise', '   ')).toThrow('resolution.note_missing');
  expect(() => resolveLetter(deps, actor, id, 'handled_otherwise', 'x'.repeat(501))).toThrow('resolution.note_too_long');
  expect(stateOf(id).state).toBe('failed');
  resolveLetter(deps, actor, id, 'handled_otherwise', ' printet og sendt med posten ');
  expect(stateOf(id)).toEqual({ state: 'handled_otherwise', reason: JSON.stringify({ key: 'handled_otherwise', values: { how: 'printet og sendt med posten' } }) });
  const { state } = deps.db.statement('SELECT d.state FROM dispatches d JOIN letters l ON l.dispatch_id = d.id WHERE l.id = ?').get(id) as { state: string };
  expect(state).toBe('settled');
  expect(() => resolveLetter(deps, actor, id, 'send_again')).toThrow('letter.not_waiting');
});

test('an unknown letter may have come: it is not handled otherwise before that is settled', async () => {
  const id = await letterIn('unknown');
  deps.db.write((tx) => tx.statement("UPDATE letters SET updated_at = '2020-01-01T00:00:00.000Z' WHERE id = ?").run(id));
  expect(() => resolveLetter(deps, actor, id, 'handled_otherwise', 'printet')).toThrow('letter.not_waiting');
  expect(stateOf(id).state).toBe('unknown');
});

const because = (id: string, key: string, values: Record<string, string> = {}) => deps.db.write((tx) => tx.statement('UPDATE letters SET reason = ? WHERE id = ?').run(JSON.stringify({ key, values }), id));

test('a mark is taken back: the letter waits again for the cause it had, and a receipt cannot do the same', async () => {
  const id = await letterIn('failed');
  because(id, 'no_mailbox.exempt');
  resolveLetter(deps, actor, id, 'handled_otherwise', 'afleveret i hånden');
  expect(handledOtherwise(deps.db, actor, 1).rows.some((row) => row.id === id)).toBe(true);
  takeBackHandled(deps, actor, id);
  expect(stateOf(id)).toEqual({ state: 'failed', reason: JSON.stringify({ key: 'no_mailbox.exempt', values: {} }) });
  expect(() => takeBackHandled(deps, actor, id)).toThrow('letter.not_handled');
  resolveLetter(deps, actor, id, 'handled_otherwise', 'igen');
  const letter = deps.db.statement('SELECT * FROM letters WHERE id = ?').get(id) as Parameters<typeof moveLetter>[1];
  expect(deps.db.write((tx) => moveLetter(tx, letter, { to: 'failed', at: deps.clock.now(), actorId: null }))).toBe(false);
  expect(stateOf(id).state).toBe('handled_otherwise');
});

test('letters stand by their cause, and a whole cause is settled at once; one that changed meanwhile is left', async () => {
  const stranger = await addUser(deps, null, { username: 'sag', name: 'Sagsbehandler', password: 'lang nok kode', roles: ['case_officer'] });
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    const id = await letterIn('failed');
    because(id, 'rejected', { code: 'too.big', message: String(n) });
    ids.push(id);
  }
  const other = await letterIn('failed');
  because(other, 'rejected', { code: 'else', message: '' });
  const groups = needsPersonGroups(deps.db, actor);
  const group = groups.find((each) => each.group === 'failed:rejected:too.big')!;
  expect([group.letters, group.made]).toEqual([5, 0]);
  expect(groups.find((each) => each.group === 'failed:rejected:else')?.letters).toBe(1);
  expect(needsPerson(deps.db, actor, 1, group.group).rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(lettersOfGroup(deps.db, actor, group.group, 3)).toHaveLength(3);
  expect(needsPersonGroups(deps.db, stranger)).toEqual([]);
  expect(lettersToSettle(deps.db, stranger, ids)).toEqual([]);

  resolveLetter(deps, actor, ids[0]!, 'give_up');
  expect(lettersToSettle(deps.db, actor, ids)).toHaveLength(4);
  expect(() => resolveLetters(deps, actor, ids, 'handled_otherwise', ' ')).toThrow('resolution.note_missing');
  expect(() => resolveLetters(deps, actor, [], 'give_up')).toThrow('resolution.no_letters');
  expect(needsPersonGroups(deps.db, actor).find((each) => each.group === group.group)?.letters).toBe(4);
  const { settled, left } = resolveLetters(deps, actor, [...ids, ids[1]!], 'handled_otherwise', 'printet');
  expect([settled, [...left]]).toEqual([4, [['letter.not_waiting', 1]]]);
  expect(stateOf(ids[0]!).state).toBe('cancelled');
  expect(resolveLetters(deps, stranger, [other], 'give_up')).toEqual({ settled: 0, left: new Map([['not_found', 1]]) });
  expect(stateOf(other).state).toBe('failed');
});

test('a database from before keeps every letter, its attempts and receipts through the rebuilt table', () => {
  const client = new BetterSqlite3(':memory:');
  const migrations = join(import.meta.dir, '../../src/db/migrations');
  const before = readdirSync(migrations).sort().filter((name) => name < '0007');
  for (const name of before) client.exec(readFileSync(join(migrations, name), 'utf8'));
  client.pragma(`user_version = ${before.length}`);
  client.pragma('foreign_keys = ON');
  client.exec(`INSERT INTO users (id, username, name, password_hash, created_at) VALUES ('u', 'u', 'U', '', '');
    INSERT INTO blobs (id, sha256, size, created_at) VALUES ('b', '', 1, '');
    INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at) VALUES ('d', 'submitted', '', 'b', '', 1, 'u', '', '');
    INSERT INTO letters (id, dispatch_id, ordinal, pages, certainty, evidence, found, alternatives, state, message_uuid, updated_at) VALUES ('l', 'd', 1, '[1]', 'sure', '', '', '', 'failed', 'm', '');
    INSERT INTO transmissions (id, kind, letters, started_at) VALUES ('t', 'single', 1, '');
    INSERT INTO attempts (letter_id, transmission_id, worker, started_at) VALUES ('l', 't', 'w', '');`);
  addFunctions(client);
  migrate(client);
  expect(client.prepare('SELECT l.id, l.state, a.worker FROM letters l JOIN attempts a ON a.letter_id = l.id').all()).toEqual([{ id: 'l', state: 'failed', worker: 'w' }]);
  client.exec("UPDATE letters SET state = 'handled_otherwise'");
  expect(() => client.exec("UPDATE letters SET state = 'something'")).toThrow('CHECK');
  expect(() => client.exec("DELETE FROM letters")).toThrow('FOREIGN KEY');
  expect(client.pragma('foreign_keys', { simple: true })).toBe(1);
  client.close();
});
