import BetterSqlite3 from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { localDay } from '../core/dates.ts';
import { migrate } from './migrate.ts';

/** Reads: drizzle for most, `statement` (prepared once, kept) where a statement is hot. */
export type Reader = {
  readonly orm: BetterSQLite3Database;
  statement(sql: string): BetterSqlite3.Statement;
};

declare const inTransaction: unique symbol;

/** A reader inside a write transaction. Only `Database.write` makes one, so what takes a Tx cannot run outside. */
export type Tx = Reader & { readonly [inTransaction]: true };

export type Database = Reader & {
  readonly path: string;
  /**
   * Runs `work` in one IMMEDIATE transaction and answers what it answers; a throw rolls all of it
   * back. Synchronous on purpose: an await inside would hold the write lock over the network, and
   * the driver refuses a promise (design.md, principle 2). Called inside another it is a part of that
   * (a savepoint): a throw takes back this part, and nothing is kept before the outer one is.
   */
  write<T>(work: (tx: Tx) => T): T;
  close(): void;
};

const pragmas = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 10000', 'temp_store = MEMORY'];

/** Megabytes of pages a connection keeps; with the 2 MB SQLite takes by itself a list reads most pages of an archive of gigabytes anew. */
const cacheMegabytes = 16;
/** The same for the portal: what the lists of a million letters read lies in thousands of pages. Only what has been read takes room. */
export const portalCache = 64;

/** What the tables and triggers ask of the program: no connection without them can write. */
export function addFunctions(client: BetterSqlite3.Database): void {
  // SQLite folds only ASCII: Å and å would be different letters in a name.
  client.function('fold', { deterministic: true }, (text) => String(text ?? '').toLocaleLowerCase('da'));
  // The Copenhagen day of a stored time: legal periods are counted in it (migrations/0076-retention.sql).
  client.function('local_day', { deterministic: true }, (at) => (typeof at === 'string' && at ? localDay(new Date(at)) : null));
}

/**
 * Opens the database at `path` (made when missing) and brings it up to date; `cache` in megabytes.
 * Throws when a pragma did not take: a power cut under a weaker one loses acknowledged letters
 * (facts/dependencies.md, "trap": the library's own default for WAL is NORMAL).
 */
export function openDatabase(path: string, cache = cacheMegabytes): Database {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const client = new BetterSqlite3(path);
  for (const pragma of [...pragmas, `cache_size = -${cache * 1000}`]) client.pragma(pragma);
  assertPragmas(client);
  addFunctions(client);
  migrate(client);

  const orm = drizzle(preparingOnce(client));
  const statements = new Map<string, BetterSqlite3.Statement>();
  const reader: Reader = {
    orm,
    statement(sql) {
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, (statement = client.prepare(sql)));
      return statement;
    },
  };
  const run = client.transaction((work: (tx: Tx) => unknown) => work(reader as Tx));
  return Object.assign(reader, {
    path,
    write: <T>(work: (tx: Tx) => T) => run.immediate(work) as T,
    close: () => client.close(),
  });
}

/** So many of drizzle's statements are kept; their texts vary with how many values stand in a list. */
const mostKept = 500;

/**
 * The client as drizzle sees it: a statement is prepared once and used again, as by `statement`. The rules of access are long
 * texts that are asked with every record; preparing them took a third of the time of an act on many. Kept apart from
 * `statement`'s own, because drizzle sets some of its statements to answer lists instead of rows.
 */
function preparingOnce(client: BetterSqlite3.Database): BetterSqlite3.Database {
  const kept = new Map<string, BetterSqlite3.Statement>();
  const prepare = (sql: string) => {
    let statement = kept.get(sql);
    if (!statement) {
      if (kept.size >= mostKept) kept.clear();
      kept.set(sql, (statement = client.prepare(sql)));
    }
    return statement;
  };
  return new Proxy(client, { get: (target, name) => (name === 'prepare' ? prepare : Reflect.get(target, name, target) as unknown) });
}

function assertPragmas(client: BetterSqlite3.Database) {
  const is = (name: string) => String(client.pragma(name, { simple: true }));
  const wanted: [string, string][] = [['journal_mode', 'wal'], ['synchronous', '2'], ['foreign_keys', '1'], ['busy_timeout', '10000']];
  for (const [name, value] of wanted) {
    if (is(name) !== value) throw new Error(`SQLite pragma ${name} is ${is(name)}, must be ${value}`);
  }
}
