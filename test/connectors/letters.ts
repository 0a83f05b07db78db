import { randomUUID } from 'node:crypto';
import type { MemoLetter } from '../../src/connectors/digital-post/index.ts';

/** A letter in order, with what a test wants otherwise. The CPR number fails modulus 11 on an ordinary date: it belongs to nobody. */
export function letter(wish: Partial<MemoLetter> = {}): MemoLetter {
  return {
    messageUuid: randomUUID(), label: 'Optagelse på skolen', sender: { cvr: '12345678', label: 'Ærø Gymnasium', contactPointId: null },
    recipient: { kind: 'cpr', number: '0104101234', label: null }, replyAllowed: false, replyBy: null, attention: null, signing: null, attachments: [], caseId: null, createdAt: new Date('2026-11-24T08:15:00.123Z'),
    doNotDeliverUntil: null, document: { filename: 'Optagelse.pdf', mime: 'application/pdf', content: Buffer.from('%PDF-1.7 brev') }, ...wish,
  };
}
