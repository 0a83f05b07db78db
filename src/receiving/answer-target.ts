import { may, mayChangeCase, type Actor } from '../access/index.ts';
import { forbidden, invalid } from '../core/errors.ts';
import type { Database } from '../db/index.ts';
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
 * gave and the contact point it came from. It is filed where the message is. Errors: message.no_reply, forbidden.
 */
export function answerTarget(deps: { db: Database }, actor: Actor, messageId: string): AnswerTarget {
  const row = findMessage(deps.db, actor, messageId);
  if (row.reply_allowed !== 1 || !row.sender_kind || !row.sender_number || !row.message_uuid) throw invalid('message.no_reply');
  if (!mayAnswer(actor, row)) throw forbidden();
  const { addressed } = deps.db.statement('SELECT addressed FROM messages WHERE id = ?').get(messageId) as { addressed: string };
  const { content, replies } = JSON.parse(addressed) as Addressed;
  return {
    recipient: { kind: row.sender_kind, number: row.sender_number, name: row.sender_name || null },
    recipientContactPointId: row.sender_contact_point,
    answers: { messageId, data: { messageUuid: row.message_uuid, caseId: content.caseId ?? replies[0]?.caseId ?? null, contactPointId: row.sender_contact_point } },
    caseId: row.case_id && mayChangeCase(deps.db, actor, row.case_id) ? row.case_id : null,
  };
}
