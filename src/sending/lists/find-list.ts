import type { Actor } from '../../access/index.ts';
import { conflict, notFound } from '../../core/errors.ts';
import type { Reader, Tx } from '../../db/index.ts';
import { findDispatch, findDraft } from '../find.ts';

export type ListState = 'reading' | 'needs_columns' | 'unreadable' | 'preview' | 'applying' | 'applied';
export type ListRecord = {
  dispatch_id: string; state: ListState; filename: string; blob_id: string | null; headings: string | null; choice: string | null; mapping_name: string | null; summary: string | null; rest: string | null;
  revision: number | null; problem: string | null; created_by: string; created_at: string; applied_at: string | null; step_id: number | null;
};

export const listOf = (reader: Reader, dispatchId: string) => reader.statement('SELECT * FROM recipient_lists WHERE dispatch_id = ?').get(dispatchId) as ListRecord | undefined;

/** The list of a dispatch the actor may see; not_found where there is none. */
export function findList(reader: Reader, actor: Actor, dispatchId: string): ListRecord {
  findDispatch(reader, actor, dispatchId);
  const found = listOf(reader, dispatchId);
  if (!found) throw notFound();
  return found;
}

/** As `findList`, of a draft and in one of the states; conflict list.moved_on otherwise. */
export function findListIn(tx: Tx, actor: Actor, dispatchId: string, states: ListState[]): ListRecord {
  findDraft(tx, actor, dispatchId);
  const found = findList(tx, actor, dispatchId);
  if (!states.includes(found.state)) throw conflict('list.moved_on');
  return found;
}
