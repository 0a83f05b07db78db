import { may, type Actor } from '../access/index.ts';
import { forbidden, invalid } from '../core/errors.ts';
import { answerCases } from './answer-cases.ts';
import { caseOfRef } from './place-by-hand.ts';
import type { ReceivingDeps } from './ports.ts';
import type { Addressed, Party } from './types.ts';
import { findMessage, mayPlace } from './visible-messages.ts';

export type AnswerTarget = {
  recipient: Party & { name: string | null };
  recipientContactPointId: string | null;
  answers: { messageId: string; data: { messageUuid: string; caseId: string | null; contactPointId: string | null } };
  caseId: string | null;
};

/** Whether the actor may answer this message: it is theirs to decide about, its sender takes an answer, and they may prepare letters. */
export const mayAnswer = (actor: Actor, row: { user_id: string | null; group_id: string | null; reply_allowed: number; sender_number: string | null; message_uuid: string | null }): boolean =>
  mayPlace(actor, row) && may(actor, 'dispatch') && row.reply_allowed === 1 && row.sender_number !== null && row.message_uuid !== null;

/**
 * To whom an answer goes, and what it gives back (facts: digital-post 1.6, 7): the message's UUID, the case id its sender
 * gave and the contact point it came from. `caseRef`: where it is filed, one of answerCases; without it the one proposed.
 * Errors: message.no_reply, forbidden, message.choose_case where none is chosen that the actor would see.
 */
export function answerTarget(deps: Pick<ReceivingDeps, 'db' | 'clock' | 'ids'>, actor: Actor, messageId: string, caseRef?: string): AnswerTarget {
  const row = findMessage(deps.db, actor, messageId);
  if (row.reply_allowed !== 1 || !row.sender_kind || !row.sender_number || !row.message_uuid) throw invalid('message.no_reply');
  if (!mayAnswer(actor, row)) throw forbidden();
  const { addressed } = deps.db.statement('SELECT addressed FROM messages WHERE id = ?').get(messageId) as { addressed: string };
  const { content, replies } = JSON.parse(addressed) as Addressed;
  return {
    recipient: { kind: row.sender_kind, number: row.sender_number, name: row.sender_name || null },
    recipientContactPointId: row.sender_contact_point,
    answers: { messageId, data: { messageUuid: row.message_uuid, caseId: content.caseId ?? replies[0]?.caseId ?? null, contactPointId: row.sender_contact_point } },
    caseId: caseChosen(deps, actor, messageId, caseRef),
  };
}

/** The id of the case that was chosen; null = the recipient's own. */
function caseChosen(deps: Pick<ReceivingDeps, 'db' | 'clock' | 'ids'>, actor: Actor, messageId: string, caseRef: string | undefined): string | null {
  return deps.db.write((tx) => {
    const { options, chosen } = answerCases(tx, actor, messageId);
    const option = options.find(({ ref }) => ref === (caseRef || chosen));
    // Where the actor does not find it again it lies only by their own choice, never by ours.
    if (!option || (!caseRef && !option.seen)) throw invalid('message.choose_case');
    return option.ref === 'own' ? null : caseOfRef(tx, deps, actor, option.ref);
  });
}
