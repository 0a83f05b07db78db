import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { record, verifyAudit } from '../../src/audit/index.ts';
import { openDatabase, type Database } from '../../src/db/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-audit-'));
let n = 0;
let db: Database;
beforeEach(() => {
  db = openDatabase(join(folder, `${n++}.sqlite`));
  for (let each = 0; each < 6; each++) {
    db.write((tx) => record(tx, { at: new Date(), actorId: 'a', event: 'case.viewed', subject: { kind: 'case', id: `c${each}` }, payload: { each } }));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Somebody with the file in hand takes the triggers away and does what they like. */
function tamper(sql: string) {
  const client = new BetterSqlite3(db.path);
  for (const name of ['audit_entries_no_update', 'audit_entries_no_delete', 'audit_payloads_no_update', 'audit_payloads_no_delete']) client.exec(`DROP TRIGGER ${name}`);
  client.pragma('foreign_keys = OFF');
  client.exec(sql);
  client.close();
}
const faults = () => verifyAudit(db).faults;

test('an untouched chain holds, and triggers refuse change and removal', () => {
  expect(verifyAudit(db)).toMatchObject({ entries: 6, erased: 0, faults: [] });
  expect(() => db.write((tx) => tx.statement('UPDATE audit_entries SET event = ?').run('x'))).toThrow('never changed');
  expect(() => db.write((tx) => tx.statement('DELETE FROM audit_entries').run())).toThrow();
  expect(() => db.write((tx) => tx.statement('DELETE FROM audit_payloads').run())).toThrow('by rule only');
});

test.each([
  ['a changed row', "UPDATE audit_entries SET actor_id = 'b' WHERE seq = 3", { seq: 3, kind: 'altered' }],
  ['a changed payload', "UPDATE audit_payloads SET payload = '{}' WHERE seq = 4", { seq: 4, kind: 'altered' }],
  ['a removed row', 'DELETE FROM audit_entries WHERE seq = 2', { seq: 3, kind: 'removed' }],
  ['a removed end', 'DELETE FROM audit_entries WHERE seq > 4', { seq: 5, kind: 'truncated' }],
])('%s is found', (_name, sql, fault) => {
  tamper(sql);
  expect(faults()).toContainEqual(fault as never);
});

test('an inserted row is found, and a chain rewritten from end to end by its checkpoint', () => {
  const { head } = verifyAudit(db);
  tamper("INSERT INTO audit_entries SELECT 7, at, actor_id, event, subject_kind, subject_id, parent_kind, parent_id, commitment, previous_hash, 'new' FROM audit_entries WHERE seq = 5");
  expect(faults().map((fault) => fault.seq)).toContain(7);
  expect(verifyAudit(db, { seq: 6, hash: 'f'.repeat(64) }).faults).toContainEqual({ seq: 6, kind: 'altered' });
  expect(head.seq).toBe(6);
});

test('an erased payload leaves a chain that holds', () => {
  tamper('DELETE FROM audit_payloads WHERE seq = 2');
  expect(verifyAudit(db)).toMatchObject({ erased: 1, faults: [] });
});
