import type { Peer } from '../peer/context.ts';
import { changeSettings, readSettings } from '../store/settings.ts';
import { signerFor } from './authority.ts';
import { signedData } from './cms.ts';
import { signPdf } from './pdf.ts';
import { anotherDocument, paintedOver } from './spoil.ts';
import { documentOf, moveRequest, type SigningRow } from './store.ts';

type Countdown = 'signingDropNext' | 'signingOtherDocumentNext' | 'signingOverlayNext' | 'signingAlteredNext' | 'signingForeignNext' | 'signingExpiredNext';

/** True when this call is to suffer the fault; the countdown goes down by one. */
export function strikesSigning(peer: Peer, name: Countdown): boolean {
  const left = readSettings(peer.store, peer.base)[name];
  if (left > 0) changeSettings(peer.store, { [name]: left - 1 });
  return left > 0;
}

/** The person signs: with a certificate made for them and for this once. False where it can be signed no longer. */
export async function signRequest(peer: Peer, row: SigningRow): Promise<boolean> {
  const at = peer.clock.now();
  const sent = documentOf(peer.store, row.id, 'document');
  if (!sent || (row.state !== 'received' && row.state !== 'started')) return false;
  const signer = signerFor(peer.signing.authority, { name: row.signer, at, foreign: strikesSigning(peer, 'signingForeignNext'), expired: strikesSigning(peer, 'signingExpiredNext') });
  let document: Uint8Array = strikesSigning(peer, 'signingOtherDocumentNext') ? await anotherDocument(row.title) : sent;
  if (strikesSigning(peer, 'signingOverlayNext')) document = await paintedOver(document);
  let signed = await signPdf(document, { name: row.signer, reason: row.title, at, sign: (covered) => signedData(signer, covered) });
  if (strikesSigning(peer, 'signingAlteredNext')) signed = await paintedOver(signed);
  return moveRequest(peer.store, row.id, ['received', 'started'], 'completed', at.getTime(), { signed });
}

export const declineRequest = (peer: Peer, row: SigningRow, reason: string): boolean =>
  moveRequest(peer.store, row.id, ['received', 'started'], 'declined', peer.clock.now().getTime(), { reason: reason.trim().slice(0, 500) });
