import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';

/** Files beside a document what it was made from before it became a PDF. The blob's row is made by the caller in the same transaction. */
export function archiveSource(tx: Tx, documentId: string, { blob, filename, mime }: { blob: StoredBlob; filename: string; mime: string }): void {
  tx.statement(`INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, 'source', 0, ?, ?, ?, ?, ?, NULL)`)
    .run(documentId, blob.id, filename, mime, blob.sha256, blob.size);
}
