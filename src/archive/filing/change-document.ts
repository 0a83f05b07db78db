import { may, mayChangeCase, maySeeType, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, forbidden, invalid, notFound } from '../../core/errors.ts';
import type { Reader, Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import { findCaseToChange } from '../cases/find-case.ts';
import { plainTitle } from '../cases/make-case.ts';
import { findDocument, getDocument, recordDocumentUse } from '../documents.ts';
import { takeFile, type FilingDeps, type IncomingDocument } from './file-document.ts';

/** A document the actor sees on a case they may change. A letter keeps its title and bytes: they are what was sent or came. */
export function toChange(reader: Reader, actor: Actor, documentId: string): ReturnType<typeof findDocument> {
  const document = findDocument(reader, actor, documentId);
  findCaseToChange(reader, actor, document.caseId);
  return document;
}

export const changed = (tx: Tx, deps: FilingDeps, document: { id: string; caseId: string }, entry: { actor: Actor; event: Parameters<typeof record>[1]['event']; payload?: Record<string, unknown> }) => {
  const at = deps.clock.now();
  tx.statement('UPDATE cases SET updated_at = ? WHERE id = ?').run(at.toISOString(), document.caseId);
  record(tx, { at, actorId: entry.actor.id, event: entry.event, subject: { kind: 'document', id: document.id }, parent: { kind: 'case', id: document.caseId }, payload: entry.payload });
};

/** Errors: as plainTitle for a new title; document.unknown_type; document.letter_title where it is a letter. */
export function changeDocument(deps: FilingDeps, actor: Actor, documentId: string, input: { title: string; documentTypeId: string | null }): void {
  deps.db.write((tx) => {
    const document = toChange(tx, actor, documentId);
    const before = tx.statement('SELECT title, document_type_id AS documentTypeId FROM documents WHERE id = ?').get(documentId) as { title: string; documentTypeId: string | null };
    const title = input.title === before.title ? before.title : plainTitle(input.title);
    if (document.direction !== 'internal' && title !== before.title) throw conflict('document.letter_title');
    const inUse = (id: string) => tx.statement('SELECT 1 FROM document_types WHERE id = ? AND active = 1').get(id) !== undefined;
    if (input.documentTypeId && input.documentTypeId !== before.documentTypeId && (!inUse(input.documentTypeId) || !maySeeType(tx, actor, input.documentTypeId))) throw invalid('document.unknown_type');
    if (title === before.title && input.documentTypeId === before.documentTypeId) return;
    tx.statement('UPDATE documents SET title = ?, document_type_id = ? WHERE id = ?').run(title, input.documentTypeId, documentId);
    changed(tx, deps, document, { actor, event: 'document.changed', payload: { before, after: { title, documentTypeId: input.documentTypeId } } });
  });
}

/**
 * Has a document that is not what it was read again, with what was attached by hand: all the words lie together. What was made to be read, or came
 * inside, goes and is made anew. An approval was of what it was before. `why` tells this reading from every other.
 */
export function readAnew(tx: Tx, deps: FilingDeps, documentId: string, why: string): void {
  const at = deps.clock.now();
  tx.statement("UPDATE document_texts SET text = '' WHERE document_id = ?").run(documentId);
  const attached = tx.statement("UPDATE document_files SET pages = NULL WHERE document_id = ? AND role = 'attachment' AND within = 0 RETURNING blob_id AS id").all(documentId) as { id: string }[];
  for (const { id } of attached) enqueue(tx, { kind: 'read-filed-attachment', key: `read-filed-attachment:${id}:${why}`, payload: { documentId, blobId: id }, runAt: at, now: at });
  tx.statement("UPDATE documents SET readable = 'waiting', searchable_reason = NULL, approved_at = NULL, approved_by = NULL WHERE id = ?").run(documentId);
  enqueue(tx, { kind: 'read-document', key: `read-document:${documentId}:${why}`, payload: { documentId }, runAt: at, now: at });
  for (const { id } of tx.statement("DELETE FROM document_files WHERE document_id = ? AND (role = 'readable' OR within = 1) RETURNING blob_id AS id").all(documentId) as { id: string }[]) deps.files.shred(tx, id);
}

/**
 * Another version of a document one filed; the one before is kept. An approval was of that one and does not go on.
 * Errors: document.letter_version (a letter has one), and as takeFile's.
 */
export async function addVersion(deps: FilingDeps, actor: Actor, documentId: string, input: IncomingDocument): Promise<void> {
  toChange(deps.db, actor, documentId);
  const { blob, filename, mime } = await takeFile(deps, input);
  try {
    deps.db.write((tx) => {
      const document = toChange(tx, actor, documentId);
      if (document.direction !== 'internal') throw conflict('document.letter_version');
      const at = deps.clock.now();
      const { version } = tx.statement('SELECT version FROM documents WHERE id = ?').get(documentId) as { version: number };
      tx.statement(`INSERT INTO document_versions (document_id, version, blob_id, filename, mime, sha256, size, replaced_by, replaced_at)
        SELECT document_id, ?, blob_id, filename, mime, sha256, size, ?, ? FROM document_files WHERE document_id = ? AND role = 'original' AND position = 0`).run(version, actor.id, at.toISOString(), documentId);
      tx.statement("DELETE FROM document_files WHERE document_id = ? AND role = 'original'").run(documentId);
      deps.files.record(tx, blob);
      tx.statement("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size) VALUES (?, 'original', 0, ?, ?, ?, ?, ?)").run(documentId, blob.id, filename, mime, blob.sha256, blob.size);
      tx.statement('UPDATE documents SET version = version + 1 WHERE id = ?').run(documentId);
      changed(tx, deps, document, { actor, event: 'document.version_added', payload: { version: version + 1, filename, sha256: blob.sha256 } });
      readAnew(tx, deps, documentId, String(version + 1));
    });
  } catch (error) {
    deps.files.drop(blob.id);
    throw error;
  }
}

export type DocumentVersion = { version: number; filename: string; size: number; sha256: string; replacedAt: string; replacedBy: string | null };

/** The versions before the current one, the newest first. */
export function listVersions(reader: Reader, actor: Actor, documentId: string): DocumentVersion[] {
  getDocument(reader, actor, documentId);
  return reader.statement(`SELECT v.version, v.filename, v.size, v.sha256, v.replaced_at AS replacedAt, u.name AS replacedBy FROM document_versions v LEFT JOIN users u ON u.id = v.replaced_by
    WHERE v.document_id = ? ORDER BY v.version DESC`).all(documentId) as DocumentVersion[];
}

/** The bytes of a version that was replaced, to take away; the log says so. not_found where there is none. */
export function openVersion(deps: FilingDeps, actor: Actor, documentId: string, version: number): { blobId: string; filename: string; size: number } {
  const { caseId } = findDocument(deps.db, actor, documentId);
  const row = deps.db.statement('SELECT blob_id AS blobId, filename, size FROM document_versions WHERE document_id = ? AND version = ?').get(documentId, version) as { blobId: string; filename: string; size: number } | undefined;
  if (!row) throw notFound();
  recordDocumentUse(deps, actor, { id: documentId, caseId }, 'document.downloaded', { version });
  return row;
}

/** Moves a document to another case, with a trace on both. Errors: document.same_case; not_found, case.read_only for either case. */
export function moveToCase(deps: FilingDeps, actor: Actor, documentId: string, caseId: string): void {
  deps.db.write((tx) => {
    const document = toChange(tx, actor, documentId);
    findCaseToChange(tx, actor, caseId);
    if (document.caseId === caseId) throw conflict('document.same_case');
    tx.statement('UPDATE documents SET case_id = ? WHERE id = ?').run(caseId, documentId);
    changed(tx, deps, document, { actor, event: 'document.moved_away', payload: { to: caseId } });
    changed(tx, deps, { id: documentId, caseId }, { actor, event: 'document.moved_here', payload: { from: document.caseId } });
  });
}

/** A copy of a document on another case (or the same), with bytes of its own; it says where it came from. Answers its id. */
export async function copyToCase(deps: FilingDeps, actor: Actor, documentId: string, caseId: string): Promise<string> {
  getDocument(deps.db, actor, documentId);
  findCaseToChange(deps.db, actor, caseId);
  const { readable } = deps.db.statement('SELECT readable FROM documents WHERE id = ?').get(documentId) as { readable: string | null };
  const files = deps.db.statement('SELECT role, position, filename, mime, sha256, size, pages, within, blob_id AS blobId FROM document_files WHERE document_id = ?').all(documentId) as { role: string; position: number; filename: string; mime: string; sha256: string; size: number; pages: number | null; within: number; blobId: string }[];
  const copies = await deps.files.copyMany(files.map((file) => ({ id: file.blobId, sha256: file.sha256, size: file.size })));
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const document = getDocument(tx, actor, documentId);
    findCaseToChange(tx, actor, caseId);
    const at = deps.clock.now().toISOString();
    tx.statement(`INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at, created_by, readable, searchable_reason, folder, retention_years)
      SELECT ?, ?, title, document_type_id, 'internal', 'filed', ?, ?, ?, searchable_reason, folder, retention_years FROM documents WHERE id = ?`).run(id, caseId, at, actor.id, readable, documentId);
    for (const [n, file] of files.entries()) {
      deps.files.record(tx, copies[n]!);
      tx.statement('INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages, within) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(id, file.role, file.position, copies[n]!.id, file.filename, file.mime, file.sha256, file.size, file.pages, file.within);
    }
    tx.statement('INSERT INTO document_texts (document_id, text) SELECT ?, text FROM document_texts WHERE document_id = ?').run(id, documentId);
    for (const [n, file] of files.entries()) {
      // Not read yet where it was copied from; what has been is left as it is.
      if (document.direction === 'internal' && file.role === 'attachment' && !file.within) enqueue(tx, { kind: 'read-filed-attachment', key: `read-filed-attachment:${copies[n]!.id}`, payload: { documentId: id, blobId: copies[n]!.id }, runAt: deps.clock.now(), now: deps.clock.now() });
    }
    // The job of the first reads the first: a copy taken before that has a job of its own.
    if (readable === 'waiting') enqueue(tx, { kind: 'read-document', key: `read-document:${id}:1`, payload: { documentId: id }, runAt: deps.clock.now(), now: deps.clock.now() });
    changed(tx, deps, { id, caseId }, { actor, event: 'document.copied', payload: { from: documentId } });
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'document.copied_away', subject: { kind: 'document', id: documentId }, parent: { kind: 'case', id: document.caseId }, payload: { to: id } });
  });
  return id;
}

/** Whoever may change the case, and those who approve what others lay before them (leaders). A document one only reads, one does not approve. */
export const mayApproveOn = (reader: Reader, actor: Actor, caseId: string): boolean => may(actor, 'approve') || mayChangeCase(reader, actor, caseId);

/** Approved as it is now, by whom and when; or the approval taken back by `approved` false. Errors: forbidden case.read_only; conflict document.approved_already, document.not_approved. */
export function approveDocument(deps: FilingDeps, actor: Actor, documentId: string, approved: boolean): void {
  deps.db.write((tx) => {
    const document = findDocument(tx, actor, documentId);
    if (!mayApproveOn(tx, actor, document.caseId)) throw forbidden('case.read_only');
    const { at: before } = tx.statement('SELECT approved_at AS at FROM documents WHERE id = ?').get(documentId) as { at: string | null };
    if ((before !== null) === approved) throw conflict(approved ? 'document.approved_already' : 'document.not_approved');
    tx.statement('UPDATE documents SET approved_at = ?, approved_by = ? WHERE id = ?').run(approved ? deps.clock.now().toISOString() : null, approved ? actor.id : null, documentId);
    changed(tx, deps, document, { actor, event: approved ? 'document.approved' : 'document.approval_taken_back' });
  });
}
