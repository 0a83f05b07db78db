import { may, type Actor } from '../../access/index.ts';
import type { Reader } from '../../db/index.ts';
import type { LetterRecord } from '../find.ts';
import { recipientView } from '../letters.ts';
import type { Reason } from '../types.ts';
import { batchCondition, findBatch, type BatchRow } from './find-batch.ts';
import type { BatchDetail, BatchLetter, BatchSummary } from './types.ts';

const pageSize = 25;
const columns = `b.*, maker.name AS maker, doer.name AS doer, (SELECT count(*) FROM paper_letters p WHERE p.batch_id = b.id AND (p.open = 1 OR p.position IS NOT NULL)) AS letters
  FROM paper_batches b JOIN users maker ON maker.id = b.created_by LEFT JOIN users doer ON doer.id = b.done_by`;
type Joined = BatchRow & { maker: string; doer: string | null; letters: number };
const reasonOf = (text: string | null) => (text ? (JSON.parse(text) as Reason) : null);

const summary = (row: Joined): BatchSummary => ({
  id: row.id, kind: row.kind, state: row.state, letters: row.letters, pages: row.pages, sheets: row.sheets, createdBy: row.maker, createdAt: row.created_at,
  doneBy: row.doer, doneAt: row.done_at, problem: reasonOf(row.problem), folder: row.folder,
});

/** Batches the actor may see: those that wait for somebody first, then the newest. */
export function listBatches(reader: Reader, actor: Actor, wantedPage: number): { rows: BatchSummary[]; total: number; page: number; pageSize: number } {
  const allowed = batchCondition(actor);
  const page = Math.max(1, wantedPage);
  const { total } = reader.statement(`SELECT count(*) AS total FROM paper_batches b WHERE ${allowed.sql}`).get(...allowed.values) as { total: number };
  const rows = reader.statement(`SELECT ${columns} WHERE ${allowed.sql} ORDER BY b.state IN ('done', 'dissolved'), b.created_at DESC, b.id LIMIT ${pageSize} OFFSET ?`).all(...allowed.values, (page - 1) * pageSize) as Joined[];
  return { rows: rows.map(summary), total, page, pageSize };
}

/** Whether there is any batch the actor may see. */
export function hasBatches(reader: Reader, actor: Actor): boolean {
  const allowed = batchCondition(actor);
  return reader.statement(`SELECT 1 FROM paper_batches b WHERE ${allowed.sql} LIMIT 1`).get(...allowed.values) !== undefined;
}

/** How many batches wait for this actor to print or hand them over, or have failed. */
export function batchesWaiting(reader: Reader, actor: Actor): number {
  if (!may(actor, 'send')) return 0;
  const allowed = batchCondition(actor);
  return (reader.statement(`SELECT count(*) AS n FROM paper_batches b WHERE b.state IN ('ready', 'failed') AND ${allowed.sql}`).get(...allowed.values) as { n: number }).n;
}

/** A batch with its letters in posting order; those that are not in it last, with why. */
export function getBatch(reader: Reader, actor: Actor, id: string): BatchDetail {
  findBatch(reader, actor, id);
  const row = reader.statement(`SELECT ${columns} WHERE b.id = ?`).get(id) as Joined;
  return { ...summary(row), duplex: row.duplex === 1, hasFile: row.blob_id !== null, rows: lettersOf(reader, id) };
}

type LetterJoined = LetterRecord & { address: string | null; without: 'protected' | 'missing' | null; position: number | null; paperPages: number | null; sheets: number | null; problem: string | null; title: string };

function lettersOf(reader: Reader, batchId: string): BatchLetter[] {
  const rows = reader.statement(`SELECT l.*, p.address, p.without, p.position, p.pages AS paperPages, p.sheets, p.problem, d.title FROM paper_letters p
    JOIN letters l ON l.id = p.letter_id JOIN dispatches d ON d.id = l.dispatch_id WHERE p.batch_id = ? ORDER BY p.position IS NULL, p.position, l.dispatch_id, l.ordinal`).all(batchId) as LetterJoined[];
  return rows.map((row) => ({
    letterId: row.id, position: row.position, recipient: recipientView(row)!, dispatchId: row.dispatch_id, dispatchTitle: row.title, documentId: row.document_id,
    address: row.address ? (JSON.parse(row.address) as string[]) : null, without: row.without, pages: row.paperPages, sheets: row.sheets, problem: reasonOf(row.problem), state: row.state,
  }));
}

/** Open batches that letters of a dispatch lie in, with how many; those the actor may see. */
export function openBatchesOf(reader: Reader, actor: Actor, dispatchId: string): { id: string; letters: number }[] {
  const allowed = batchCondition(actor);
  return reader.statement(`SELECT b.id, count(*) AS letters FROM paper_letters p JOIN letters l ON l.id = p.letter_id JOIN paper_batches b ON b.id = p.batch_id
    WHERE l.dispatch_id = ? AND p.open = 1 AND ${allowed.sql} GROUP BY b.id ORDER BY b.created_at`).all(dispatchId, ...allowed.values) as { id: string; letters: number }[];
}
