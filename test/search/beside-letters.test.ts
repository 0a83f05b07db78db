import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, addUser, findUser } from '../../src/access/index.ts';
import { makeConfig } from '../../src/config.ts';
import { openDeps } from '../../src/deps.ts';
import { restAfter, searchLoop } from '../../src/jobs/search-loop.ts';
import { search } from '../../src/search/index.ts';
import { until } from '../support/box.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-beside-'));
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test');
const { db } = deps;
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

test('while letters leave the index takes a tenth of the time, and never rests for longer than two seconds', () => {
  expect([restAfter(20, true), restAfter(222, true), restAfter(5000, true)]).toEqual([180, 1998, 2000]);
  expect(restAfter(5000, false)).toBe(5);
});

test('letters that leave all day hold the index up, but never keep it from coming along', async () => {
  const secretary = actorOf(deps, findUser(db, (await addUser(deps, null, { username: 'lise', name: 'Lise', password: 'long enough', roles: ['secretary'] })).id)!);
  const at = '2026-01-01T00:00:00.000Z';
  db.write((tx) => {
    tx.statement("INSERT INTO jobs (kind, key, payload, state, run_at, lease_until, lease_owner, created_at) VALUES ('deliver-letter', 'l0', '{}', 'leased', ?, ?, 'w', ?)").run(at, '2099-01-01T00:00:00.000Z', at);
    tx.statement("INSERT INTO cases (id, kind, type_id, title, status, confidential, created_at, updated_at) VALUES ('c', 'student', 'student', 'Sag', 'open', 0, ?, ?)").run(at, at);
    for (let n = 0; n < 1200; n++) {
      tx.statement("INSERT INTO documents (id, case_id, title, direction, status, created_at, letter_id, dispatch_id) VALUES (?, 'c', 'Brev', 'sent', 'delivered', ?, ?, 'd')").run(`d${n}`, at, `l${n}`);
      tx.statement('INSERT INTO document_texts (document_id, text) VALUES (?, ?)').run(`d${n}`, 'skovtur');
    }
  });
  const stopping = new AbortController();
  const loop = searchLoop(deps, stopping.signal);
  await until(async () => (await search(db, deps.search.ask, secretary, { text: 'skovtur', filters: {}, order: 'newest', page: 1 })).total === 1200, 'all letters to be found');
  stopping.abort();
  await loop;
  expect(db.statement("SELECT count(*) AS n FROM jobs WHERE state = 'leased'").get()).toEqual({ n: 1 });
}, 90_000);
