import { eraseAbout, eraseNaming, type SubjectKind } from '../audit/index.ts';
import type { Reader, Tx } from '../db/index.ts';
import { forgetAbout } from '../notices/index.ts';

/** Whether the document's letter still lies in a file of many: the merge file it was cut from, or a batch of paper. Those have their own time. */
export const liesAmongOthers = (reader: Reader, documentId: string): boolean =>
  reader.statement(`SELECT 1 FROM letters l JOIN dispatches d ON d.id = l.dispatch_id WHERE l.document_id = ? AND (d.purged_at IS NULL
    OR EXISTS (SELECT 1 FROM paper_letters p JOIN paper_batches b ON b.id = p.batch_id WHERE p.letter_id = l.id AND b.blob_id IS NOT NULL))`).get(documentId) !== undefined;

/** What a letter keeps is what is counted: its dispatch, state and times. */
const shell = `pages = '[]', recipient_kind = NULL, recipient_number = NULL, recipient_name = NULL, class_name = NULL, evidence = '[]', found = '[]', alternatives = '[]', about_kind = NULL, about_number = NULL,
  relation = NULL, attention = NULL, reason = NULL, document_id = NULL, sent_blob_id = NULL, content_key = NULL, answers = NULL, filed_case_id = NULL, disposed_at = @at`;

/**
 * Destroys what is known of the letter a document was sent as, where it was sent as one: to whom, where the number stood, attempts,
 * receipts, its own attachments, paper, the copies' reasons. Its row stays as a count, and its message UUID, so that it is never sent
 * again. With the last letter of a dispatch its title and the names of its files go too. Answers the blobs that go.
 */
export function disposeLetter(tx: Tx, documentId: string, at: Date): string[] {
  const letter = tx.statement('SELECT id, dispatch_id AS dispatch FROM letters WHERE document_id = ?').get(documentId) as { id: string; dispatch: string } | undefined;
  if (!letter) return [];
  const blobs = emptyLetter(tx, letter, at);
  const left = tx.statement("SELECT 1 FROM letters WHERE dispatch_id = ? AND disposed_at IS NULL AND (document_id IS NOT NULL OR state NOT IN ('draft', 'removed', 'cancelled'))").get(letter.dispatch);
  if (!left) blobs.push(...emptyDispatch(tx, letter.dispatch, at));
  return blobs;
}

function emptyLetter(tx: Tx, { id, dispatch }: { id: string; dispatch: string }, at: Date): string[] {
  const receipts = tx.statement('SELECT receipt_id AS id FROM receipts WHERE letter_id = ?').all(id) as { id: string }[];
  const made = tx.statement('SELECT blob_id AS id FROM made_attachments WHERE letter_id = @id AND blob_id IS NOT NULL UNION SELECT original_blob_id FROM made_attachments WHERE letter_id = @id AND original_blob_id IS NOT NULL').all({ id }) as { id: string }[];
  const own = tx.statement(`SELECT f.id, f.filename FROM attachment_files f WHERE f.id IN (SELECT file_id FROM dispatch_attachments WHERE letter_id = @id)
    AND NOT EXISTS (SELECT 1 FROM dispatch_attachments a WHERE a.file_id = f.id AND a.letter_id IS NOT @id)`).all({ id }) as { id: string; filename: string }[];
  tx.statement('UPDATE transmissions SET answer = NULL WHERE id IN (SELECT transmission_id FROM attempts WHERE letter_id = @id) AND NOT EXISTS (SELECT 1 FROM attempts o WHERE o.transmission_id = transmissions.id AND o.letter_id <> @id)').run({ id });
  for (const table of ['attempts', 'receipts', 'made_attachments', 'copy_decisions', 'letter_paths', 'paper_letters', 'signature_reminders']) tx.statement(`DELETE FROM ${table} WHERE letter_id = ?`).run(id);
  tx.statement('DELETE FROM signature_reminders WHERE for_letter_id = ?').run(id);
  tx.statement("UPDATE dispatch_attachments SET title = '', recipient_number = NULL WHERE letter_id = ?").run(id);
  for (const file of own) tx.statement("UPDATE attachment_files SET filename = '', problem = NULL, hidden = '[]' WHERE id = ?").run(file.id);
  tx.statement(`UPDATE letters SET ${shell} WHERE id = @id`).run({ at: at.toISOString(), id });
  forgetAbout(tx, { kind: 'letter', id });
  eraseAbout(tx, [{ kind: 'letter', id }, ...receipts.map((receipt) => ({ kind: 'receipt' as SubjectKind, id: receipt.id }))]);
  eraseNaming(tx, { kind: 'dispatch', id: dispatch }, own.map(({ filename }) => filename));
  return made.map((blob) => blob.id);
}

/** Every letter is destroyed or never left: only what is counted stays. */
function emptyDispatch(tx: Tx, id: string, at: Date): string[] {
  const rest = tx.statement('SELECT id FROM letters WHERE dispatch_id = ? AND disposed_at IS NULL').all(id) as { id: string }[];
  const blobs = rest.flatMap((letter) => emptyLetter(tx, { id: letter.id, dispatch: id }, at));
  tx.statement("UPDATE dispatches SET title = '', source_filename = '', problem = NULL, template_why = NULL, template_before = NULL, disposed_at = ? WHERE id = ?").run(at.toISOString(), id);
  tx.statement("UPDATE approvals SET request_note = NULL, note = NULL WHERE dispatch_id = ?").run(id);
  tx.statement("UPDATE dispatch_attachments SET title = '', recipient_number = NULL WHERE dispatch_id = ?").run(id);
  tx.statement("UPDATE attachment_files SET filename = '', problem = NULL, hidden = '[]', notes = '[]' WHERE dispatch_id = ?").run(id);
  tx.statement('DELETE FROM dispatch_pages WHERE dispatch_id = ?').run(id);
  forgetAbout(tx, { kind: 'dispatch', id });
  eraseAbout(tx, [{ kind: 'dispatch', id }]);
  return blobs;
}
