import type BetterSqlite3 from 'better-sqlite3';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Says that names are kept; a program that still counts takes it for a version of the future and refuses. */
const named = 1000;
const folder = join(import.meta.dir, 'migrations');

/**
 * Runs the numbered SQL files that this database has not seen, in the order of their names, each in a transaction of
 * its own. Which ones it has seen stands in the database by name, so that two that were written side by side may land
 * in either order. Throws when the database was written by a newer program than this one.
 */
export function migrate(client: BetterSqlite3.Database): void {
  const files = readdirSync(folder).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const step = client.transaction(() => {
    const seen = seenBy(client, files);
    const unknown = seen.filter((name) => !files.includes(name));
    if (unknown.length > 0) throw new Error(`database has ${unknown.join(', ')}, which this program does not know: it was written by a newer one`);
    const next = files.find((name) => !seen.includes(name));
    if (!next) return false;
    client.exec(readFileSync(join(folder, next), 'utf8'));
    const broken = client.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`${next} leaves ${broken.length} rows that point at nothing`);
    client.prepare('INSERT INTO migrations (name) VALUES (?)').run(next);
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
}

/** Names of the files this database has run. Databases of the first versions only counted them, in the order of their names. */
function seenBy(client: BetterSqlite3.Database, files: string[]): string[] {
  const counted = client.pragma('user_version', { simple: true }) as number;
  client.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID');
  if (counted !== named) {
    for (const name of files.slice(0, counted)) client.prepare('INSERT INTO migrations (name) VALUES (?)').run(name);
    client.pragma(`user_version = ${named}`);
  }
  return (client.prepare('SELECT name FROM migrations ORDER BY name').all() as { name: string }[]).map(({ name }) => name);
}
