import type { Clock } from '../../core/clock.ts';
import type { Ids } from '../../core/ids.ts';
import type { Reader, Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import { localDay } from '../../core/dates.ts';
import { endSignatureOf, newestRequest, orderSignature, type RequestRecord, type Waiting } from '../../signatures/index.ts';
import { stoppedAtLeaving } from '../copies/checks.ts';
import { deliveryKind } from '../deliver-container.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import { moveLetter } from '../letter-state.ts';
import type { OutgoingLetter } from '../ports.ts';
import { mustSign } from './who-signs.ts';

/** The letter whose signature a letter's link is for: itself, or the one it reminds of; null where it carries no link. */
function signedLetter(reader: Reader, letter: LetterRecord, dispatch: DispatchRecord): { letter: LetterRecord; reminds: boolean } | null {
  // Asked of every letter that leaves, and almost none reminds: the other letter is read only where there is one.
  const reminder = reader.statement('SELECT for_letter_id AS id FROM signature_reminders WHERE letter_id = ?').get(letter.id) as { id: string } | undefined;
  if (reminder) return { letter: reader.statement('SELECT * FROM letters WHERE id = ?').get(reminder.id) as LetterRecord, reminds: true };
  return mustSign(reader, letter, dispatch) ? { letter, reminds: false } : null;
}

const dispatchOf = (reader: Reader, letter: LetterRecord) => reader.statement('SELECT * FROM dispatches WHERE id = ?').get(letter.dispatch_id) as DispatchRecord;

/**
 * Holds a letter that carries a link to sign by until the service has given the link: the request is ordered here and asked
 * for by an errand, which lets the letter go. A reminder of what has been signed or withdrawn meanwhile does not leave. True
 * where the letter must not leave now.
 */
export function waitsForSigning(tx: Tx, deps: { ids: Ids }, letter: LetterRecord, dispatch: DispatchRecord, at: Date): boolean {
  const signed = signedLetter(tx, letter, dispatch);
  if (!signed) return false;
  const known = newestRequest(tx, signed.letter.id);
  if (signed.reminds && known && ['signed', 'completed', 'cancelled'].includes(known.state)) {
    const key = known.state === 'cancelled' ? 'signature.withdrawn' : 'signature.signed_meanwhile';
    return moveLetter(tx, letter, { to: 'cancelled', at, actorId: null, reason: { key, values: {} } });
  }
  if (known?.url && known.state !== 'failed' && known.state !== 'cancelled') return false;
  const original = signed.letter;
  orderSignature(tx, { ids: deps.ids, at }, {
    letterId: original.id, dispatchId: original.dispatch_id, documentId: original.document_id!, blobId: original.sent_blob_id!,
    signer: { name: original.recipient_name, kind: original.recipient_kind!, number: original.recipient_number! },
    signBy: dispatchOf(tx, original).sign_by, requestedBy: dispatch.submitted_by,
  });
  const reason = { key: 'waits.signing', values: {} };
  if (!moveLetter(tx, letter, { to: 'queued', at, actorId: null, reason })) setReason(tx, letter.id, reason);
  return true;
}

function setReason(tx: Tx, letterId: string, reason: object | null): void {
  tx.statement("UPDATE letters SET reason = ? WHERE id = ? AND state = 'queued'").run(reason && JSON.stringify(reason), letterId);
}

/** The link a letter carries, and by when; a day that is over is not said any more. */
export function signingLink(reader: Reader, letter: LetterRecord, dispatch: DispatchRecord, now: Date): OutgoingLetter['signing'] {
  const signed = signedLetter(reader, letter, dispatch);
  const request = signed && newestRequest(reader, signed.letter.id);
  if (!request?.url) return null;
  return { url: request.url, by: request.sign_by && request.sign_by >= localDay(now) ? request.sign_by : null };
}

/** Letters in the queue that carry the link of a request: the one to be signed, and those that remind of it. */
const carriers = (tx: Tx, request: RequestRecord) =>
  tx.statement(`SELECT * FROM letters WHERE state = 'queued' AND (id = @id OR id IN (SELECT letter_id FROM signature_reminders WHERE for_letter_id = @id))`).all({ id: request.letter_id }) as LetterRecord[];

/** What becomes of letters that wait for the link (signatures/ask.ts). */
export const lettersThatWait = (deps: { clock: Clock; ids: Ids }): Waiting => ({
  wanted(tx, request) {
    const at = deps.clock.now();
    for (const letter of carriers(tx, request)) stoppedAtLeaving(tx, deps, letter, dispatchOf(tx, letter), at);
    if (carriers(tx, request).length > 0) return true;
    endSignatureOf(tx, request.letter_id, { at, actorId: null });
    return false;
  },
  ready(tx, request) {
    const at = deps.clock.now();
    for (const letter of carriers(tx, request)) {
      setReason(tx, letter.id, null);
      enqueue(tx, { kind: deliveryKind(tx, letter.dispatch_id), key: `deliver:${letter.id}`, payload: { letterId: letter.id, dispatchId: letter.dispatch_id }, runAt: at, now: at });
    }
  },
  waits(tx, request, reason) {
    for (const letter of carriers(tx, request)) setReason(tx, letter.id, reason);
  },
  refused(tx, request, reason) {
    for (const letter of carriers(tx, request)) moveLetter(tx, letter, { to: 'failed', at: deps.clock.now(), actorId: null, reason });
  },
});
