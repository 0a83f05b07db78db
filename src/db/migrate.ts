import type BetterSqlite3 from 'better-sqlite3';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dir, 'migrations');

/**
 * Runs the numbered SQL files that this database has not seen, each in a transaction of its own.
 * Throws when the database was written by a newer program than this one.
 */
export function migrate(client: BetterSqlite3.Database): void {
  const files = readdirSync(folder).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const version = () => client.pragma('user_version', { simple: true }) as number;
  const step = client.transaction(() => {
    const next = files[version()];
    if (!next) return false;
    client.exec(readFileSync(join(folder, next), 'utf8'));
    const broken = client.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`${next} leaves ${broken.length} rows that point at nothing`);
    client.pragma(`user_version = ${version() + 1}`);
    return true;
  });
  // Read inside the transaction: two processes that start together must not run one file twice.
  // Off while tables are made anew: it cannot be changed inside a transaction, and each step checks before it commits.
  client.pragma('foreign_keys = OFF');
  try {
    while (step.immediate());
  } finally {
    client.pragma('foreign_keys = ON');
  }
  if (version() > files.length) throw new Error(`database is at version ${version()}, this program knows ${files.length}`);
}
