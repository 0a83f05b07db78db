import { record, type AuditEvent } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { findRequest, type RequestRecord } from './find.ts';
import type { Reason } from './reason.ts';
import type { SignatureState } from './types.ts';

/** What may follow what. A late word of the service never takes back what has ended here, but for a signature that was quicker than the cancelling. */
const next: Record<SignatureState, SignatureState[]> = {
  ordered: ['received', 'failed', 'cancelled'],
  received: ['started', 'signed', 'failed', 'cancelled'],
  started: ['signed', 'failed', 'cancelled'],
  signed: ['completed', 'failed'],
  // Fetched once more, because a person asked for it.
  failed: ['signed'],
  cancelled: ['signed'],
  completed: [],
};

const eventOf: Record<SignatureState, AuditEvent | null> = {
  ordered: null, received: 'signature.requested', started: 'signature.started', signed: 'signature.signed', completed: 'signature.completed', failed: 'signature.failed', cancelled: 'signature.cancelled',
};

const timeOf: Partial<Record<SignatureState, string>> = { received: 'received_at', started: 'started_at', signed: 'signed_at', completed: 'ended_at', failed: 'ended_at', cancelled: 'ended_at' };

export type Move = { to: SignatureState; at: Date; actorId?: string | null; reason?: Reason | null; payload?: Record<string, unknown> };

/** Moves a request on, with its entry in the document's history; false, and nothing changed, where that step does not exist. */
export function moveRequest(tx: Tx, id: string, { to, at, actorId = null, reason = null, payload }: Move): boolean {
  const row = findRequest(tx, id);
  if (!row || !next[row.state].includes(to)) return false;
  const now = at.toISOString();
  const time = timeOf[to];
  tx.statement(`UPDATE signature_requests SET state = ?, reason = ?, updated_at = ?${time ? `, ${time} = ?` : ''} WHERE id = ?`)
    .run(to, reason ? JSON.stringify(reason) : null, now, ...(time ? [now] : []), id);
  const event = eventOf[to];
  if (event) recordRequest(tx, row, event, { at, actorId, payload: { ...(reason ? { reason } : {}), ...payload } });
  return true;
}

/** An entry in the history of the document, and of the dispatch. */
export function recordRequest(tx: Tx, row: RequestRecord, event: AuditEvent, { at, actorId, payload }: { at: Date; actorId: string | null; payload?: Record<string, unknown> }): void {
  record(tx, { at, actorId, event, subject: { kind: 'document', id: row.document_id }, parent: { kind: 'dispatch', id: row.dispatch_id }, payload: { request: row.id, ...payload } });
}
