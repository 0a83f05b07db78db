import type { Ids } from '../core/ids.ts';
import type { Tx } from '../db/index.ts';
import { askSoon } from './errands.ts';
import { newestRequest, type RequestRecord } from './find.ts';

export type ToSign = {
  letterId: string; dispatchId: string; documentId: string;
  signer: { name: string | null; kind: 'cpr' | 'cvr'; number: string };
  signBy: string | null;
  /** The bytes to be signed. */
  blobId: string;
  requestedBy: string | null;
};

/**
 * The open request on a letter, made where there is none, with the errand that asks the service for it. Its id is written
 * before the service hears of it: whoever is killed in between asks again for the same one.
 */
export function orderSignature(tx: Tx, { ids, at }: { ids: Ids; at: Date }, letter: ToSign): RequestRecord {
  const known = newestRequest(tx, letter.letterId);
  if (known && known.state !== 'failed' && known.state !== 'cancelled') {
    if (known.state === 'ordered') askSoon(tx, known.id, at);
    return known;
  }
  const id = ids.uuid();
  const now = at.toISOString();
  tx.statement(`INSERT INTO signature_requests (id, letter_id, dispatch_id, document_id, state, signer_name, signer_kind, signer_number, sign_by, blob_id, requested_by, created_at, updated_at)
    VALUES (?, ?, ?, ?, 'ordered', ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(id, letter.letterId, letter.dispatchId, letter.documentId, letter.signer.name, letter.signer.kind, letter.signer.number, letter.signBy, letter.blobId, letter.requestedBy, now, now);
  askSoon(tx, id, at);
  return newestRequest(tx, letter.letterId)!;
}
