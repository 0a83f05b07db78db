import { record } from '../audit/index.ts';
import { conflict, Problem } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';
import { addReceipt } from './document-progress.ts';
import type { FileRole } from './types.ts';

export type FiledFile = { role: FileRole; blobId: string; filename: string; mime: string; sha256: string; size: number; /** Of a PDF, where they have been counted. */ pages: number | null };

export type MessageToArchive = {
  documentId: string;
  caseId: string;
  title: string;
  /** When it arrived here, ISO. */
  receivedAt: string;
  /** Blobs that have their rows. */
  files: FiledFile[];
  text: string;
  /** The receipt we gave for it. */
  receipt: { raw: string; at: string } | null;
  actorId: string | null;
  at: Date;
};

/** Files received post on a case: the document with the raw message, its files, its text and the receipt that was given. */
export function archiveMessage(tx: Tx, deps: { ids: Ids }, message: MessageToArchive): void {
  const { documentId, caseId, at } = message;
  tx.statement(`INSERT INTO documents (id, case_id, title, document_type_id, direction, status, received_at, created_at, created_by) VALUES (?, ?, ?, NULL, 'received', 'received', ?, ?, ?)`)
    .run(documentId, caseId, message.title, message.receivedAt, at.toISOString(), message.actorId);
  for (const file of message.files) addDocumentFile(tx, documentId, file);
  tx.statement('INSERT INTO document_texts (document_id, text) VALUES (?, ?)').run(documentId, message.text);
  if (message.receipt) addReceipt(tx, deps, { documentId, kind: 'business', status: 'COMPLETED', raw: message.receipt.raw, at: new Date(message.receipt.at) });
  tx.statement('UPDATE cases SET updated_at = ? WHERE id = ?').run(at.toISOString(), caseId);
  record(tx, { at, actorId: message.actorId, event: 'document.archived', subject: { kind: 'document', id: documentId }, parent: { kind: 'case', id: caseId } });
}

/** Lays one more file on a document, after those of its role. */
export function addDocumentFile(tx: Tx, documentId: string, file: FiledFile): void {
  tx.statement(`INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages)
    VALUES (@documentId, @role, (SELECT coalesce(max(position) + 1, 0) FROM document_files WHERE document_id = @documentId AND role = @role), @blobId, @filename, @mime, @sha256, @size, @pages)`)
    .run({ documentId, ...file });
}

/** Takes a signed PDF off its letter again; the blob stays with the post it came as. */
export function removeSignedFile(tx: Tx, { documentId, blobId }: { documentId: string; blobId: string }): void {
  tx.statement("DELETE FROM document_files WHERE document_id = ? AND blob_id = ? AND role = 'signed'").run(documentId, blobId);
}

/** A copy of ours made anew, on whichever document it lies. */
export function replaceDocumentFile(tx: Tx, blobId: string, by: StoredBlob): void {
  tx.statement("UPDATE document_files SET blob_id = ?, sha256 = ?, size = ? WHERE blob_id = ? AND role = 'readable'").run(by.id, by.sha256, by.size, blobId);
}

/** How many pages a file has that was laid on a document before anybody had counted. */
export function setFilePages(tx: Tx, blobId: string, pages: number): void {
  tx.statement('UPDATE document_files SET pages = ? WHERE blob_id = ?').run(pages, blobId);
}

export function setDocumentText(tx: Tx, documentId: string, text: string): void {
  tx.statement('UPDATE document_texts SET text = ? WHERE document_id = ?').run(text, documentId);
}

/** The document lies on another case from now on. */
export function moveDocument(tx: Tx, documentId: string, move: { caseId: string; actorId: string | null; at: Date }): void {
  tx.statement('UPDATE documents SET case_id = ? WHERE id = ?').run(move.caseId, documentId);
  tx.statement('UPDATE cases SET updated_at = ? WHERE id = ?').run(move.at.toISOString(), move.caseId);
  record(tx, { at: move.at, actorId: move.actorId, event: 'document.archived', subject: { kind: 'document', id: documentId }, parent: { kind: 'case', id: move.caseId } });
}

/**
 * Takes received post off its case again; its files stay with whoever keeps the message. Conflict document.in_use where
 * something else (an approval, a note) hangs on the document by now, document.held where it or its case is held for disposal.
 */
export function unfileDocument(tx: Tx, documentId: string): void {
  try {
    for (const table of ['document_receipts', 'document_texts', 'document_files']) tx.statement(`DELETE FROM ${table} WHERE document_id = ?`).run(documentId);
    tx.statement("DELETE FROM documents WHERE id = ? AND direction = 'received'").run(documentId);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'SQLITE_CONSTRAINT_TRIGGER') throw conflict('document.held');
    if (error instanceof Problem || code !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error;
    throw conflict('document.in_use');
  }
}
