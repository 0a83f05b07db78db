import BetterSqlite3 from 'better-sqlite3';

/**
 * Holds an exclusive lock on `path` for the life of the process; false where another process has
 * it. A lock of SQLite's own on a file of its own: the system lets go of it when the process dies,
 * however it dies, so whoever gets it knows that everything begun before belongs to a dead process.
 */
export function takeLock(path: string): { release(): void } | null {
  const client = new BetterSqlite3(path);
  try {
    client.pragma('busy_timeout = 0');
    client.exec('BEGIN EXCLUSIVE');
    return { release: () => client.close() };
  } catch {
    client.close();
    return null;
  }
}
