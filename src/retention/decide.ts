import { may, type Actor } from '../access/index.ts';
import { record, type AuditEvent } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { conflict, forbidden, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Tx } from '../db/index.ts';
import { notify, settleAbout } from '../notices/index.ts';
import { readSettings } from '../settings/index.ts';
import { findBatch, obstaclesOf } from './batches.ts';
import { reasonOf } from './holds.ts';
import { noteOf } from './propose.ts';
import type { Batch, BatchState } from './types.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };

function decide(deps: Deps, actor: Actor, batch: Batch, tx: Tx, outcome: { state: BatchState; event: AuditEvent; note: string | null; graceUntil?: string }): void {
  const at = deps.clock.now();
  tx.statement('UPDATE disposal_batches SET state = ?, decided_by = ?, decided_at = ?, decision_note = ?, grace_until = ? WHERE id = ?')
    .run(outcome.state, actor.id, at.toISOString(), outcome.note, outcome.graceUntil ?? null, batch.id);
  settleAbout(tx, at, 'disposal_asked', { kind: 'disposal_batch', id: batch.id });
  // What is not to be disposed of after all can be proposed anew.
  if (outcome.state !== 'approved') tx.statement('UPDATE disposal_batch_documents SET open = 0 WHERE batch_id = ?').run(batch.id);
  if (outcome.state === 'sent_back') {
    const { userId } = tx.statement('SELECT proposed_by AS userId FROM disposal_batches WHERE id = ?').get(batch.id) as { userId: string };
    notify(tx, { ids: deps.ids, at }, { userId, kind: 'disposal_sent_back', subject: { kind: 'disposal_batch', id: batch.id } });
  }
  record(tx, { at, actorId: actor.id, event: outcome.event, subject: { kind: 'disposal_batch', id: batch.id }, payload: { documents: batch.documents, content: batch.contentHash, ...(outcome.note ? { note: outcome.note } : {}) } });
}

/** A batch that waits and is somebody else's. Errors: not_found, disposal.not_waiting (conflict), disposal.own (forbidden). */
function toDecide(tx: Tx, actor: Actor, batchId: string): Batch {
  if (!may(actor, 'approve_disposal')) throw notFound();
  const batch = findBatch(tx, actor, batchId);
  if (batch.state !== 'waiting') throw conflict('disposal.not_waiting');
  if (batch.mine) throw forbidden('disposal.own');
  return batch;
}

/**
 * Approves exactly what was laid before the actor; `content` is what stood on the page they looked at. From then the approval
 * can be taken back for `disposal.graceDays`. Errors: as toDecide; disposal.not_all_seen, disposal.changed_since (conflict).
 */
export function approveDisposal(deps: Deps, actor: Actor, batchId: string, content: string, text = ''): void {
  const note = noteOf(text);
  deps.db.write((tx) => {
    const batch = toDecide(tx, actor, batchId);
    const { unseen, held, later, changed } = obstaclesOf(tx, actor, batch, localDay(deps.clock.now()));
    if (unseen > 0) throw conflict('disposal.not_all_seen');
    if (held + later > 0 || changed || content !== batch.contentHash) throw conflict('disposal.changed_since');
    const until = new Date(deps.clock.now().getTime() + readSettings(tx)['disposal.graceDays'] * 86_400_000);
    decide(deps, actor, batch, tx, { state: 'approved', event: 'disposal.approved', note, graceUntil: until.toISOString() });
  });
}

/** Back to whoever proposed it, with why. Errors: as toDecide; disposal.no_reason. */
export function sendDisposalBack(deps: Deps, actor: Actor, batchId: string, text: string): void {
  deps.db.write((tx) => {
    const batch = toDecide(tx, actor, batchId);
    decide(deps, actor, batch, tx, { state: 'sent_back', event: 'disposal.sent_back', note: reasonOf(text) });
  });
}

/** Whoever proposed it takes it away again before it is decided. Errors: not_found, disposal.not_waiting; forbidden disposal.not_yours. */
export function withdrawDisposal(deps: Deps, actor: Actor, batchId: string): void {
  deps.db.write((tx) => {
    const batch = findBatch(tx, actor, batchId);
    if (!batch.mine) throw forbidden('disposal.not_yours');
    if (batch.state !== 'waiting') throw conflict('disposal.not_waiting');
    decide(deps, actor, batch, tx, { state: 'withdrawn', event: 'disposal.withdrawn', note: null });
  });
}

/** Whoever may approve takes an approval back: the documents are as they were. Errors: not_found, disposal.not_approved (conflict), disposal.no_reason. */
export function takeApprovalBack(deps: Deps, actor: Actor, batchId: string, text: string): void {
  if (!may(actor, 'approve_disposal')) throw notFound();
  deps.db.write((tx) => {
    const batch = findBatch(tx, actor, batchId);
    if (batch.state !== 'approved') throw conflict('disposal.not_approved');
    decide(deps, actor, batch, tx, { state: 'sent_back', event: 'disposal.approval_taken_back', note: reasonOf(text) });
  });
}
