import { createHash, randomBytes } from 'node:crypto';
import type { Store } from '../store/open.ts';

export type SigningState = 'received' | 'started' | 'completed' | 'declined' | 'expired' | 'failed' | 'cancelled';
export type SigningWish = { title: string; sender: string; signBy: string | null; signer: { name: string; kind: 'cpr' | 'cvr'; number: string } };
/** Times in milliseconds. */
export type SigningRow = { id: string; token: string; title: string; sender: string; sign_by: string | null; signer: string; state: SigningState; reason: string | null; created_at: number; updated_at: number };

const columns = 'id, token, title, sender, sign_by, signer, state, reason, created_at, updated_at';

/** Keeps a request. The very same asked for again is the one there is; something else under its id is refused (null). */
export function keepRequest(store: Store, id: string, wish: SigningWish, document: Uint8Array, now: number): { row: SigningRow; made: boolean } | null {
  const sha256 = createHash('sha256').update(JSON.stringify(wish)).update(document).digest('hex');
  return store.transaction(() => {
    const known = store.query<{ sha256: string }, [string]>('SELECT sha256 FROM signing_request WHERE id = ?').get(id);
    if (known && known.sha256 !== sha256) return null;
    if (!known) {
      store.query(`INSERT INTO signing_request (id, token, title, sender, sign_by, signer, kind, number, sha256, document, state, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'received', ?, ?)`)
        .run(id, randomBytes(18).toString('base64url'), wish.title, wish.sender, wish.signBy, wish.signer.name, wish.signer.kind, wish.signer.number, sha256, document, now, now);
    }
    return { row: requestById(store, id)!, made: !known };
  }).immediate();
}

export const requestById = (store: Store, id: string): SigningRow | null => store.query<SigningRow, [string]>(`SELECT ${columns} FROM signing_request WHERE id = ?`).get(id);
export const requestByToken = (store: Store, token: string): SigningRow | null => store.query<SigningRow, [string]>(`SELECT ${columns} FROM signing_request WHERE token = ?`).get(token);
/** Newest first, at most 200. */
export const allRequests = (store: Store): SigningRow[] => store.query<SigningRow, []>(`SELECT ${columns} FROM signing_request ORDER BY created_at DESC, id LIMIT 200`).all();

/** The document as it came, or as it was signed; null where there is none. */
export function documentOf(store: Store, id: string, which: 'document' | 'signed'): Uint8Array<ArrayBuffer> | null {
  const bytes = store.query<{ bytes: Uint8Array | null }, [string]>(`SELECT ${which} AS bytes FROM signing_request WHERE id = ?`).get(id)?.bytes;
  return bytes ? new Uint8Array(bytes) : null;
}

/** Moves a request on from one of the states in `from`; false where it is in none of them. */
export function moveRequest(store: Store, id: string, from: SigningState[], to: SigningState, now: number, more: { reason?: string; signed?: Uint8Array } = {}): boolean {
  const marks = from.map(() => '?').join(', ');
  return store.query(`UPDATE signing_request SET state = ?, reason = coalesce(?, reason), signed = coalesce(?, signed), updated_at = ? WHERE id = ? AND state IN (${marks})`)
    .run(to, more.reason ?? null, more.signed ?? null, now, id, ...from).changes > 0;
}
