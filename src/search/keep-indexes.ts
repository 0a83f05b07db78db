import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/errors.ts';
import type { Database } from '../db/index.ts';
import { addIndex, dropRecord, listIndexes, pendingChanges, pendingRemovals, settleChanges, settleRemoval, type IndexRecord } from './changes.ts';
import { readEntries } from './entries.ts';
import type { EntryRef, IndexEntry, SearchIndex } from './types.ts';

/** So many entries are written at a time: the loop yields in between, and memory is bounded. */
const usualBatch = 200;
/** Fewer while letters may be leaving: the driver is synchronous, and what is written here holds up their delivery. */
const batchBesideWork = 40;
/** Text that is held at a time while more is read, in characters. */
const mostCharacters = 10_000_000;
/** An index that can be away is asked so often whether it is there. */
const checkEveryMs = 15_000;

export type IndexKeeper = {
  /** Brings every index one step further. True while there is more to do. */
  step(): Promise<boolean>;
  /** Whether the last step failed somewhere: there is no use in trying again at once. */
  failing(): boolean;
  close(): Promise<void>;
};

/**
 * Keeps the indexes (of one engine where it is given) up to date with the archive, and builds new ones. Can stop anywhere and
 * go on later: how far a building index has come stands in the database, written after the entries are in it. `open` opens an
 * index by its record, null where its engine is not set up (any more); `remove` takes one away on the server.
 */
export function keepIndexes(
  deps: { db: Database; clock: Clock }, open: (record: IndexRecord) => SearchIndex | null,
  { engine, remove }: { engine?: IndexRecord['engine']; remove?: (name: string) => Promise<void> } = {},
): IndexKeeper {
  const opened = new Map<string, SearchIndex>();
  const checked = new Map<string, number>();
  let failed = false;
  const records = () => listIndexes(deps.db).filter((each) => !engine || each.engine === engine);

  function indexOf(record: IndexRecord): SearchIndex | null {
    const known = opened.get(record.name) ?? open(record);
    if (known) opened.set(record.name, known);
    return known;
  }

  async function build(record: IndexRecord, index: SearchIndex): Promise<boolean> {
    const batch = index.batch ?? usualBatch;
    const table = deps.db.statement('SELECT rowid AS row, id FROM cases WHERE rowid > ? ORDER BY rowid LIMIT ?').all(record.caseCursor, batch) as { row: number; id: string }[];
    const cases = table.map(({ id }): EntryRef => ({ kind: 'case', id }));
    const documents = cases.length > 0 ? [] : (deps.db.statement('SELECT rowid AS row, id FROM documents WHERE rowid > ? ORDER BY rowid LIMIT ?').all(record.documentCursor, batch) as { row: number; id: string }[]);
    const refs = cases.length > 0 ? cases : documents.map(({ id }): EntryRef => ({ kind: 'document', id }));
    if (refs.length > 0) {
      await put(index, refs);
      const [caseCursor, documentCursor] = [table.at(-1)?.row ?? record.caseCursor, documents.at(-1)?.row ?? record.documentCursor];
      deps.db.write((tx) => tx.statement('UPDATE search_indexes SET case_cursor = ?, document_cursor = ? WHERE name = ?').run(caseCursor, documentCursor, record.name));
      return true;
    }
    if (await catchUp(record, index)) return true;
    if (await index.finish()) return true;
    const replaced = listIndexes(deps.db).filter((each) => each.engine === record.engine && each.name !== record.name);
    deps.db.write((tx) => {
      tx.statement("UPDATE search_indexes SET state = 'ready', ready_at = ?, last_error = NULL, last_error_at = NULL WHERE name = ?").run(deps.clock.now().toISOString(), record.name);
      for (const each of replaced) dropRecord(tx, each.name);
    });
    for (const each of replaced) {
      // One on a server is taken away by its removal, which outlasts a server that is away just now.
      if (each.engine === 'fts5') await indexOf(each)?.destroy();
      opened.delete(each.name);
    }
    return true;
  }

  async function catchUp(record: IndexRecord, index: SearchIndex): Promise<boolean> {
    const changes = pendingChanges(deps.db, record.name, index.batch ?? batchBesideWork);
    if (changes.length === 0) return false;
    const once = new Map(changes.map(({ kind, id }) => [`${kind}:${id}`, { kind, id }]));
    await put(index, [...once.values()]);
    settleChanges(deps.db, changes);
    return true;
  }

  /** Reads and writes: what is many is read a little at a time, and what is long is not kept waiting for more. */
  async function put(index: SearchIndex, refs: EntryRef[]): Promise<void> {
    let [entries, gone, size]: [IndexEntry[], EntryRef[], number] = [[], [], 0];
    for (let from = 0; from < refs.length; from += usualBatch) {
      if (from > 0) await new Promise((resolve) => setImmediate(resolve));
      const read = readEntries(deps.db, refs.slice(from, from + usualBatch));
      entries.push(...read.entries);
      gone.push(...read.gone);
      size += read.entries.reduce((sum, { body }) => sum + body.length, 0);
      if (size < mostCharacters && from + usualBatch < refs.length) continue;
      await index.write(entries, gone);
      [entries, gone, size] = [[], [], 0];
    }
  }

  async function check(record: IndexRecord, index: SearchIndex): Promise<void> {
    const now = deps.clock.now().getTime();
    if (!index.check || (!record.lastError && now - (checked.get(record.name) ?? 0) < checkEveryMs)) return;
    await index.check();
    checked.set(record.name, now);
  }

  async function stepOne(record: IndexRecord, index: SearchIndex): Promise<boolean> {
    try {
      const worked = record.state === 'building' ? await build(record, index) : await catchUp(record, index);
      if (!worked) await check(record, index);
      // An index that was away is in order again when it has heard of everything meanwhile.
      if (record.lastError && (record.state === 'building' || !worked)) noteError(record, null);
      return worked;
    } catch (error) {
      failed = true;
      const reason = error instanceof Problem ? error.reason : (error as Error).message.slice(0, 300);
      if (reason === 'meilisearch.no_index') beginAgain(record);
      else if (reason !== 'meilisearch.stopped') noteError(record, reason);
      return false;
    }
  }

  /** The server has lost it: another is built, and the embedded index answers meanwhile. */
  function beginAgain(record: IndexRecord) {
    opened.delete(record.name);
    deps.db.write((tx) => {
      dropRecord(tx, record.name);
      if (!listIndexes(tx).some((each) => each.engine === record.engine && each.state === 'building')) addIndex(tx, record.engine, deps.clock.now());
    });
  }

  function noteError(record: IndexRecord, error: string | null) {
    // Since when it has been so, not when it was last tried.
    if (error === record.lastError) return;
    deps.db.write((tx) => tx.statement('UPDATE search_indexes SET last_error = ?, last_error_at = ? WHERE name = ?').run(error, error && deps.clock.now().toISOString(), record.name));
  }

  async function removeLeft(): Promise<void> {
    for (const name of remove ? pendingRemovals(deps.db) : []) {
      try {
        await remove!(name);
        settleRemoval(deps.db, name);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failed = true;
      }
    }
  }

  return {
    async step() {
      let more = false;
      failed = false;
      for (const record of records()) {
        const index = indexOf(record);
        if (index) more = (await stepOne(record, index)) || more;
      }
      await removeLeft();
      return more;
    },
    failing: () => failed,
    async close() {
      for (const index of opened.values()) await index.close();
      opened.clear();
    },
  };
}
