import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';

/** `original`: its own pages before numbers were taken out, where any were. `recorded`: the blobs have their rows. */
export type AttachmentToArchive = { title: string; filename: string; mime: string; blob: StoredBlob; original: StoredBlob | null; pages: number | null; recorded: boolean };

/** Files what a letter carried beside itself, in the order it was shown. The blobs' rows are made by the caller in the same transaction. */
export function archiveAttachments(tx: Tx, documentId: string, files: AttachmentToArchive[]): void {
  const insert = tx.statement('INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  files.forEach(({ filename, mime, blob, original, pages }, position) => {
    insert.run(documentId, 'attachment', position, blob.id, filename, mime, blob.sha256, blob.size, pages);
    // Position 0 is the letter's own original.
    if (original) insert.run(documentId, 'original', position + 1, original.id, filename, 'application/pdf', original.sha256, original.size, pages);
  });
}
