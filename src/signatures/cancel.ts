import { conflict } from '../core/errors.ts';
import type { Clock } from '../core/clock.ts';
import type { Database, Tx } from '../db/index.ts';
import { cancelThere, fetchSoon } from './errands.ts';
import { findRequest, newestRequest } from './find.ts';
import { moveRequest } from './move.ts';
import type { SigningService } from './types.ts';

const open = new Set(['ordered', 'received', 'started']);

/** A letter that ends another way than by Digital Post, or not at all, is not signed by its link: its open request ends with it. */
export function endSignatureOf(tx: Tx, letterId: string, { at, actorId }: { at: Date; actorId: string | null }): void {
  const request = newestRequest(tx, letterId);
  if (request && open.has(request.state)) end(tx, request.id, { at, actorId });
}

function end(tx: Tx, id: string, { at, actorId }: { at: Date; actorId: string | null }): void {
  const { url } = findRequest(tx, id)!;
  moveRequest(tx, id, { to: 'cancelled', at, actorId });
  if (url !== null) cancelThere(tx, id, at);
}

/** Withdraws a request; the caller has found it through the actor. Conflict signature.not_open where it has ended or been signed. */
export function cancelSignature(tx: Tx, requestId: string, by: { at: Date; actorId: string }): void {
  const request = findRequest(tx, requestId);
  if (!request || !open.has(request.state)) throw conflict('signature.not_open');
  end(tx, requestId, by);
}

/** The errand: tells the service. Where the person was quicker, their signature is fetched after all. */
export async function tellCancelled(deps: { db: Database; clock: Clock }, service: SigningService, requestId: string): Promise<void> {
  const answer = await service.cancel(requestId);
  if (answer === 'completed') deps.db.write((tx) => { if (moveRequest(tx, requestId, { to: 'signed', at: deps.clock.now() })) fetchSoon(tx, requestId, deps.clock.now()); });
}
