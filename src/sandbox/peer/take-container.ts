import { randomUUID } from 'node:crypto';
import type { CheckedMemo } from '../memo/check.ts';
import type { SandboxSettings } from '../settings.ts';
import { memosByUuid } from '../store/memos.ts';
import { refusal, type Answer } from './answers.ts';
import type { Peer } from './context.ts';
import { judgeEnvelope, storeChecked } from './take-memo.ts';

/**
 * Judges every memo's envelope first and stores none where one is wrong; then all in one transaction. What
 * is wrong with a letter's content becomes that letter's own business receipt, as it does in single sending.
 */
export function takeContainer(peer: Peer, caller: string, memos: Map<string, Uint8Array>, settings: SandboxSettings): { answer: Answer; stored: boolean } {
  const refuse = (answer: Answer) => ({ answer, stored: false });
  const transmission = randomUUID();
  const taken: { memo: CheckedMemo; xml: Uint8Array }[] = [];
  for (const [uuid, xml] of memos) {
    const judged = judgeEnvelope(peer, caller, uuid, xml, settings);
    if ('fault' in judged) return refuse(judged.fault);
    const earlier = memosByUuid(peer.store, uuid).length > 0;
    if (earlier && settings.duplicateUuid === 'conflict_409') return refuse(refusal(409, 'message.uuid.already.exists', 'A memo with this UUID was received before'));
    if (!(earlier && settings.duplicateUuid === 'idempotent_201')) taken.push({ memo: judged.memo, xml });
  }
  peer.store.transaction(() => {
    for (const { memo, xml } of taken) storeChecked(peer, caller, memo, xml, settings, transmission);
  }).immediate();
  const body = { transmissionId: transmission, messageUUID: null, messageId: null, errorCode: null, errorMessage: null, timeStamp: peer.clock.now().toISOString(), receiptStatus: 'RECEIVED' };
  return { answer: { status: 201, body }, stored: true };
}
