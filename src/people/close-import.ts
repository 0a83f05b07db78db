import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { findImportIn, type ImportRecord } from './find-import.ts';
import type { PeopleDeps } from './take-import.ts';

/** An import can be taken back for so many days; then what was before is destroyed. */
export const undoDays = 30;
/** A preview that nobody used is thrown away after so many days, with its file. */
const previewDays = 7;

function forget(tx: Tx, deps: PeopleDeps, found: Pick<ImportRecord, 'id' | 'blob_id'>, at: Date): void {
  if (found.blob_id) deps.files.shred(tx, found.blob_id);
  tx.statement('UPDATE people_import_changes SET before = NULL, after = NULL WHERE import_id = ?').run(found.id);
  tx.statement('UPDATE people_imports SET blob_id = NULL, purged_at = ? WHERE id = ?').run(at.toISOString(), found.id);
}

/** Throws a file away that has not been applied. Error people.import_moved_on. */
export function discardPeopleImport(deps: PeopleDeps, actor: Actor | null, id: string): void {
  deps.db.write((tx) => {
    const found = findImportIn(tx, actor, id, ['reading', 'needs_columns', 'unreadable', 'preview']);
    const at = deps.clock.now();
    tx.statement("UPDATE people_imports SET state = 'discarded' WHERE id = ?").run(id);
    tx.statement('DELETE FROM people_import_problems WHERE import_id = ?').run(id);
    forget(tx, deps, found, at);
    record(tx, { at, actorId: actor?.id ?? null, event: 'people.import_discarded', subject: { kind: 'people_import', id } });
  });
}

/** Destroys what imports still hold of people after their time: previews nobody used, and what was before an applied one. */
export function purgePeopleImports(deps: PeopleDeps): number {
  const at = deps.clock.now();
  const before = (days: number) => new Date(at.getTime() - days * 86_400_000).toISOString();
  const due = deps.db.statement(`SELECT id, blob_id FROM people_imports WHERE purged_at IS NULL
    AND ((state IN ('applied', 'undone') AND applied_at <= ?) OR (state IN ('needs_columns', 'unreadable', 'preview') AND created_at <= ?)) LIMIT 20`)
    .all(before(undoDays), before(previewDays)) as { id: string; blob_id: string | null }[];
  for (const found of due) {
    deps.db.write((tx) => {
      tx.statement("UPDATE people_imports SET state = 'discarded' WHERE id = ? AND state IN ('needs_columns', 'unreadable', 'preview')").run(found.id);
      forget(tx, deps, found, at);
    });
  }
  return due.length;
}
