import { rmSync } from 'node:fs';
import { record } from '../audit/index.ts';
import { shredRefused } from '../signatures/index.ts';
import { readSettings } from '../settings/index.ts';
import { purgeAttachments } from './attachments/purge-attachments.ts';
import { purgeBatches } from './paper/purge-batches.ts';
import { pictureFolder } from './pictures.ts';
import { partsOf, shredParts } from './lists/gather-files.ts';
import { forgetList } from './lists/take-list.ts';
import type { SendingDeps } from './ports.ts';

/** A letter that failed before it was made still needs the file: it waits for a person to say what becomes of it. */
const dueOnes = `state IN ('settled', 'discarded') AND purged_at IS NULL AND settled_at <= ?
  AND NOT EXISTS (SELECT 1 FROM letters l WHERE l.dispatch_id = dispatches.id AND l.document_id IS NULL AND l.state = 'failed' AND dispatches.state = 'settled'
    AND (json_extract(l.reason, '$.key') GLOB 'no_mailbox.*' OR json_extract(l.reason, '$.key') = 'paper.in_batch'))`;

function lastDay(deps: Pick<SendingDeps, 'db' | 'clock'>): string {
  return new Date(deps.clock.now().getTime() - readSettings(deps.db)['sending.keepMergeDays'] * 86_400_000).toISOString();
}

/** How many merge files the next purge would destroy. */
export function duePurges(deps: Pick<SendingDeps, 'db' | 'clock'>): number {
  return (deps.db.statement(`SELECT count(*) AS n FROM dispatches WHERE ${dueOnes}`).get(lastDay(deps)) as { n: number }).n;
}

/**
 * Destroys merge files whose last letter was settled more than the set number of days ago, with
 * their pictures and found numbers (design.md, principle 4); at most 100 a call. Answers how many.
 */
export function purgeDispatches(deps: SendingDeps & { config: { cachePath: string } }): number {
  const at = deps.clock.now();
  const due = deps.db.statement(`SELECT id, source_blob_id AS source, working_blob_id AS working FROM dispatches
    WHERE ${dueOnes} LIMIT 100`).all(lastDay(deps)) as { id: string; source: string; working: string | null }[];
  for (const dispatch of due) {
    rmSync(pictureFolder(deps.config.cachePath, dispatch.id), { recursive: true, force: true });
    deps.db.write((tx) => {
      // Thrown away before its many files were one: the source is one of them.
      shredParts(tx, deps, [{ blob_id: dispatch.source, pdf_blob_id: dispatch.working }, ...partsOf(tx, dispatch.id)]);
      purgeAttachments(tx, deps, dispatch.id);
      tx.statement('UPDATE dispatches SET layout = NULL WHERE id = ?').run(dispatch.id);
      shredRefused(tx, deps, dispatch.id);
      tx.statement("UPDATE dispatch_pages SET candidates = '[]' WHERE dispatch_id = ?").run(dispatch.id);
      tx.statement('DELETE FROM boundary_steps WHERE dispatch_id = ?').run(dispatch.id);
      forgetList(tx, deps, dispatch.id);
      tx.statement('DELETE FROM dispatch_parts WHERE dispatch_id = ?').run(dispatch.id);
      tx.statement("UPDATE dispatch_conversions SET numbers = '[]', notes = '[]' WHERE dispatch_id = ?").run(dispatch.id);
      tx.statement('DELETE FROM single_letters WHERE dispatch_id = ?').run(dispatch.id);
      tx.statement('DELETE FROM dispatch_texts WHERE dispatch_id = ?').run(dispatch.id);
      tx.statement('DELETE FROM dispatch_scans WHERE dispatch_id = ?').run(dispatch.id);
      tx.statement("UPDATE letters SET found = '[]', alternatives = '[]' WHERE dispatch_id = ?").run(dispatch.id);
      tx.statement('UPDATE dispatches SET purged_at = ? WHERE id = ?').run(at.toISOString(), dispatch.id);
      record(tx, { at, actorId: null, event: 'dispatch.purged', subject: { kind: 'dispatch', id: dispatch.id } });
    });
  }
  purgeBatches(deps);
  return due.length;
}
