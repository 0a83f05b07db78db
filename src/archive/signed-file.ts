import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';

/**
 * Lays a signed PDF beside the letter it is of, under the letter's own name. It has as many pages as the letter: whoever
 * judged it has seen to that. The blob's row is made by the caller in the same transaction.
 */
export function addSignedFile(tx: Tx, { documentId, blob }: { documentId: string; blob: StoredBlob }): void {
  const sent = tx.statement("SELECT filename, pages FROM document_files WHERE document_id = ? AND role = 'sent' AND position = 0").get(documentId) as { filename: string; pages: number | null } | undefined;
  tx.statement(`INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages)
    VALUES (@documentId, 'signed', (SELECT coalesce(max(position) + 1, 0) FROM document_files WHERE document_id = @documentId AND role = 'signed'), @blobId, @filename, 'application/pdf', @sha256, @size, @pages)`)
    .run({ documentId, blobId: blob.id, filename: sent?.filename ?? 'signeret.pdf', sha256: blob.sha256, size: blob.size, pages: sent?.pages ?? null });
}
