import { sql } from 'drizzle-orm';
import { findUser, visibleCases, visibleDocuments, type Actor } from '../../access/index.ts';
import type { Reader } from '../../db/index.ts';
import { listDocumentTypes } from '../document-types.ts';
import { showNumber } from '../queries.ts';
import { bytesOf } from './control-bulk.ts';
import { findBulk, type BulkRecord, type ItemRecord } from './find-bulk.ts';
import { bulkPackageDays, bulkUndoDays, type BulkAct, type BulkItemState, type BulkReason, type BulkState, type BulkSubject } from './types.ts';

const pageSize = 50;
export type BulkSummary = { id: string; subject: BulkSubject; act: BulkAct; /** What it sets, in words the actor may see. */ value: string | null; state: BulkState; items: number; createdAt: string; endedAt: string | null };
export type BulkView = BulkSummary & {
  origin: string; shortened: boolean; problem: string | null; counts: Record<BulkItemState, number>; undoneAt: string | null;
  undoable: boolean; undoUntil: string | null; /** Bytes of an export's files, and until when its package can be fetched. */ bytes: number; packageUntil: string | null;
};
/** A record of an act: `title` null where it is no longer seen. */
export type BulkRow = { id: string; title: string | null; place: string | null; state: BulkItemState; reason: BulkReason | null; before: string | null; after: string | null };

const later = (at: string | null, days: number) => (at ? new Date(Date.parse(at) + days * 86_400_000).toISOString() : null);

function countsOf(reader: Reader, id: string): Record<BulkItemState, number> {
  const counts: Record<BulkItemState, number> = { chosen: 0, planned: 0, left: 0, done: 0, failed: 0, undone: 0, kept: 0 };
  for (const { state, n } of reader.statement('SELECT state, count(*) AS n FROM bulk_items WHERE bulk_id = ? GROUP BY state').all(id) as { state: BulkItemState; n: number }[]) counts[state] = n;
  return counts;
}

type Named = Map<string, { title: string; place: string | null }>;

/** Titles of those of the records that the actor sees; a case nobody could name by its masked number. */
function titles(reader: Reader, actor: Actor, subject: BulkSubject, ids: string[]): Named {
  const number = sql`(SELECT i.number FROM case_identifiers i WHERE i.case_id = c.id AND i.position = 0) AS number, (SELECT i.kind FROM case_identifiers i WHERE i.case_id = c.id AND i.position = 0) AS numberKind`;
  const rows = reader.orm.all<{ id: string; title: string; caseTitle: string; number: string | null; numberKind: 'cpr' | 'cvr' | null }>(subject === 'case'
    ? sql`SELECT c.id, c.title, c.title AS caseTitle, ${number} FROM json_each(${JSON.stringify(ids)}) j JOIN cases c ON c.id = j.value WHERE ${visibleCases(actor, sql`c.id`)}`
    : sql`SELECT d.id, d.title, c.title AS caseTitle, ${number} FROM json_each(${JSON.stringify(ids)}) j JOIN documents d ON d.id = j.value JOIN cases c ON c.id = d.case_id WHERE ${visibleDocuments(actor, sql`c.id`, sql`d.document_type_id`)}`);
  return new Map(rows.map((row) => {
    const masked = row.number && row.numberKind ? showNumber(row.numberKind, row.number) : null;
    return [row.id, subject === 'case' ? { title: row.title || masked || '', place: masked } : { title: row.title, place: row.caseTitle || masked }];
  }));
}

/** What an act sets or found, in words: null stays null (none), '' is what the actor may not see. */
function worded(reader: Reader, actor: Actor, act: BulkAct): (value: string | null) => string | null {
  const known = new Map<string, string>();
  const word = (value: string): string => {
    switch (act) {
      case 'document_type': return listDocumentTypes(reader).find(({ id }) => id === value)?.name ?? '';
      case 'move': return titles(reader, actor, 'case', [value]).get(value)?.title ?? '';
      case 'officer': return findUser(reader, value)?.name ?? '';
      case 'branch': {
        const node = reader.statement('SELECT code, title FROM filing_plan_nodes WHERE id = ?').get(value) as { code: string; title: string } | undefined;
        return node ? `${node.code} ${node.title}` : '';
      }
      default: return value;
    }
  };
  return (value) => (value === null ? null : known.get(value) ?? (known.set(value, word(value)), known.get(value)!));
}

const summary = (reader: Reader, actor: Actor, row: BulkRecord): BulkSummary => ({
  id: row.id, subject: row.subject, act: row.act, value: worded(reader, actor, row.act)(row.value), state: row.state, createdAt: row.created_at, endedAt: row.ended_at,
  items: (reader.statement('SELECT count(*) AS n FROM bulk_items WHERE bulk_id = ?').get(row.id) as { n: number }).n,
});

/** Whether there are any, for the way to them. */
export const hasBulks = (reader: Reader, actor: Actor): boolean => reader.statement("SELECT 1 FROM bulk_acts WHERE user_id = ? AND state NOT IN ('choosing', 'discarded') LIMIT 1").get(actor.id) !== undefined;

/** One's own acts, the newest first; a choice that came to nothing is not among them. */
export function listBulks(reader: Reader, actor: Actor, wanted: number): { rows: BulkSummary[]; total: number; page: number; pageSize: number } {
  const page = Math.max(1, wanted);
  const { total } = reader.statement("SELECT count(*) AS total FROM bulk_acts WHERE user_id = ? AND state NOT IN ('choosing', 'discarded')").get(actor.id) as { total: number };
  const rows = reader.statement("SELECT * FROM bulk_acts WHERE user_id = ? AND state NOT IN ('choosing', 'discarded') ORDER BY created_at DESC, id LIMIT 20 OFFSET ?").all(actor.id, (page - 1) * 20) as BulkRecord[];
  return { rows: rows.map((row) => summary(reader, actor, row)), total, page, pageSize: 20 };
}

export function getBulk(reader: Reader, actor: Actor, id: string): BulkView {
  const row = findBulk(reader, actor, id);
  const counts = countsOf(reader, id);
  const ended = row.state === 'done' || row.state === 'stopped';
  return {
    ...summary(reader, actor, row), origin: row.origin, shortened: row.shortened === 1, problem: row.problem, counts, undoneAt: row.undone_at,
    undoable: ended && row.act !== 'export' && row.purged_at === null && counts.done > 0, undoUntil: later(row.ended_at, bulkUndoDays),
    bytes: row.act === 'export' ? bytesOf(reader, row) : 0, packageUntil: row.blob_id ? later(row.ended_at, bulkPackageDays) : null,
  };
}

/** One page (from 1) of an act's records in some of the states, in the order they were chosen. */
export function listBulkItems(reader: Reader, actor: Actor, id: string, want: { states: BulkItemState[]; page: number }): { rows: BulkRow[]; total: number; page: number; pageSize: number } {
  const found = findBulk(reader, actor, id);
  const page = Math.max(1, want.page);
  const states = JSON.stringify(want.states);
  const { total } = reader.statement('SELECT count(*) AS total FROM bulk_items WHERE bulk_id = ? AND state IN (SELECT value FROM json_each(?))').get(id, states) as { total: number };
  const items = reader.statement(`SELECT n, subject_id, state, reason, before, after FROM bulk_items WHERE bulk_id = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY n LIMIT ${pageSize} OFFSET ?`)
    .all(id, states, (page - 1) * pageSize) as ItemRecord[];
  const named = titles(reader, actor, found.subject, items.map((item) => item.subject_id));
  const word = worded(reader, actor, found.act);
  const rows = items.map((item): BulkRow => {
    const name = named.get(item.subject_id);
    // What stood there is told to whoever sees the record today.
    const shown = name !== undefined && found.act !== 'export';
    return {
      id: item.subject_id, title: name?.title ?? null, place: name?.place ?? null, state: item.state, reason: item.reason ? (JSON.parse(item.reason) as BulkReason) : null,
      before: shown ? word(item.before) : null, after: shown ? word(item.after) : null,
    };
  });
  return { rows, total, page, pageSize };
}
