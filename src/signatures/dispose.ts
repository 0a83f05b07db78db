import type { Reader, Tx } from '../db/index.ts';

/** Whether somebody is still asked to sign the document. */
export const isBeingSigned = (reader: Reader, documentId: string): boolean =>
  reader.statement("SELECT 1 FROM signature_requests WHERE document_id = ? AND state IN ('ordered', 'received', 'started', 'signed')").get(documentId) !== undefined;

/** Forgets who signed a document and where; that somebody did stays for the statistics. Answers blobs that go with it. */
export function forgetSigners(tx: Tx, documentId: string): string[] {
  const refused = tx.statement('SELECT refused_blob_id AS id FROM signature_requests WHERE document_id = ? AND refused_blob_id IS NOT NULL').all(documentId) as { id: string }[];
  tx.statement(`UPDATE signature_requests SET document_id = NULL, signer_name = NULL, signer_number = '', url = NULL, reason = NULL, verdict = NULL, refused_blob_id = NULL WHERE document_id = ?`).run(documentId);
  return refused.map(({ id }) => id);
}
