import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, invalid } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { mostZipBytes } from '../exports/zip-stream.ts';
import { findBulkIn, type BulkRecord } from './find-bulk.ts';
import { end } from './step-bulk.ts';
import { bulkPackageDays, bulkPreviewDays, bulkUndoDays, type BulkDeps } from './types.ts';

/** How many bytes the files of what an export would take out have. */
export function bytesOf(reader: Reader, bulk: Pick<BulkRecord, 'id' | 'subject'>): number {
  const documents = bulk.subject === 'document' ? 'JOIN document_files f ON f.document_id = i.subject_id' : 'JOIN documents d ON d.case_id = i.subject_id JOIN document_files f ON f.document_id = d.id';
  return (reader.statement(`SELECT coalesce(sum(f.size), 0) AS bytes FROM bulk_items i ${documents} WHERE i.bulk_id = ? AND i.state IN ('planned', 'done')`).get(bulk.id) as { bytes: number }).bytes;
}

/** Starts what the preview showed, or goes on with what was stopped. Errors: bulk.moved_on, bulk.nothing_to_do, bulk.export_too_large (`gigabytes`). */
export function runBulk(deps: BulkDeps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    const found = findBulkIn(tx, actor, id, ['preview', 'stopped']);
    const { n: items } = tx.statement("SELECT count(*) AS n FROM bulk_items WHERE bulk_id = ? AND state = 'planned'").get(id) as { n: number };
    if (items === 0 && found.state === 'preview') throw conflict('bulk.nothing_to_do');
    if (found.act === 'export' && bytesOf(tx, found) > mostZipBytes) throw invalid('bulk.export_too_large', { gigabytes: 3.9 });
    const at = deps.clock.now();
    tx.statement("UPDATE bulk_acts SET state = 'running', problem = NULL, started_at = coalesce(started_at, ?) WHERE id = ?").run(at.toISOString(), id);
    record(tx, { at, actorId: actor.id, event: 'bulk.started', subject: { kind: 'bulk', id }, payload: { act: found.act, subject: found.subject, value: found.value, items } });
  });
}

/** Stops an act where it is: what is done stays done and can be taken back. Error bulk.moved_on. */
export function stopBulk(deps: BulkDeps, actor: Actor, id: string): void {
  deps.db.write((tx) => end(tx, deps, findBulkIn(tx, actor, id, ['running', 'packing']), 'stopped', null));
}

/** Starts taking back what an act did: only what still stands as it left it. Errors: bulk.moved_on, bulk.too_old_to_undo (`days`). */
export function undoBulk(deps: BulkDeps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    const found = findBulkIn(tx, actor, id, ['done', 'stopped']);
    if (found.act === 'export') throw conflict('bulk.moved_on');
    if (found.purged_at) throw conflict('bulk.too_old_to_undo', { days: bulkUndoDays });
    tx.statement("UPDATE bulk_acts SET state = 'undoing', problem = NULL WHERE id = ?").run(id);
  });
}

/** Throws a choice away that was not carried out. Error bulk.moved_on. */
export function discardBulk(deps: BulkDeps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    findBulkIn(tx, actor, id, ['choosing', 'planning', 'preview']);
    tx.statement("UPDATE bulk_acts SET state = 'discarded' WHERE id = ?").run(id);
    tx.statement('DELETE FROM bulk_items WHERE bulk_id = ?').run(id);
  });
}

/** Forgets what acts keep after their time: choices nobody used, packages, what was before. So many at once. */
export function purgeBulk(deps: BulkDeps): void {
  const at = deps.clock.now();
  const ago = (days: number) => new Date(at.getTime() - days * 86_400_000).toISOString();
  const due = (condition: string, days: number) => deps.db.statement(`SELECT id, blob_id FROM bulk_acts WHERE ${condition} <= ? LIMIT 20`).all(ago(days)) as { id: string; blob_id: string | null }[];
  for (const { id } of due("state IN ('choosing', 'preview') AND created_at", bulkPreviewDays)) {
    deps.db.write((tx) => {
      if (tx.statement("UPDATE bulk_acts SET state = 'discarded' WHERE id = ? AND state IN ('choosing', 'preview')").run(id).changes > 0) tx.statement('DELETE FROM bulk_items WHERE bulk_id = ?').run(id);
    });
  }
  for (const { id, blob_id: blob } of due('blob_id IS NOT NULL AND ended_at', bulkPackageDays)) {
    deps.db.write((tx) => {
      tx.statement('UPDATE bulk_acts SET blob_id = NULL WHERE id = ?').run(id);
      deps.files.shred(tx, blob!);
    });
  }
  for (const { id } of due("purged_at IS NULL AND state IN ('done', 'stopped', 'undone') AND ended_at", bulkUndoDays)) {
    deps.db.write((tx) => {
      tx.statement('UPDATE bulk_items SET before = NULL, after = NULL WHERE bulk_id = ?').run(id);
      tx.statement('UPDATE bulk_acts SET purged_at = ? WHERE id = ?').run(at.toISOString(), id);
    });
  }
}
