import type { Reader } from '../db/index.ts';
import { countPending, listIndexes, type IndexRecord } from './changes.ts';

/** How an index is, for the health page and the doctor. Numbers only, no text of anybody's. */
export type IndexHealth = IndexRecord & {
  /** Changes it has not heard of, and while it is built how many cases and documents are still to come. */
  waiting: number; toBuild: number; /** Cases and documents of the archive. */ inArchive: number;
};

/** A case that was disposed of, or is another one now, is in no index. */
const shown = "status <> 'disposed' AND merged_into IS NULL";

export function searchHealth(reader: Reader): IndexHealth[] {
  const count = (sql: string, ...values: number[]) => (reader.statement(sql).get(...values) as { n: number }).n;
  const inArchive = count(`SELECT count(*) AS n FROM cases WHERE ${shown}`) + count('SELECT count(*) AS n FROM documents');
  return listIndexes(reader).map((record) => ({
    ...record, inArchive, waiting: countPending(reader, record.name),
    toBuild: record.state === 'ready' ? 0 : count(`SELECT count(*) AS n FROM cases WHERE ${shown} AND rowid > ?`, record.caseCursor) + count('SELECT count(*) AS n FROM documents WHERE rowid > ?', record.documentCursor),
  }));
}
