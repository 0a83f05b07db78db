import { setDocumentProgress } from '../archive/index.ts';
import { record, type AuditEvent } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { endSignatureOf } from '../signatures/index.ts';
import type { LetterRecord } from './find.ts';
import { batchAllows, leaveBatch } from './paper/leave-batch.ts';
import type { LetterState, Reason } from './types.ts';

/** What may follow what (design.md, "Letter states"). A late or repeated message never moves a letter backwards. */
const next: Record<LetterState, LetterState[]> = {
  draft: ['removed', 'waiting_undo', 'preparing', 'failed', 'cancelled'],
  removed: ['draft'],
  // Nothing has been made of it yet: it goes back to the draft or on to being made.
  waiting_undo: ['draft', 'preparing', 'failed', 'cancelled'],
  preparing: ['waiting_date', 'queued', 'failed', 'cancelled'],
  waiting_date: ['queued', 'sending', 'cancelled', 'delivered', 'failed'],
  queued: ['sending', 'cancelled', 'failed', 'delivered', 'handed_over'],
  sending: ['queued', 'waiting_date', 'handed_over', 'delivered', 'failed', 'unknown'],
  unknown: ['handed_over', 'delivered', 'failed', 'queued', 'cancelled'],
  handed_over: ['delivered', 'failed'],
  // A receipt of delivery is the truth, whatever a person had concluded before it came.
  failed: ['delivered', 'queued', 'cancelled', 'printed', 'remote_printed', 'handled_otherwise'],
  cancelled: ['delivered'],
  printed: ['delivered'],
  remote_printed: ['delivered'],
  handled_otherwise: ['delivered'],
  delivered: [],
};

const eventOf: Partial<Record<LetterState, AuditEvent>> = {
  queued: 'letter.queued', sending: 'letter.attempted', handed_over: 'letter.handed_over', delivered: 'letter.delivered',
  failed: 'letter.failed', unknown: 'letter.unknown', cancelled: 'letter.cancelled', waiting_undo: 'letter.waits', waiting_date: 'letter.waits',
  printed: 'letter.printed', remote_printed: 'letter.remote_printed', handled_otherwise: 'letter.handled_otherwise',
};

export type Move = { to: LetterState; at: Date; actorId: string | null; reason?: Reason | null; event?: AuditEvent; /** A person takes back what a person had decided. */ takenBack?: boolean };

/** Ended outside Digital Post: nobody gets the link to sign by any more. */
const endsSigning = new Set<LetterState>(['cancelled', 'printed', 'remote_printed', 'handled_otherwise']);

/** Back from a person's decision. Not in `next`: a receipt must never undo what a person did on paper. */
const back: Partial<Record<LetterState, LetterState>> = { printed: 'failed', remote_printed: 'failed', handled_otherwise: 'failed' };

/**
 * Moves a letter to another state, with its document and the log, or answers false and changes
 * nothing where that step does not exist.
 */
export function moveLetter(tx: Tx, letter: Pick<LetterRecord, 'id' | 'dispatch_id' | 'document_id' | 'state' | 'ordinal'>, move: Move): boolean {
  const { state } = tx.statement('SELECT state FROM letters WHERE id = ?').get(letter.id) as { state: LetterState };
  if (!next[state].includes(move.to) && !(move.takenBack && back[state] === move.to)) return false;
  if (state === 'failed' && !batchAllows(tx, letter.id, move.to)) return false;
  if (state === 'failed') leaveBatch(tx, letter.id, move.to, move.at);
  const now = move.at.toISOString();
  tx.statement(`UPDATE letters SET state = @to, reason = @reason, updated_at = @now,
      handed_over_at = CASE WHEN @to IN ('handed_over', 'delivered') THEN coalesce(handed_over_at, @now) ELSE handed_over_at END,
      delivered_at = CASE WHEN @to = 'delivered' THEN @now ELSE delivered_at END
    WHERE id = @id`).run({ to: move.to, reason: move.reason ? JSON.stringify(move.reason) : null, now, id: letter.id });
  if (letter.document_id && move.to !== 'removed' && move.to !== 'draft') {
    setDocumentProgress(tx, letter.document_id, {
      status: move.to,
      sentAt: move.to === 'handed_over' || move.to === 'delivered' ? now : null,
      receivedAt: move.to === 'delivered' ? now : null,
    });
  }
  if (endsSigning.has(move.to)) endSignatureOf(tx, letter.id, move);
  const event = move.event ?? eventOf[move.to];
  if (event) recordLetter(tx, letter, event, move);
  settleIfDone(tx, letter.dispatch_id, move.at);
  return true;
}

/** One entry that shows in the history of the letter's document where it has one, else of the dispatch. */
export function recordLetter(tx: Tx, letter: Pick<LetterRecord, 'id' | 'dispatch_id' | 'document_id' | 'ordinal'>, event: AuditEvent, move: { at: Date; actorId: string | null; reason?: Reason | null }): void {
  record(tx, {
    at: move.at, actorId: move.actorId, event,
    subject: letter.document_id ? { kind: 'document', id: letter.document_id } : { kind: 'letter', id: letter.id },
    parent: { kind: 'dispatch', id: letter.dispatch_id },
    payload: { ordinal: letter.ordinal, ...(move.reason ? { reason: move.reason } : {}) },
  });
}

const open = "('preparing', 'waiting_undo', 'waiting_date', 'queued', 'sending', 'unknown', 'handed_over')";

/** A dispatch is settled when nothing of it is on its way; a letter that comes back to life opens it again. */
export function settleIfDone(tx: Tx, dispatchId: string, at: Date): void {
  const waiting = tx.statement(`SELECT 1 FROM letters WHERE dispatch_id = ? AND state IN ${open} LIMIT 1`).get(dispatchId);
  if (waiting) {
    tx.statement("UPDATE dispatches SET state = 'submitted', settled_at = NULL WHERE id = ? AND state = 'settled'").run(dispatchId);
    return;
  }
  const settled = tx.statement("UPDATE dispatches SET state = 'settled', settled_at = ? WHERE id = ? AND state = 'submitted'").run(at.toISOString(), dispatchId);
  if (settled.changes > 0) record(tx, { at, actorId: null, event: 'dispatch.settled', subject: { kind: 'dispatch', id: dispatchId } });
}
