import { sql } from 'drizzle-orm';
import { visibleDocuments, type Actor } from '../access/index.ts';
import { historyOf, record, type AuditEvent, type HistoryEntry } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { documentColumns, documentTables, getCase, withAddressee, type ReadDocument } from './queries.ts';
import type { DocumentDetail, DocumentFile, DocumentReceipt, FileRole } from './types.ts';

type Deps = { db: Database; clock: Clock };

/** The case a document lies on, for a rule that need look at no other. */
const itsCase = (documentId: string) => sql`= (SELECT case_id FROM documents WHERE id = ${documentId})`;

/** A document with its files and receipts; not_found where the actor does not see its case. */
export function getDocument(reader: Reader, actor: Actor, documentId: string): DocumentDetail {
  const row = reader.orm.get<ReadDocument & { dispatchId: string | null; letterId: string | null }>(
    sql`SELECT ${documentColumns}, d.dispatch_id AS dispatchId, d.letter_id AS letterId FROM ${documentTables}
      WHERE d.id = ${documentId} AND ${visibleDocuments(actor, sql`c.id`, sql`d.document_type_id`, itsCase(documentId))}`,
  );
  if (!row) throw notFound();
  const files = reader.statement(`SELECT role, position, filename, mime, size, sha256, pages, within FROM document_files WHERE document_id = ?
    ORDER BY CASE role WHEN 'sent' THEN 0 WHEN 'signed' THEN 1 WHEN 'attachment' THEN 2 ELSE 3 END, position`).all(documentId) as DocumentFile[];
  const receipts = reader.statement('SELECT id, kind, status, raw, sha256, received_at AS receivedAt FROM document_receipts WHERE document_id = ? ORDER BY received_at, id')
    .all(documentId) as DocumentReceipt[];
  const preservation = (reader.statement('SELECT state, reason FROM preservation_copies WHERE document_id = ?').get(documentId) as DocumentDetail['preservation'] | undefined) ?? null;
  return { ...withAddressee(row), files, receipts, preservation };
}

/** Where a document the actor sees lies, without its files; not_found as `getDocument`. For commands, which many documents go through one by one. */
export function findDocument(reader: Reader, actor: Actor, documentId: string): Pick<DocumentDetail, 'id' | 'caseId' | 'direction'> {
  const row = reader.orm.get<Pick<DocumentDetail, 'id' | 'caseId' | 'direction'>>(
    sql`SELECT d.id, d.case_id AS caseId, d.direction FROM documents d WHERE d.id = ${documentId} AND ${visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`, itsCase(documentId))}`,
  );
  if (!row) throw notFound();
  return row;
}

/** Writes that the actor saw or took a document. */
export function recordDocumentUse(deps: Deps, actor: Actor, document: { id: string; caseId: string }, event: AuditEvent, payload?: Record<string, unknown>): void {
  deps.db.write((tx) => record(tx, {
    at: deps.clock.now(), actorId: actor.id, event, subject: { kind: 'document', id: document.id }, parent: { kind: 'case', id: document.caseId }, payload,
  }));
}

/** As `getDocument`, and the log says that the actor saw it; `file`: which of its files, where it is not the letter itself. not_found where it has no such file. */
export function openDocument(deps: Deps, actor: Actor, documentId: string, file?: FileChoice): DocumentDetail {
  const document = getDocument(deps.db, actor, documentId);
  if (file && !document.files.some((each) => each.role === file.role && each.position === file.position)) throw notFound('file_gone');
  recordDocumentUse(deps, actor, document, 'document.viewed', file && { role: file.role, position: file.position });
  return document;
}

export type FileChoice = { role: FileRole; position: number };

/** The blob behind a file of a document the actor sees. */
export function findFile(reader: Reader, actor: Actor, documentId: string, choice: FileChoice): DocumentFile & { blobId: string; caseId: string } {
  const document = getDocument(reader, actor, documentId);
  const file = document.files.find((each) => each.role === choice.role && each.position === choice.position);
  const blob = reader.statement('SELECT blob_id AS blobId FROM document_files WHERE document_id = ? AND role = ? AND position = ?')
    .get(documentId, choice.role, choice.position) as { blobId: string } | undefined;
  if (!file || !blob) throw notFound('file_gone');
  return { ...file, blobId: blob.blobId, caseId: document.caseId };
}

/** A file to show or take away, logged as such. `record: false` for the later parts of a range request already logged. */
export function documentFile(
  deps: Deps, actor: Actor, documentId: string, choice: FileChoice & { purpose: 'view' | 'download'; log?: boolean },
): { blobId: string; filename: string; mime: string; size: number; sha256: string } {
  const file = findFile(deps.db, actor, documentId, choice);
  if (choice.log !== false) {
    const event = choice.purpose === 'download' ? 'document.downloaded' : 'document.viewed';
    recordDocumentUse(deps, actor, { id: documentId, caseId: file.caseId }, event, { role: choice.role, position: choice.position });
  }
  return { blobId: file.blobId, filename: file.filename, mime: file.mime, size: file.size, sha256: file.sha256 };
}

export function documentHistory(reader: Reader, actor: Actor, documentId: string, page: { before?: number | undefined } = {}): HistoryEntry[] {
  getDocument(reader, actor, documentId);
  return historyOf(reader, { kind: 'document', id: documentId }, { limit: 100, before: page.before });
}

/** What was done with one file of a document: seen, taken away, exported. */
export function fileHistory(reader: Reader, actor: Actor, documentId: string, choice: FileChoice, page: { before?: number | undefined } = {}): HistoryEntry[] {
  findFile(reader, actor, documentId, choice);
  return historyOf(reader, { kind: 'document', id: documentId }, { limit: 100, before: page.before, file: { role: choice.role, position: choice.position } });
}

export function caseHistory(reader: Reader, actor: Actor, caseId: string, page: { before?: number | undefined } = {}): HistoryEntry[] {
  getCase(reader, actor, caseId);
  return historyOf(reader, { kind: 'case', id: caseId }, { limit: 100, before: page.before });
}
