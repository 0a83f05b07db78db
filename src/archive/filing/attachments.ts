import type { Actor } from '../../access/index.ts';
import { conflict, notFound } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import { addDocumentFile } from '../archive-message.ts';
import { changed, readAnew, toChange } from './change-document.ts';
import { fileName, insertDocument, takeFile, type FilingDeps, type IncomingDocument } from './file-document.ts';
import type { ReadingDeps } from './ports.ts';
import { mimeOfFile, readFileIfAny, type ReadFile } from './read-file.ts';

/** So many files of an e-mail are taken out of it, and so much of them; the rest lie in the e-mail only. */
const [mostWithin, mostWithinBytes] = [50, 100_000_000];
/** Larger attachments are kept and not read (bytes). */
const mostBytes = 200_000_000;
const mostText = 5_000_000;

/**
 * Lays a file beside a document one filed. An approval was of what it was before and does not go on.
 * Errors: document.letter_attachment (a letter has those it went with), and as takeFile's.
 */
export async function addAttachment(deps: FilingDeps, actor: Actor, documentId: string, input: IncomingDocument): Promise<void> {
  toChange(deps.db, actor, documentId);
  const { blob, filename, mime } = await takeFile(deps, input);
  try {
    deps.db.write((tx) => {
      const document = toChange(tx, actor, documentId);
      if (document.direction !== 'internal') throw conflict('document.letter_attachment');
      const at = deps.clock.now();
      deps.files.record(tx, blob);
      addDocumentFile(tx, documentId, { role: 'attachment', blobId: blob.id, filename, mime, sha256: blob.sha256, size: blob.size, pages: null });
      tx.statement('UPDATE documents SET approved_at = NULL, approved_by = NULL WHERE id = ?').run(documentId);
      enqueue(tx, { kind: 'read-filed-attachment', key: `read-filed-attachment:${blob.id}`, payload: { documentId, blobId: blob.id }, runAt: at, now: at });
      changed(tx, deps, document, { actor, event: 'document.attachment_added', payload: { filename, size: blob.size, sha256: blob.sha256 } });
    });
  } catch (error) {
    deps.files.drop(blob.id);
    throw error;
  }
}

/**
 * Makes an attachment that somebody laid beside a document a document of its own on the case, of the same type: one that was laid in
 * the wrong place can then be moved. Answers its id. Errors: not_found where there is none such (what came inside an e-mail stays with it).
 */
export function attachmentAsDocument(deps: FilingDeps, actor: Actor, documentId: string, position: number): string {
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const { caseId, direction } = toChange(tx, actor, documentId);
    const file = direction !== 'internal' ? undefined : tx.statement("DELETE FROM document_files WHERE document_id = ? AND role = 'attachment' AND position = ? AND within = 0 RETURNING blob_id AS id, filename, mime, sha256, size")
      .get(documentId, position) as { id: string; filename: string; mime: string; sha256: string; size: number } | undefined;
    if (!file) throw notFound();
    insertDocument(tx, deps, actor, { id, caseId, taken: { blob: file, filename: file.filename, mime: file.mime }, folder: null });
    // Who may see it, and how long it is kept, goes by its type.
    tx.statement('UPDATE documents SET (document_type_id, retention_years) = (SELECT document_type_id, retention_years FROM documents WHERE id = ?) WHERE id = ?').run(documentId, id);
    changed(tx, deps, { id: documentId, caseId }, { actor, event: 'document.attachment_parted', payload: { filename: file.filename, size: file.size, sha256: file.sha256, to: id } });
    readAnew(tx, deps, documentId, file.id);
  });
  return id;
}

/** Lays the readable copy of the attachment at `position` beside it, one further on: 0 is the document's own. */
function layCopy(tx: Tx, documentId: string, position: number, read: ReadFile, blob: { id: string; sha256: string; size: number }, within: boolean): void {
  tx.statement("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages, within) VALUES (?, 'readable', ?, ?, ?, 'application/pdf', ?, ?, ?, ?)")
    .run(documentId, position + 1, blob.id, read.name, blob.sha256, blob.size, read.pages, within ? 1 : 0);
}

/** Makes an attachment readable, and its words found with the document's. What cannot be read stays as it came. Throws where the worker is away. */
export async function readFiledAttachment(deps: ReadingDeps, documentId: string, blobId: string): Promise<void> {
  const find = "SELECT position, filename, mime, size FROM document_files a WHERE document_id = ? AND role = 'attachment' AND blob_id = ? AND pages IS NULL AND NOT EXISTS (SELECT 1 FROM document_files r WHERE r.document_id = a.document_id AND r.role = 'readable' AND r.position = a.position + 1)";
  const file = deps.db.statement(find).get(documentId, blobId) as { position: number; filename: string; mime: string; size: number } | undefined;
  if (!file || file.size > mostBytes) return;
  const read = await readFileIfAny(deps, documentId, { ...file, content: await deps.files.read(blobId) });
  if (!read) return;
  const [blob] = read.copy ? await deps.files.putMany([read.copy]) : [];
  deps.db.write((tx) => {
    if (blob) deps.files.record(tx, blob);
    // Destroyed meanwhile, or read by another try.
    if (!tx.statement(find).get(documentId, blobId)) {
      if (blob) deps.files.shred(tx, blob.id);
      return;
    }
    if (blob) layCopy(tx, documentId, file.position, read, blob, false);
    if (read.isPdf) tx.statement('UPDATE document_files SET pages = ? WHERE blob_id = ?').run(read.pages, blobId);
    tx.statement('UPDATE document_texts SET text = substr(text || ?, 1, ?) WHERE document_id = ?').run(`\n${file.filename}\n${read.text}`, mostText, documentId);
  });
}

export type Within = { filename: string; content: Uint8Array; mime: string; read: ReadFile | null };

/** What was attached to an e-mail, each read. Throws where the worker is away. */
export async function readWithin(deps: ReadingDeps, id: string, attached: ReadFile['attached']): Promise<Within[]> {
  const all: Within[] = [];
  let left = mostWithinBytes;
  for (const { filename: named, content } of attached.slice(0, mostWithin)) {
    left -= content.length;
    if (left < 0) break;
    if (content.length === 0) continue;
    const filename = fileName(named);
    const mime = mimeOfFile({ filename, content });
    all.push({ filename, content, mime, read: await readFileIfAny(deps, id, { filename, content, mime }) });
  }
  return all;
}

type Blobs = Awaited<ReturnType<ReadingDeps['files']['putMany']>>;

/** The bytes of what was attached, and of the copies made of it, in the order `layWithin` takes them. */
export const bytesWithin = (within: Within[]): Uint8Array[] => within.flatMap(({ content, read }) => (read?.copy ? [content, read.copy] : [content]));

/** Lays what was attached to an e-mail beside it; the blobs have their rows. */
export function layWithin(tx: Tx, documentId: string, within: Within[], blobs: Blobs): void {
  let { at: position } = tx.statement("SELECT coalesce(max(position) + 1, 0) AS at FROM document_files WHERE document_id = ? AND role = 'attachment'").get(documentId) as { at: number };
  let next = 0;
  for (const { filename, mime, read } of within) {
    const blob = blobs[next++]!;
    tx.statement("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages, within) VALUES (?, 'attachment', ?, ?, ?, ?, ?, ?, ?, 1)")
      .run(documentId, position, blob.id, filename, mime, blob.sha256, blob.size, read?.isPdf ? read.pages : null);
    if (read?.copy) layCopy(tx, documentId, position, read, blobs[next++]!, true);
    position += 1;
  }
}
