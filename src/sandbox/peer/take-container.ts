import { randomUUID } from 'node:crypto';
import { checkMemo, type CheckedMemo } from '../memo/check.ts';
import { XmlRefused } from '../memo/document.ts';
import type { SandboxSettings } from '../settings.ts';
import { memosByUuid } from '../store/memos.ts';
import { refusal, type Answer } from './answers.ts';
import type { Peer } from './context.ts';
import { envelopeFault, storeChecked } from './take-memo.ts';

/**
 * Judges every memo's envelope first and stores none where one is wrong; then all in one transaction. What
 * is wrong with a letter's content becomes that letter's own business receipt, as it does in single sending.
 */
export function takeContainer(peer: Peer, caller: string, memos: Map<string, Uint8Array>, settings: SandboxSettings): { answer: Answer; stored: boolean } {
  const refuse = (answer: Answer) => ({ answer, stored: false });
  const transmission = randomUUID();
  const at = peer.clock.now();
  const taken: { memo: CheckedMemo; xml: Uint8Array }[] = [];
  for (const [uuid, xml] of memos) {
    let memo: CheckedMemo;
    try {
      memo = checkMemo(xml, settings, at);
    } catch (error) {
      if (error instanceof XmlRefused) return refuse(refusal(400, error.code, error.message));
      throw error;
    }
    const fault = envelopeFault(memo, caller, uuid);
    if (fault) return refuse(fault);
    const earlier = memosByUuid(peer.store, uuid).length > 0;
    if (earlier && settings.duplicateUuid === 'conflict_409') return refuse(refusal(409, 'message.uuid.already.exists', 'A memo with this UUID was received before'));
    if (!(earlier && settings.duplicateUuid === 'idempotent_201')) taken.push({ memo, xml });
  }
  peer.store.transaction(() => {
    for (const { memo, xml } of taken) storeChecked(peer, caller, memo, xml, settings, transmission);
  }).immediate();
  const body = { transmissionId: transmission, messageUUID: null, messageId: null, errorCode: null, errorMessage: null, timeStamp: at.toISOString(), receiptStatus: 'RECEIVED' };
  return { answer: { status: 201, body }, stored: true };
}
