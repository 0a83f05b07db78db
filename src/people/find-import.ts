import { may, type Actor } from '../access/index.ts';
import { conflict, notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import type { ImportState } from './types.ts';

export type ImportRecord = {
  id: string; state: ImportState; filename: string; blob_id: string | null; source: 'sheet' | 'unilogin' | null; mapping: string | null; mapping_name: string | null; headings: string | null;
  rows: number; unchanged: number; progress_done: number; progress_total: number; problem: string | null; created_by: string | null; created_at: string; previewed_at: string | null;
  applied_by: string | null; applied_at: string | null; undone_by: string | null; undone_at: string | null; purged_at: string | null;
};

/** Whether the actor may see and change the register; null is the command line of the box. */
export const mayPeople = (actor: Actor | null) => actor === null || may(actor, 'people');

export function requirePeople(actor: Actor | null): void {
  if (!mayPeople(actor)) throw notFound();
}

/** not_found where the actor may not see the register. */
export function findImport(reader: Reader, actor: Actor | null, id: string): ImportRecord {
  requirePeople(actor);
  const row = reader.statement('SELECT * FROM people_imports WHERE id = ?').get(id) as ImportRecord | undefined;
  if (!row) throw notFound();
  return row;
}

/** As `findImport`, in one of the states; conflict people.import_moved_on otherwise. */
export function findImportIn(reader: Reader, actor: Actor | null, id: string, states: ImportState[]): ImportRecord {
  const found = findImport(reader, actor, id);
  if (!states.includes(found.state)) throw conflict('people.import_moved_on');
  return found;
}
