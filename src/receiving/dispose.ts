import { eraseAbout } from '../audit/index.ts';
import type { Reader, Tx } from '../db/index.ts';
import { forgetAbout } from '../notices/index.ts';

/** Whether a signed copy of the letter that a document is lies somewhere else: on another case, or on none. */
export const signedElsewhere = (reader: Reader, documentId: string): boolean =>
  reader.statement('SELECT 1 FROM signature_requests s JOIN messages m ON m.signature_id = s.id WHERE s.document_id = @id AND m.document_id IS NOT @id AND m.disposed_at IS NULL').get({ id: documentId }) !== undefined;

/**
 * Destroys the messages that lie on a document, raw bytes and all: what it came as, or its signed copy. What stays, so that post is counted
 * as before and the same message is never taken in again: the day, who distributed it and to whom of the staff, its UUID. Answers the
 * blobs that go.
 */
export function disposeMessages(tx: Tx, documentId: string, at: Date): string[] {
  const rows = tx.statement('SELECT m.id, f.id AS fetched, f.blob_id AS blob FROM messages m JOIN fetched_memos f ON f.id = m.fetched_id WHERE m.document_id = ?').all(documentId) as { id: string; fetched: string; blob: string }[];
  return rows.flatMap((row) => dispose(tx, row, at));
}

function dispose(tx: Tx, row: { id: string; fetched: string; blob: string }, at: Date): string[] {
  const files = tx.statement('SELECT blob_id AS id FROM message_files WHERE message_id = ?').all(row.id) as { id: string }[];
  tx.statement('DELETE FROM message_files WHERE message_id = ?').run(row.id);
  tx.statement('UPDATE fetched_memos SET problem = NULL, receipt = NULL WHERE id = ?').run(row.fetched);
  tx.statement("UPDATE message_decisions SET why = '{}', case_id = NULL, note = NULL, due_on = NULL WHERE message_id = ?").run(row.id);
  tx.statement(`UPDATE messages SET title = '', sender_kind = NULL, sender_number = NULL, sender_name = '', sender_contact_point = NULL, reply_by = NULL, addressed = '{}', body = '', full_text = '',
    attachments = 0, readable = 'none', searchable_reason = NULL, place = 'done', case_id = NULL, document_id = NULL, decision = '{}', note = NULL, due_on = NULL,
    done_at = coalesce(done_at, @at), disposed_at = @at WHERE id = @id`).run({ at: at.toISOString(), id: row.id });
  forgetAbout(tx, { kind: 'message', id: row.id });
  eraseAbout(tx, [{ kind: 'message', id: row.id }]);
  return [row.blob, ...files.map(({ id }) => id)];
}
