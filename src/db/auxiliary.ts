import BetterSqlite3 from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A database file beside the main one that can be made again from it, such as a search index. */
export type Auxiliary = BetterSqlite3.Database;

/**
 * Opens (or makes) such a file. Not flushed on every commit: after a power cut it may be older than the main database,
 * never damaged; whoever keeps it knows from the main database what it misses. `readonly`: must be there already.
 */
export function openAuxiliary(path: string, options: { readonly?: boolean } = {}): Auxiliary {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const client = new BetterSqlite3(path, { readonly: options.readonly ?? false });
  if (!options.readonly) client.pragma('journal_mode = WAL');
  client.pragma('synchronous = NORMAL');
  client.pragma('busy_timeout = 10000');
  client.pragma('temp_store = MEMORY');
  return client;
}
