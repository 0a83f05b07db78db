import type { Tx } from '../../db/index.ts';

/** Deletes copies of a draft for good, with what was decided of them. `which` is a condition on `letters`. */
export function deleteCopies(tx: Tx, which: string, values: Record<string, string>): number {
  tx.statement(`DELETE FROM copy_decisions WHERE letter_id IN (SELECT id FROM letters WHERE role <> 'main' AND state IN ('draft', 'removed') AND ${which})`).run(values);
  return tx.statement(`DELETE FROM letters WHERE role <> 'main' AND state IN ('draft', 'removed') AND ${which}`).run(values).changes;
}

/** Before a letter of a draft is deleted. */
export const dropCopiesOf = (tx: Tx, letterId: string) => deleteCopies(tx, 'follows_letter_id = @letterId', { letterId });

/** Copies that were recalled by themselves are off the list when a submission is undone: chosen anew where they are wanted. */
export const dropRecalledCopies = (tx: Tx, dispatchId: string) => deleteCopies(tx, `dispatch_id = @dispatchId AND state = 'removed' AND ${of('state')} = 'draft'`, { dispatchId });

const followed = '(SELECT f.{} FROM letters f WHERE f.id = letters.follows_letter_id)';
const of = (column: string) => followed.replace('{}', column);

/**
 * Keeps the copies of a draft in step with the letters they follow, after any change: same pages; off the list and on it
 * together; void where the letter's recipient is another than the one they were accepted for. To whom at a company goes with the company.
 */
export function followLetters(tx: Tx, dispatchId: string): void {
  // What was chosen at one company is nothing at another.
  tx.statement("UPDATE letters SET attention = NULL WHERE dispatch_id = ? AND attention IS NOT NULL AND json_extract(attention, '$.cvr') IS NOT recipient_number").run(dispatchId);
  const none = tx.statement("SELECT 1 FROM letters WHERE dispatch_id = ? AND role <> 'main' LIMIT 1").get(dispatchId) === undefined;
  if (none) return;
  deleteCopies(tx, `dispatch_id = @dispatchId AND about_number IS NOT ${of('recipient_number')}`, { dispatchId });
  tx.statement(`UPDATE letters SET pages = ${of('pages')}, state = CASE ${of('state')} WHEN 'removed' THEN 'removed' ELSE 'draft' END
    WHERE dispatch_id = ? AND role <> 'main' AND state IN ('draft', 'removed')`).run(dispatchId);
}
