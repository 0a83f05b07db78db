import { randomBytes } from 'node:crypto';
import type { Database, Reader, Tx } from '../db/index.ts';
import type { EntryRef } from './types.ts';

/** One index that is kept or being built (migration 0061). */
export type IndexRecord = {
  name: string; engine: 'fts5' | 'meilisearch'; state: 'building' | 'ready'; caseCursor: number; documentCursor: number;
  madeAt: string; readyAt: string | null; lastError: string | null; lastErrorAt: string | null;
};

const columns = `name, engine, state, case_cursor AS caseCursor, document_cursor AS documentCursor, made_at AS madeAt, ready_at AS readyAt, last_error AS lastError, last_error_at AS lastErrorAt`;

/** All indexes, the oldest first. */
export function listIndexes(reader: Reader): IndexRecord[] {
  return reader.statement(`SELECT ${columns} FROM search_indexes ORDER BY CAST(substr(name, instr(name, '-') + 1) AS INTEGER)`).all() as IndexRecord[];
}

/** The index of an engine that a search should ask: the newest that is ready, else the one being built. */
export function indexToAsk(reader: Reader, engine: IndexRecord['engine']): IndexRecord | undefined {
  const all = listIndexes(reader).filter((each) => each.engine === engine);
  return all.findLast((each) => each.state === 'ready') ?? all.at(-1);
}

export type Change = EntryRef & { seq: number };

/** The oldest changes an index has not heard of; the same entry may be among them more than once. */
export function pendingChanges(reader: Reader, name: string, limit: number): Change[] {
  return reader.statement('SELECT seq, kind, id FROM search_changes WHERE index_name = ? ORDER BY seq LIMIT ?').all(name, limit) as Change[];
}

export const countPending = (reader: Reader, name: string): number =>
  (reader.statement('SELECT count(*) AS n FROM (SELECT DISTINCT kind, id FROM search_changes WHERE index_name = ?)').get(name) as { n: number }).n;

/** Forgets changes that are in the index now. What has changed again since stands there again. */
export function settleChanges(db: Database, changes: Change[]): void {
  db.write((tx) => {
    const remove = tx.statement('DELETE FROM search_changes WHERE seq = ?');
    for (const { seq } of changes) remove.run(seq);
  });
}

/**
 * A new index of an engine, to be built from the archive as it stands while the one before goes on answering. It hears of
 * every change from now on. Answers its name.
 */
export const beginIndex = (db: Database, engine: IndexRecord['engine'], at: Date): string => db.write((tx) => addIndex(tx, engine, at));

export function addIndex(tx: Tx, engine: IndexRecord['engine'], at: Date): string {
  const all = listIndexes(tx);
  const number = Math.max(0, ...all.map(({ name }) => Number(name.split('-')[1]))) + 1;
  // On a server there may be indexes of others, or of this box before it was set up anew.
  const name = engine === 'fts5' ? `${engine}-${number}` : `${engine}-${number}-${randomBytes(4).toString('hex')}`;
  // One that was being built is given up: it would never be asked.
  for (const each of all) if (each.engine === engine && each.state === 'building') dropRecord(tx, each.name);
  tx.statement("INSERT INTO search_indexes (name, engine, state, made_at) VALUES (?, ?, 'building', ?)").run(name, engine, at.toISOString());
  return name;
}

export function dropRecord(tx: Tx, name: string): void {
  tx.statement('DELETE FROM search_changes WHERE index_name = ?').run(name);
  tx.statement('DELETE FROM search_indexes WHERE name = ?').run(name);
}

/** Whether more changes wait than may be missing from what is found. */
export const isBehind = (reader: Reader, name: string, most: number): boolean =>
  Boolean(reader.statement('SELECT 1 FROM search_changes WHERE index_name = ? LIMIT 1 OFFSET ?').get(name, most));

/** Indexes that are to be taken away on the server (migration 0070). */
export const pendingRemovals = (reader: Reader): string[] => (reader.statement('SELECT name FROM search_removals ORDER BY name').all() as { name: string }[]).map(({ name }) => name);

export function settleRemoval(db: Database, name: string): void {
  db.write((tx) => tx.statement('DELETE FROM search_removals WHERE name = ?').run(name));
}
