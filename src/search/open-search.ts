import { join } from 'node:path';
import { unavailable } from '../core/errors.ts';
import type { Database } from '../db/index.ts';
import { indexToAsk, type IndexRecord } from './changes.ts';
import { openFts5Index } from './fts5/index.ts';
import type { AskIndex } from './search.ts';
import type { SearchIndex } from './types.ts';

export type Search = {
  /** Asks the index in use. Throws unavailable search.none, search.broken. */
  ask: AskIndex;
  /** Opens an index by its record, for whoever keeps it. Null where its engine is not set up. */
  open(record: IndexRecord): SearchIndex | null;
  close(): Promise<void>;
};

/** The search of a box whose index files lie in `folder`. Nothing is opened before somebody asks. */
export function openSearch(deps: { db: Database; folder: string }): Search {
  let asked: { name: string; index: SearchIndex } | undefined;
  const open = (record: IndexRecord) => (record.engine === 'fts5' ? openFts5Index(join(deps.folder, `${record.name}.sqlite`)) : null);
  return {
    open,
    async ask(request) {
      const record = indexToAsk(deps.db, 'fts5');
      if (!record) throw unavailable('search.none');
      if (asked?.name !== record.name) {
        await asked?.index.close();
        asked = { name: record.name, index: open(record)! };
      }
      return asked.index.search(request);
    },
    async close() {
      await asked?.index.close();
      asked = undefined;
    },
  };
}
