import type { Reader, Tx } from '../db/index.ts';

/** How a part of the box is doing, written by the process that knows and shown to people by the web. */
export type Status = { value: Record<string, unknown>; at: string };

export function setStatus(tx: Tx, key: string, value: Record<string, unknown>, at: Date): void {
  tx.statement('INSERT OR REPLACE INTO statuses (key, value, updated_at) VALUES (?, ?, ?)').run(key, JSON.stringify(value), at.toISOString());
}

export function getStatus(reader: Reader, key: string): Status | undefined {
  const row = reader.statement('SELECT value, updated_at AS at FROM statuses WHERE key = ?').get(key) as { value: string; at: string } | undefined;
  return row && { value: JSON.parse(row.value) as Record<string, unknown>, at: row.at };
}
