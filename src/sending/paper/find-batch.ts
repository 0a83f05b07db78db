import { may, type Actor } from '../../access/index.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { BatchState } from './types.ts';

export type BatchRow = {
  id: string; kind: 'print' | 'remote'; state: BatchState; duplex: number; created_by: string; created_at: string; blob_id: string | null; pages: number | null; sheets: number | null;
  problem: string | null; folder: string | null; done_by: string | null; done_at: string | null;
};

export const findBatchRow = (reader: Reader, id: string): BatchRow | undefined => reader.statement('SELECT * FROM paper_batches WHERE id = ?').get(id) as BatchRow | undefined;

/** A batch belongs to whoever made it, and to those who may act on everybody's dispatches: it holds many people's letters. */
export function batchCondition(actor: Actor): { sql: string; values: string[] } {
  if (may(actor, 'dispatch_all')) return { sql: '1 = 1', values: [] };
  return may(actor, 'dispatch') ? { sql: 'b.created_by = ?', values: [actor.id] } : { sql: '1 = 0', values: [] };
}

/** not_found where the actor may not see it. */
export function findBatch(reader: Reader, actor: Actor, id: string): BatchRow {
  const allowed = batchCondition(actor);
  const row = reader.statement(`SELECT b.* FROM paper_batches b WHERE b.id = ? AND ${allowed.sql}`).get(id, ...allowed.values) as BatchRow | undefined;
  if (!row) throw notFound();
  return row;
}
