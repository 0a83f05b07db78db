import type { Clock } from '../core/clock.ts';
import type { Database, Reader, Tx } from '../db/index.ts';
import { enqueue } from '../queue/index.ts';

/** Documents in one transaction: some ten milliseconds on a busy machine, so that no page waits. */
const step = 50;

export type Recount = { done: number; total: number };

/** The documents of a type are to get their days anew, from the beginning; one that is under way begins again. */
export function askRecount(tx: Tx, typeId: string, ruleId: string, now: Date): void {
  tx.statement(`INSERT INTO retention_recounts (document_type_id, total) VALUES (@typeId, (SELECT count(*) FROM documents WHERE document_type_id = @typeId))
    ON CONFLICT (document_type_id) DO UPDATE SET after = '', done = 0, total = excluded.total, finished_at = NULL`).run({ typeId });
  // A job for each rule: one of the same key that is about to be done would not be asked for again.
  enqueue(tx, { kind: 'recount-disposal', key: `recount-disposal:${ruleId}`, payload: { typeId }, runAt: now, now });
}

/** One step, in the order of ids; false when there is no more. Killed anywhere, it goes on where it came to. */
export function recountStep(deps: { db: Database; clock: Clock }, typeId: string): boolean {
  return deps.db.write((tx) => {
    const { after } = (tx.statement('SELECT after FROM retention_recounts WHERE document_type_id = ? AND finished_at IS NULL').get(typeId) as { after: string } | undefined) ?? {};
    if (after === undefined) return false;
    const ids = tx.statement('SELECT id FROM documents WHERE document_type_id = ? AND id > ? ORDER BY id LIMIT ?').all(typeId, after, step) as { id: string }[];
    const last = ids.at(-1)?.id;
    if (last === undefined) {
      tx.statement('UPDATE retention_recounts SET done = total, finished_at = ? WHERE document_type_id = ?').run(deps.clock.now().toISOString(), typeId);
      return false;
    }
    tx.statement('UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE document_type_id = ? AND id > ? AND id <= ?').run(typeId, after, last);
    tx.statement('UPDATE retention_recounts SET after = ?, done = min(done + ?, total) WHERE document_type_id = ?').run(last, ids.length, typeId);
    return true;
  });
}

/** The whole of it, with a breath between the steps. */
export async function recount(deps: { db: Database; clock: Clock }, typeId: string): Promise<void> {
  while (recountStep(deps, typeId)) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Types whose documents are getting their days anew right now. */
export function runningRecounts(reader: Reader): Map<string, Recount> {
  const rows = reader.statement('SELECT document_type_id AS typeId, done, total FROM retention_recounts WHERE finished_at IS NULL').all() as (Recount & { typeId: string })[];
  return new Map(rows.map(({ typeId, ...rest }) => [typeId, rest]));
}
