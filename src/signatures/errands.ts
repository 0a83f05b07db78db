import type { Tx } from '../db/index.ts';
import { enqueue } from '../queue/index.ts';

/** Work that calls the signing service; done outside transactions, tried again until it is done (jobs/signing.ts). */
const errand = (kind: 'request-signature' | 'fetch-signed' | 'cancel-signature') => (tx: Tx, requestId: string, at: Date): void =>
  enqueue(tx, { kind, key: `${kind}:${requestId}`, payload: { requestId }, runAt: at, now: at });

/** Asks the service for a request that was ordered. */
export const askSoon = errand('request-signature');
/** Fetches and judges what has been signed. */
export const fetchSoon = errand('fetch-signed');
/** Tells the service that a request is withdrawn. */
export const cancelThere = errand('cancel-signature');
