import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database, Reader } from '../../db/index.ts';
import { writeCsv } from '../../sheets/index.ts';
import { findDispatch } from '../find.ts';
import { joinedLetters, letterRow, type JoinedLetter } from '../letters.ts';
import { getDispatch } from '../queries.ts';
import type { DispatchDetail, LetterRow } from '../types.ts';

/** How a row is told in words: the texts are the caller's. */
export type RowWords = { state(row: LetterRow): string; reason(row: LetterRow): string; role(row: LetterRow): string; time(at: string | null): string };
export type ListHeadings = { ordinal: string; name: string; className: string; number: string; role: string; pages: string; state: string; reason: string; handedOver: string; delivered: string };

/** Every letter on the list of a dispatch, in the order of the document; numbers are masked. */
export function allLetters(reader: Reader, actor: Actor, dispatchId: string): LetterRow[] {
  findDispatch(reader, actor, dispatchId);
  const rows = reader.statement(`${joinedLetters} WHERE l.dispatch_id = ? AND l.state <> 'removed' ORDER BY l.ordinal`).all(dispatchId) as JoinedLetter[];
  return rows.map((row) => letterRow(reader, row));
}

/** Failed letters of a dispatch that were made and would go as they are; what has no mailbox would only fail again. */
export function resendable(reader: Reader, actor: Actor, dispatchId: string): string[] {
  findDispatch(reader, actor, dispatchId);
  const rows = reader.statement("SELECT id FROM letters WHERE dispatch_id = ? AND state = 'failed' AND sent_blob_id IS NOT NULL AND coalesce(json_extract(reason, '$.key'), '') NOT LIKE 'no_mailbox.%' ORDER BY ordinal LIMIT 500").all(dispatchId) as { id: string }[];
  return rows.map(({ id }) => id);
}

const cellsOf = (row: LetterRow, words: RowWords): string[] => [
  String(row.ordinal), row.recipient?.name ?? '', row.recipient?.className ?? '', row.recipient?.masked ?? '', words.role(row), String(row.pages.length),
  words.state(row), words.reason(row), words.time(row.handedOverAt), words.time(row.deliveredAt),
];

/** The list as CSV, for a spreadsheet. Logged: it leaves the box. */
export function exportDispatchList(deps: { db: Database; clock: Clock }, actor: Actor, dispatchId: string, headings: ListHeadings, words: RowWords): Uint8Array {
  const rows = allLetters(deps.db, actor, dispatchId);
  recordExport(deps, actor, dispatchId, { form: 'csv', letters: rows.length });
  return writeCsv([Object.values(headings), ...rows.map((row) => cellsOf(row, words))]);
}

/** What a report on paper needs: the dispatch and its letters. Logged. */
export function openDispatchReport(deps: { db: Database; clock: Clock }, actor: Actor, dispatchId: string): { dispatch: DispatchDetail; rows: LetterRow[] } {
  const dispatch = getDispatch(deps.db, actor, dispatchId);
  const rows = allLetters(deps.db, actor, dispatchId);
  recordExport(deps, actor, dispatchId, { form: 'pdf', letters: rows.length });
  return { dispatch, rows };
}

function recordExport(deps: { db: Database; clock: Clock }, actor: Actor, dispatchId: string, payload: Record<string, unknown>): void {
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'dispatch.exported', subject: { kind: 'dispatch', id: dispatchId }, payload }));
}
