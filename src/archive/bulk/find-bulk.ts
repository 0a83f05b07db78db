import type { Actor } from '../../access/index.ts';
import { conflict, notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { BulkAct, BulkItemState, BulkState, BulkSubject } from './types.ts';

export type BulkRecord = {
  id: string; user_id: string; subject: BulkSubject; act: BulkAct; value: string | null; state: BulkState; origin: string; shortened: number; problem: string | null; blob_id: string | null;
  created_at: string; started_at: string | null; ended_at: string | null; undone_at: string | null; purged_at: string | null;
};
export type ItemRecord = { n: number; subject_id: string; state: BulkItemState; reason: string | null; before: string | null; after: string | null };

/** One's own act; not_found for anybody else's, and for one that was thrown away. */
export function findBulk(reader: Reader, actor: Actor, id: string): BulkRecord {
  const row = reader.statement("SELECT * FROM bulk_acts WHERE id = ? AND user_id = ? AND state <> 'discarded'").get(id, actor.id) as BulkRecord | undefined;
  if (!row) throw notFound();
  return row;
}

/** As `findBulk`, in one of the states; conflict bulk.moved_on otherwise. */
export function findBulkIn(reader: Reader, actor: Actor, id: string, states: BulkState[]): BulkRecord {
  const found = findBulk(reader, actor, id);
  if (!states.includes(found.state)) throw conflict('bulk.moved_on');
  return found;
}
