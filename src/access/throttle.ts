import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Reader, Tx } from '../db/index.ts';

/** Keys are hashed: a mistyped user name is often a password. */
export const throttleKey = (kind: string, value: string) => `${kind}:${createHash('sha256').update(value.toLowerCase()).digest('hex')}`;

/** Seconds until `key` may be tried again; 0 or less = now. */
export function blockedSeconds(reader: Reader, clock: Clock, key: string): number {
  const row = reader.statement('SELECT blocked_until AS until FROM login_failures WHERE key = ?').get(key) as { until: string | null } | undefined;
  return row?.until ? Math.ceil((new Date(row.until).getTime() - clock.now().getTime()) / 1000) : 0;
}

/** Counts a failure; after `free` of them within a day each doubles the wait, from 30 seconds to 15 minutes. */
export function countFailure(tx: Tx, key: string, free: number, at: Date): void {
  const row = tx.statement('SELECT failures, last_at AS lastAt FROM login_failures WHERE key = ?').get(key) as { failures: number; lastAt: string } | undefined;
  const stale = row && at.getTime() - new Date(row.lastAt).getTime() > 24 * 60 * 60_000;
  const failures = (row && !stale ? row.failures : 0) + 1;
  const seconds = failures < free ? 0 : Math.min(900, 30 * 2 ** Math.min(10, failures - free));
  tx.statement('INSERT OR REPLACE INTO login_failures (key, failures, last_at, blocked_until) VALUES (?, ?, ?, ?)')
    .run(key, failures, at.toISOString(), seconds ? new Date(at.getTime() + seconds * 1000).toISOString() : null);
}

export function forgetFailures(tx: Tx, key: string): void {
  tx.statement('DELETE FROM login_failures WHERE key = ?').run(key);
}
