import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/index.ts';
import { dropRecord, listIndexes, pendingChanges, settleChanges, type IndexRecord } from './changes.ts';
import { readEntries } from './entries.ts';
import type { EntryRef, SearchIndex } from './types.ts';

/** So many entries are written at a time: the loop yields in between, and memory is bounded. */
const batch = 200;
/** Fewer while letters may be leaving: the driver is synchronous, and what is written here holds up their delivery. */
const batchBesideWork = 40;

export type IndexKeeper = {
  /** Brings every index one step further. True while there is more to do. */
  step(): Promise<boolean>;
  close(): Promise<void>;
};

/**
 * Keeps the indexes up to date with the archive, and builds new ones. Can stop anywhere and go on later: how far a building
 * index has come stands in the database, written after the entries are in it. `open` opens an index by its record, null
 * where its engine is not set up (any more).
 */
export function keepIndexes(deps: { db: Database; clock: Clock }, open: (record: IndexRecord) => SearchIndex | null): IndexKeeper {
  const opened = new Map<string, SearchIndex>();

  function indexOf(record: IndexRecord): SearchIndex | null {
    const known = opened.get(record.name) ?? open(record);
    if (known) opened.set(record.name, known);
    return known;
  }

  async function build(record: IndexRecord, index: SearchIndex): Promise<boolean> {
    const table = deps.db.statement('SELECT rowid AS row, id FROM cases WHERE rowid > ? ORDER BY rowid LIMIT ?').all(record.caseCursor, batch) as { row: number; id: string }[];
    const cases = table.map(({ id }): EntryRef => ({ kind: 'case', id }));
    const documents = cases.length > 0 ? [] : (deps.db.statement('SELECT rowid AS row, id FROM documents WHERE rowid > ? ORDER BY rowid LIMIT ?').all(record.documentCursor, batch) as { row: number; id: string }[]);
    const refs = cases.length > 0 ? cases : documents.map(({ id }): EntryRef => ({ kind: 'document', id }));
    if (refs.length > 0) {
      const { entries, gone } = readEntries(deps.db, refs);
      await index.write(entries, gone);
      const [caseCursor, documentCursor] = [table.at(-1)?.row ?? record.caseCursor, documents.at(-1)?.row ?? record.documentCursor];
      deps.db.write((tx) => tx.statement('UPDATE search_indexes SET case_cursor = ?, document_cursor = ? WHERE name = ?').run(caseCursor, documentCursor, record.name));
      return true;
    }
    if (await catchUp(record, index)) return true;
    await index.finish();
    const replaced = listIndexes(deps.db).filter((each) => each.engine === record.engine && each.name !== record.name);
    deps.db.write((tx) => {
      tx.statement("UPDATE search_indexes SET state = 'ready', ready_at = ?, last_error = NULL, last_error_at = NULL WHERE name = ?").run(deps.clock.now().toISOString(), record.name);
      for (const each of replaced) dropRecord(tx, each.name);
    });
    for (const each of replaced) {
      await indexOf(each)?.destroy();
      opened.delete(each.name);
    }
    return true;
  }

  async function catchUp(record: IndexRecord, index: SearchIndex): Promise<boolean> {
    const changes = pendingChanges(deps.db, record.name, batchBesideWork);
    if (changes.length === 0) return false;
    const once = new Map(changes.map(({ kind, id }) => [`${kind}:${id}`, { kind, id }]));
    const { entries, gone } = readEntries(deps.db, [...once.values()]);
    await index.write(entries, gone);
    settleChanges(deps.db, changes);
    return true;
  }

  return {
    async step() {
      let more = false;
      for (const record of listIndexes(deps.db)) {
        const index = indexOf(record);
        if (!index) continue;
        try {
          const worked = record.state === 'building' ? await build(record, index) : await catchUp(record, index);
          more = worked || more;
          if (worked && record.lastError) noteError(record.name, null);
        } catch (error) {
          noteError(record.name, (error as Error).message.slice(0, 300));
        }
      }
      return more;
    },
    async close() {
      for (const index of opened.values()) await index.close();
      opened.clear();
    },
  };

  function noteError(name: string, error: string | null) {
    deps.db.write((tx) => tx.statement('UPDATE search_indexes SET last_error = ?, last_error_at = ? WHERE name = ?').run(error, error && deps.clock.now().toISOString(), name));
  }
}
