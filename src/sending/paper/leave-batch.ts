import type { Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import type { LetterState, Reason } from '../types.ts';

const ends: LetterState[] = ['printed', 'remote_printed'];

/**
 * Whether a failed letter may move on, as its batch has it: to paper only from a batch, and while it is in one to nothing
 * else, so that none is both printed and sent. A receipt of delivery is the truth all the same.
 */
export function batchAllows(tx: Tx, letterId: string, to: LetterState): boolean {
  const held = tx.statement('SELECT 1 FROM paper_letters WHERE letter_id = ? AND open = 1').get(letterId) !== undefined;
  return held ? ends.includes(to) || to === 'delivered' : !ends.includes(to);
}

/** The letter's place in its batch is closed. One that has arrived by itself is taken out of what was made to be printed. */
export function leaveBatch(tx: Tx, letterId: string, to: LetterState, at: Date): void {
  const row = tx.statement('SELECT batch_id AS id FROM paper_letters WHERE letter_id = ? AND open = 1').get(letterId) as { id: string } | undefined;
  if (!row) return;
  tx.statement('UPDATE paper_letters SET open = 0 WHERE letter_id = ? AND open = 1').run(letterId);
  if (to !== 'delivered') return;
  tx.statement('UPDATE paper_letters SET problem = ?, position = NULL WHERE batch_id = ? AND letter_id = ?').run(JSON.stringify({ key: 'paper.delivered', values: {} }), row.id, letterId);
  remake(tx, row.id, at);
}

/** Out of its open batch, and waiting for a person again with the reason. */
export function takeOut(tx: Tx, letterId: string, reason: Reason, at: Date): void {
  tx.statement('UPDATE paper_letters SET open = 0, position = NULL, problem = ? WHERE letter_id = ? AND open = 1').run(JSON.stringify(reason), letterId);
  tx.statement("UPDATE letters SET reason = ?, updated_at = ? WHERE id = ? AND state = 'failed'").run(JSON.stringify(reason), at.toISOString(), letterId);
}

/** What is made is not what it should be any more: it is made anew, where it still waits to be used. */
export function remake(tx: Tx, batchId: string, at: Date): void {
  const changed = tx.statement("UPDATE paper_batches SET state = 'making', problem = NULL WHERE id = ? AND state IN ('ready', 'failed')").run(batchId);
  if (changed.changes > 0) enqueue(tx, { kind: 'make-paper', key: `make-paper:${batchId}`, payload: { batchId }, runAt: at, now: at });
}
