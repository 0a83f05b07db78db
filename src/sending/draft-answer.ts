import { may, mayChangeCase, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { forbidden, invalid } from '../core/errors.ts';
import type { RecipientNumber } from '../numbers/index.ts';
import type { AnswerTo, SendingDeps } from './ports.ts';
import { lookUpSoon } from './settle-recipients.ts';

export type Answer = {
  /** One letter, and how many pages it has. */
  pdf: Uint8Array;
  pages: number;
  title: string;
  documentTypeId: string | null;
  recipient: RecipientNumber & { name: string | null };
  /** The contact point of the recipient that it goes to. */
  recipientContactPointId: string | null;
  /** What is given back of the message that is answered, and its id here; null for a letter of one's own. */
  answers: { messageId: string; data: AnswerTo } | null;
  /** The case it is filed on where that is not the recipient's. */
  caseId: string | null;
  replyAllowed: boolean;
};

/**
 * A draft of one letter to one recipient, ready to be looked at and sent like any other: from here on attachments, report,
 * approval and delivery are those of every letter. Answers the dispatch's id. Errors: forbidden without the right to
 * prepare letters, message.no_case where the actor may not file on that case.
 */
export async function draftAnswer(deps: SendingDeps, actor: Actor, answer: Answer): Promise<string> {
  if (!may(actor, 'dispatch')) throw forbidden();
  if (answer.caseId && !mayChangeCase(deps.db, actor, answer.caseId)) throw invalid('message.no_case');
  const blob = await deps.files.put(answer.pdf);
  const id = deps.ids.uuid();
  const letterId = deps.ids.uuid();
  deps.db.write((tx) => {
    const at = deps.clock.now();
    const now = at.toISOString();
    deps.files.record(tx, blob);
    tx.statement(`INSERT INTO dispatches (id, state, title, document_type_id, reply_allowed, remove_cpr, source_blob_id, source_filename, source_size, pages, progress_done, progress_total, whole, created_by, created_at, updated_at)
      VALUES (?, 'draft', ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`)
      .run(id, answer.title, answer.documentTypeId, answer.replyAllowed ? 1 : 0, blob.id, 'svar.pdf', blob.size, answer.pages, answer.pages, answer.pages, actor.id, now, now);
    const pages = Array.from({ length: answer.pages }, (_, n) => n + 1);
    for (const page of pages) tx.statement("INSERT INTO dispatch_pages (dispatch_id, page, width, height, rotation, candidates) VALUES (?, ?, 595, 842, 0, '[]')").run(id, page);
    const { kind, number, name } = answer.recipient;
    tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, state, message_uuid, updated_at,
      answers_message_id, answers, contact_point_id, filed_case_id) VALUES (?, ?, 1, ?, ?, ?, ?, 'confirmed', '[]', '[]', '[]', 'draft', ?, ?, ?, ?, ?, ?)`)
      .run(letterId, id, JSON.stringify(pages), kind, number, name, deps.ids.uuid(), now, answer.answers?.messageId ?? null, answer.answers ? JSON.stringify(answer.answers.data) : null, answer.recipientContactPointId, answer.caseId);
    lookUpSoon(tx, id, at);
    record(tx, { at, actorId: actor.id, event: 'dispatch.uploaded', subject: { kind: 'dispatch', id }, payload: { answer: answer.answers !== null, sha256: blob.sha256 } });
  });
  return id;
}
