import type { Ids } from '../core/ids.ts';
import type { Tx } from '../db/index.ts';
import { notify } from '../notices/index.ts';
import { findRequest } from './find.ts';

/** Tells whoever sent the letter; a notice counts all of a dispatch. */
export function tellOf(tx: Tx, { ids }: { ids: Ids }, requestId: string, kind: 'signature_completed' | 'signature_failed', at: Date): void {
  const request = findRequest(tx, requestId);
  if (request?.requested_by) notify(tx, { ids, at }, { userId: request.requested_by, kind, subject: { kind: 'dispatch', id: request.dispatch_id } });
}
