import { addReceipt } from '../archive/index.ts';
import { record } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { setStatus } from '../queue/index.ts';
import type { LetterRecord } from './find.ts';
import { moveLetter } from './letter-state.ts';
import type { IncomingReceipt, PostOffice, SendingDeps } from './ports.ts';

const batch = 20;

/**
 * Pulls waiting receipts: each is stored as it came and applied in one transaction, and only then
 * deleted at the platform. Seen twice, it is stored once. Answers how many were new.
 */
export async function fetchReceipts(deps: SendingDeps, office: PostOffice): Promise<number> {
  const waiting = await office.listReceipts();
  let fresh = 0;
  for (let start = 0; start < waiting.length; start += batch) {
    const ids = waiting.slice(start, start + batch);
    const fetched = await Promise.all(ids.map(async (id) => ({ id, receipt: await office.fetchReceipt(id) })));
    fresh += deps.db.write((tx) => fetched.filter(({ id, receipt }) => applyReceipt(tx, deps, id, receipt)).length);
    await Promise.all(ids.map((id) => office.deleteReceipt(id)));
  }
  deps.db.write((tx) => setStatus(tx, 'receipts', { waiting: waiting.length, fresh }, deps.clock.now()));
  return fresh;
}

/** Stores and applies one receipt; false when it was here before. A message we do not know is kept all the same. */
export function applyReceipt(tx: Tx, deps: SendingDeps, receiptId: string, receipt: IncomingReceipt): boolean {
  const at = deps.clock.now();
  const letter = tx.statement('SELECT * FROM letters WHERE message_uuid = ? AND disposed_at IS NULL').get(receipt.messageUuid?.toLowerCase() ?? '') as LetterRecord | undefined;
  const inserted = tx.statement('INSERT OR IGNORE INTO receipts (receipt_id, message_uuid, status, raw, received_at, letter_id) VALUES (?, ?, ?, ?, ?, ?)')
    .run(receiptId, receipt.messageUuid, receipt.status, receipt.raw, at.toISOString(), letter?.id ?? null);
  if (inserted.changes === 0) return false;
  if (!letter) {
    record(tx, { at, actorId: null, event: 'receipt.received', subject: { kind: 'receipt', id: receiptId }, payload: { status: receipt.status, known: false } });
    return true;
  }
  if (letter.document_id) {
    addReceipt(tx, deps, { documentId: letter.document_id, kind: receipt.status === 'RECEIVED' ? 'technical' : 'business', status: receipt.status ?? '', raw: receipt.raw, at });
  }
  if (receipt.status === 'RECEIVED' && letter.state === 'unknown') moveLetter(tx, letter, { to: 'handed_over', at, actorId: null });
  if (receipt.status === 'COMPLETED') moveLetter(tx, letter, { to: 'delivered', at, actorId: null });
  if ((receipt.status === 'INVALID' || receipt.status === 'NOT_ALLOWED') && letter.state !== 'failed') {
    moveLetter(tx, letter, {
      to: 'failed', at, actorId: null,
      reason: { key: receipt.status === 'INVALID' ? 'receipt.invalid' : 'receipt.not_allowed', values: { code: receipt.errorCode ?? '', message: receipt.errorMessage ?? '' } },
    });
  }
  return true;
}
