import { record } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';
import type { Addressee, DocumentStatus } from './types.ts';

export type LetterToArchive = {
  documentId: string;
  caseId: string;
  dispatchId: string;
  letterId: string;
  title: string;
  documentTypeId: string | null;
  status: DocumentStatus;
  /** The letter as it leaves; null where redaction could not be proved and nothing leaves. */
  sent: StoredBlob | null;
  /** Its own pages as they came. */
  original: StoredBlob;
  filename: string;
  pages: number;
  /** Text of the letter as sent, for search. */
  text: string;
  /** To whom it went, where that is not simply the one its case is about. */
  addressee?: Addressee | null;
  /** How many years its letter template says it is kept, in place of the document type. */
  retentionYears?: number | null;
  actorId: string | null;
  at: Date;
};

/** Files a letter on its case: the document, its files and its text. The blobs' rows are made by the caller in the same transaction. */
export function archiveLetter(tx: Tx, letter: LetterToArchive): void {
  const at = letter.at.toISOString();
  tx.statement(`INSERT INTO documents (id, case_id, title, document_type_id, direction, status, dispatch_id, letter_id, addressee, retention_years, created_at, created_by)
    VALUES (?, ?, ?, ?, 'sent', ?, ?, ?, ?, ?, ?, ?)`)
    .run(letter.documentId, letter.caseId, letter.title, letter.documentTypeId, letter.status, letter.dispatchId, letter.letterId, letter.addressee ? JSON.stringify(letter.addressee) : null, letter.retentionYears ?? null, at, letter.actorId);
  const file = tx.statement(`INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages)
    VALUES (?, ?, 0, ?, ?, 'application/pdf', ?, ?, ?)`);
  if (letter.sent) file.run(letter.documentId, 'sent', letter.sent.id, letter.filename, letter.sent.sha256, letter.sent.size, letter.pages);
  file.run(letter.documentId, 'original', letter.original.id, letter.filename, letter.original.sha256, letter.original.size, letter.pages);
  tx.statement('INSERT INTO document_texts (document_id, text) VALUES (?, ?)').run(letter.documentId, letter.text);
  record(tx, {
    at: letter.at, actorId: letter.actorId, event: 'document.archived',
    subject: { kind: 'document', id: letter.documentId }, parent: { kind: 'case', id: letter.caseId },
    payload: { sentSha256: letter.sent?.sha256 ?? null, originalSha256: letter.original.sha256 },
  });
}
