import { Database } from 'bun:sqlite';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { postTables } from './post.ts';

export type Store = Database;

/**
 * One file holds the whole peer. A letter is one row, committed before the answer is sent, so that
 * "stored, then killed" is a state the tests can rely on. A receipt is due by time alone: no timer
 * has to survive a kill.
 */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const store = new Database(join(folder, 'sandbox.sqlite'), { create: true, strict: true });
  store.run('PRAGMA journal_mode = WAL');
  store.run('PRAGMA synchronous = FULL');
  store.run('PRAGMA busy_timeout = 5000');
  store.run('PRAGMA foreign_keys = ON');
  for (const statement of [...tables, ...postTables]) store.run(statement);
  return store;
}

const tables = [
  `CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
  // mailbox is the id that pages and the control address use, so that no number stands in an address.
  `CREATE TABLE IF NOT EXISTS contact (
    mailbox TEXT PRIMARY KEY, kind TEXT NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL,
    status TEXT NOT NULL, file_status TEXT NOT NULL, since TEXT NOT NULL, updated TEXT NOT NULL,
    UNIQUE (kind, number))`,
  // One row for every memo that was taken, also those that are refused later; the outcome is settled at once, and shown when due.
  `CREATE TABLE IF NOT EXISTS memo (
    transmission TEXT PRIMARY KEY, sequence INTEGER NOT NULL, uuid TEXT NOT NULL, sender TEXT NOT NULL, sender_label TEXT NOT NULL, title TEXT NOT NULL,
    mailbox TEXT, message_id TEXT, reply INTEGER NOT NULL, accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
    status TEXT NOT NULL, error_code TEXT, error_message TEXT, xml BLOB NOT NULL)`,
  // The next number is one more than the highest: without an index each letter reads all before it.
  `CREATE INDEX IF NOT EXISTS memo_sequence ON memo (sequence)`,
  `CREATE INDEX IF NOT EXISTS memo_uuid ON memo (uuid)`,
  `CREATE INDEX IF NOT EXISTS memo_mailbox ON memo (mailbox, status, due_at)`,
  `CREATE TABLE IF NOT EXISTS receipt (
    id TEXT PRIMARY KEY, sender TEXT NOT NULL, due_at INTEGER NOT NULL, body TEXT NOT NULL, deleted_at INTEGER)`,
  `CREATE INDEX IF NOT EXISTS receipt_due ON receipt (sender, deleted_at, due_at)`,
  // The signing service's requests; token is what stands in the link.
  `CREATE TABLE IF NOT EXISTS signing_request (
    id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, title TEXT NOT NULL, sender TEXT NOT NULL, sign_by TEXT, signer TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
    sha256 TEXT NOT NULL, document BLOB NOT NULL, state TEXT NOT NULL, reason TEXT, signed BLOB, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL)`,
  // Every POST that named a UUID, by what it led to: what a test compares its own counts with.
  `CREATE TABLE IF NOT EXISTS attempt (sequence INTEGER PRIMARY KEY, uuid TEXT, at INTEGER NOT NULL, outcome TEXT NOT NULL)`,
];
