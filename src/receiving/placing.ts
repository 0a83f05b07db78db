import { addDocumentFile, archiveMessage, caseFor, moveDocument, removeSignedFile, unfileDocument, type FiledFile } from '../archive/index.ts';
import { record, type AuditEvent } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { recipientName } from '../people/index.ts';
import type { ReceivingDeps } from './ports.ts';
import type { Party, Place, Step, Why } from './types.ts';

export type MessageRecord = {
  id: string; fetched_id: string; message_uuid: string | null; kind: string; title: string; sender_kind: 'cpr' | 'cvr' | null; sender_number: string | null; sender_name: string;
  sender_contact_point: string | null; received_at: string; reply_allowed: number; reply_by: string | null; body: string; full_text: string; place: Place; user_id: string | null; group_id: string | null;
  case_id: string | null; document_id: string | null; /** Of a letter of ours that came back signed. */ signature_id: string | null; letter_id: string | null; thread_id: string; decision: string; note: string | null; due_on: string | null; opened_at: string | null;
};

export type Placement = { place: Place; userId: string | null; groupId: string | null; caseId: string | null; note: string | null; dueOn: string | null };

export const placementOf = (row: MessageRecord): Placement => ({ place: row.place, userId: row.user_id, groupId: row.group_id, caseId: row.case_id, note: row.note, dueOn: row.due_on });
export const messageRecord = (tx: Tx, id: string) => tx.statement('SELECT * FROM messages WHERE id = ?').get(id) as MessageRecord;

type Change = { to: Placement; step: Step; why: Why; event: AuditEvent; actorId: string | null; at: Date };

/**
 * Puts a message where it belongs from now on, with why, in the transaction of whoever decided it: assignment, filing on
 * (or off, or over to) a case, the decision in its history, the log. Somebody new has not opened it yet.
 */
export function placeMessage(tx: Tx, deps: Pick<ReceivingDeps, 'ids'>, row: MessageRecord, { to, step, why, event, actorId, at }: Change): void {
  const documentId = (row.signature_id ? fileSigned : fileOn)(tx, deps, row, to.caseId, { actorId, at });
  const same = row.user_id === to.userId && row.group_id === to.groupId;
  tx.statement(`UPDATE messages SET place = ?, user_id = ?, group_id = ?, case_id = ?, document_id = ?, decision = ?, note = ?, due_on = ?, opened_at = CASE WHEN ? THEN opened_at END,
    done_at = CASE WHEN ? = 'done' THEN ? END, done_by = CASE WHEN ? = 'done' THEN ? END WHERE id = ?`).run(
    to.place, to.userId, to.groupId, to.caseId, documentId, JSON.stringify({ step, why }), to.note, to.dueOn, same ? 1 : 0, to.place, at.toISOString(), to.place, actorId, row.id);
  tx.statement('INSERT INTO message_decisions (message_id, at, by_user, step, why, place, user_id, group_id, case_id, note, due_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(row.id, at.toISOString(), actorId, step, JSON.stringify(why), to.place, to.userId, to.groupId, to.caseId, to.note, to.dueOn);
  record(tx, {
    at, actorId, event, subject: { kind: 'message', id: row.id }, ...(to.caseId ? { parent: { kind: 'case' as const, id: to.caseId } } : {}),
    payload: { reason: why, userId: to.userId, groupId: to.groupId },
  });
}

/** Files, moves or unfiles; answers the document it is from now on. */
function fileOn(tx: Tx, deps: Pick<ReceivingDeps, 'ids'>, row: MessageRecord, caseId: string | null, { actorId, at }: { actorId: string | null; at: Date }): string | null {
  if (row.case_id === caseId) return row.document_id;
  if (caseId === null) {
    tx.statement('UPDATE messages SET document_id = NULL, case_id = NULL WHERE id = ?').run(row.id);
    if (row.document_id) unfileDocument(tx, row.document_id);
    return null;
  }
  if (row.document_id) {
    moveDocument(tx, row.document_id, { caseId, actorId, at });
    return row.document_id;
  }
  const documentId = deps.ids.uuid();
  const fetched = tx.statement('SELECT blob_id AS blobId, sha256, size, receipt, acknowledged_at AS at FROM fetched_memos WHERE id = ?').get(row.fetched_id) as { blobId: string; sha256: string; size: number; receipt: string | null; at: string | null };
  archiveMessage(tx, deps, {
    documentId, caseId, title: row.title, receivedAt: row.received_at, actorId, at, text: `${row.title}\n${row.sender_name}\n${row.body}\n${row.full_text}`,
    files: [
      { role: 'message', blobId: fetched.blobId, filename: 'meddelelse.xml', mime: 'application/xml', sha256: fetched.sha256, size: fetched.size, pages: null },
      ...filesOf(tx, row.id).map(({ kind, ...file }): FiledFile => ({ ...file, role: kind === 'readable' ? 'readable' : 'attachment' })),
    ],
    receipt: fetched.receipt && fetched.at ? { raw: fetched.receipt, at: fetched.at } : null,
  });
  return documentId;
}

type File = Omit<FiledFile, 'role'> & { kind: string };
const filesOf = (tx: Tx, id: string) => tx.statement('SELECT kind, filename, mime, blob_id AS blobId, sha256, size, pages FROM message_files WHERE message_id = ? ORDER BY position').all(id) as File[];

/** A signed letter lies on the document of the letter it is of; on any other case it is a document of its own. */
function fileSigned(tx: Tx, deps: Pick<ReceivingDeps, 'ids'>, row: MessageRecord, caseId: string | null, who: { actorId: string | null; at: Date }): string | null {
  if (row.case_id === caseId) return row.document_id;
  const [{ kind: _, ...file }] = filesOf(tx, row.id) as [File];
  const letter = tx.statement('SELECT d.id, d.case_id AS caseId FROM signature_requests s JOIN documents d ON d.id = s.document_id WHERE s.id = ?').get(row.signature_id) as { id: string; caseId: string };
  const apart = row.document_id !== null && row.document_id !== letter.id;
  if (apart && caseId !== null && caseId !== letter.caseId) {
    moveDocument(tx, row.document_id!, { caseId, ...who });
    return row.document_id;
  }
  tx.statement('UPDATE messages SET document_id = NULL, case_id = NULL WHERE id = ?').run(row.id);
  if (apart) unfileDocument(tx, row.document_id!);
  else if (row.document_id) removeSignedFile(tx, { documentId: letter.id, blobId: file.blobId });
  if (caseId === null) return null;
  if (caseId === letter.caseId) {
    addDocumentFile(tx, letter.id, { ...file, role: 'signed' });
    return letter.id;
  }
  const documentId = deps.ids.uuid();
  archiveMessage(tx, deps, { documentId, caseId, title: row.title, receivedAt: row.received_at, ...who, text: `${row.title}\n${row.sender_name}`, files: [{ ...file, role: 'signed' }], receipt: null });
  return documentId;
}

/** The case of a number, made when it is missing, titled by the register's name. */
export function caseOfNumber(tx: Tx, deps: Pick<ReceivingDeps, 'ids'>, number: Party, name: string | null, who: { actorId: string | null; at: Date }): string {
  return caseFor(tx, deps, { recipient: number, name: recipientName(tx, number)?.name ?? name, ...who });
}

