import type { Tx } from '../db/index.ts';
import { judgedMessage } from './judged.ts';
import { lookupsOf } from './lookups.ts';
import { receiversOf, tellOf } from './place-by-hand.ts';
import { messageRecord, placementOf, placeMessage } from './placing.ts';
import type { ReceivingDeps } from './ports.ts';
import { decide } from './rules.ts';

/**
 * An authority's letter is a PDF, and its words are known only after it has been read. One that lies in the common tray because
 * nothing was known of it is tried on the rules once more then; what a person has touched, or has a receiver, stays where it is.
 */
export function distributeByText(tx: Tx, deps: Pick<ReceivingDeps, 'ids'>, messageId: string, at: Date): void {
  const row = messageRecord(tx, messageId);
  const { decisions } = tx.statement('SELECT count(*) AS decisions FROM message_decisions WHERE message_id = ?').get(messageId) as { decisions: number };
  if (row.place !== 'tray' || decisions !== 1 || row.full_text.trim() === '') return;
  const { step, target, why } = decide(judgedMessage(tx, messageId), lookupsOf(tx));
  if (step !== 'rule' || !target) return;
  placeMessage(tx, deps, row, { to: { ...placementOf(row), ...target, place: 'assigned' }, step, why, event: 'message.distributed', actorId: null, at });
  for (const userId of receiversOf(tx, target, at)) tellOf(tx, deps, userId, 1, at);
}
