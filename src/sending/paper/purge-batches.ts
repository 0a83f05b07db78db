import { record } from '../../audit/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { SendingDeps } from '../ports.ts';

/** Destroys the PDFs and addresses of batches that were used or dissolved as long ago as merge files are kept; at most 100 a call. */
export function purgeBatches(deps: SendingDeps): number {
  const at = deps.clock.now();
  const last = new Date(at.getTime() - readSettings(deps.db)['sending.keepMergeDays'] * 86_400_000).toISOString();
  const due = deps.db.statement(`SELECT id, blob_id AS blob FROM paper_batches b WHERE state IN ('done', 'dissolved') AND done_at <= ?
    AND (blob_id IS NOT NULL OR EXISTS (SELECT 1 FROM paper_letters p WHERE p.batch_id = b.id AND p.address IS NOT NULL)) LIMIT 100`).all(last) as { id: string; blob: string | null }[];
  for (const batch of due) {
    deps.db.write((tx) => {
      if (batch.blob) deps.files.shred(tx, batch.blob);
      tx.statement('UPDATE paper_batches SET blob_id = NULL WHERE id = ?').run(batch.id);
      tx.statement('UPDATE paper_letters SET address = NULL, postal_code = NULL, reason_before = NULL WHERE batch_id = ?').run(batch.id);
      record(tx, { at, actorId: null, event: 'paper.purged', subject: { kind: 'paper', id: batch.id } });
    });
  }
  return due.length;
}
