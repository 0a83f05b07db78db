import type { Tx } from '../../db/index.ts';
import type { SendingDeps } from '../ports.ts';

/** Destroys a dispatch's attachment files, with what was read in them and what was made but never filed. What letters carried lies on their documents, in blobs of their own. */
export function purgeAttachments(tx: Tx, deps: Pick<SendingDeps, 'files'>, dispatchId: string): void {
  const files = tx.statement('SELECT id, source_blob_id AS source, pdf_blob_id AS pdf, clean_blob_id AS clean FROM attachment_files WHERE dispatch_id = ?').all(dispatchId) as { id: string; source: string; pdf: string | null; clean: string | null }[];
  const made = tx.statement('SELECT m.blob_id AS blob, m.original_blob_id AS original FROM made_attachments m JOIN letters l ON l.id = m.letter_id WHERE l.dispatch_id = ?').all(dispatchId) as { blob: string | null; original: string | null }[];
  for (const id of [...files.flatMap(({ source, pdf, clean }) => [source, pdf, clean]), ...made.flatMap(({ blob, original }) => [blob, original])]) if (id) deps.files.shred(tx, id);
  tx.statement('DELETE FROM made_attachments WHERE letter_id IN (SELECT id FROM letters WHERE dispatch_id = ?)').run(dispatchId);
  for (const { id } of files) {
    tx.statement('DELETE FROM attachment_pages WHERE file_id = ?').run(id);
    tx.statement('DELETE FROM attachment_parts WHERE file_id = ?').run(id);
    tx.statement("UPDATE attachment_files SET numbers_left = '[]' WHERE id = ?").run(id);
  }
  tx.statement('UPDATE dispatch_attachments SET recipient_number = NULL WHERE dispatch_id = ?').run(dispatchId);
}
