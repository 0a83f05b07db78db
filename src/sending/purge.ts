import { rmSync } from 'node:fs';
import { record } from '../audit/index.ts';
import { readSettings } from '../settings/index.ts';
import { pictureFolder } from './pictures.ts';
import type { SendingDeps } from './ports.ts';

/**
 * Destroys merge files whose last letter was settled more than the set number of days ago, with
 * their pictures and found numbers (design.md, principle 4). Answers how many.
 */
export function purgeDispatches(deps: SendingDeps & { config: { cachePath: string } }): number {
  const at = deps.clock.now();
  const before = new Date(at.getTime() - readSettings(deps.db)['sending.keepMergeDays'] * 86_400_000).toISOString();
  const due = deps.db.statement(`SELECT id, source_blob_id AS source, working_blob_id AS working FROM dispatches
    WHERE state IN ('settled', 'discarded') AND purged_at IS NULL AND settled_at <= ? LIMIT 100`).all(before) as { id: string; source: string; working: string | null }[];
  for (const dispatch of due) {
    rmSync(pictureFolder(deps.config.cachePath, dispatch.id), { recursive: true, force: true });
    deps.db.write((tx) => {
      for (const blob of [dispatch.source, dispatch.working]) if (blob) deps.files.shred(tx, blob);
      tx.statement("UPDATE dispatch_pages SET candidates = '[]' WHERE dispatch_id = ?").run(dispatch.id);
      tx.statement('DELETE FROM boundary_steps WHERE dispatch_id = ?').run(dispatch.id);
      tx.statement('DELETE FROM dispatch_scans WHERE dispatch_id = ?').run(dispatch.id);
      tx.statement("UPDATE letters SET found = '[]', alternatives = '[]' WHERE dispatch_id = ?").run(dispatch.id);
      tx.statement('UPDATE dispatches SET purged_at = ? WHERE id = ?').run(at.toISOString(), dispatch.id);
      record(tx, { at, actorId: null, event: 'dispatch.purged', subject: { kind: 'dispatch', id: dispatch.id } });
    });
  }
  return due.length;
}
