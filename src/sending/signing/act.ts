import type { Actor } from '../../access/index.ts';
import { notFound } from '../../core/errors.ts';
import { cancelSignature, fetchAgain, findRequest } from '../../signatures/index.ts';
import type { SendingDeps } from '../ports.ts';
import { findSignature } from './list.ts';

/** Withdraws a request; its link says so from then on. Errors: not_found, signature.not_open (conflict). */
export function withdrawSignature(deps: SendingDeps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    findSignature(tx, actor, id);
    cancelSignature(tx, id, { at: deps.clock.now(), actorId: actor.id });
  });
}

/** Fetches once more what was not taken for signed. Errors: not_found, signature.not_refused (conflict). */
export function fetchSignatureAgain(deps: SendingDeps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    findSignature(tx, actor, id);
    fetchAgain(tx, id, { at: deps.clock.now(), actorId: actor.id });
  });
}

/** The blob of a file that was not taken for signed, for whoever may act on the dispatch to look at. not_found where there is none (any more). */
export function refusedFile(deps: SendingDeps, actor: Actor, id: string): { blobId: string } {
  findSignature(deps.db, actor, id);
  const blobId = findRequest(deps.db, id)!.refused_blob_id;
  if (!blobId) throw notFound('file_gone');
  return { blobId };
}
