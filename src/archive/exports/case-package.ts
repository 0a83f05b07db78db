import { strToU8 } from 'fflate';
import type { Actor } from '../../access/index.ts';
import { historyOf, record } from '../../audit/index.ts';
import type { Reader } from '../../db/index.ts';
import { findCase } from '../cases/find-case.ts';
import { listParties } from '../cases/parties.ts';
import { getDocument } from '../documents.ts';
import { readKeywords, readValues } from '../metadata/values.ts';
import { listNotes, type NoteSubject } from '../notes.ts';
import { getCase, listDocuments } from '../queries.ts';
import type { DocumentDetail } from '../types.ts';
import type { ExportDeps, PackageEntry } from './ports.ts';
import { inside, zipStream } from './zip-stream.ts';

const notes = (reader: Reader, actor: Actor, of: NoteSubject) => listNotes(reader, actor, of).map(({ text, author, createdAt, editedAt }) => ({ text, author, createdAt, editedAt }));
const fields = (reader: Reader, actor: Actor, of: NoteSubject) => Object.fromEntries(readValues(reader, actor, of).filter(({ value }) => value).map(({ name, value }) => [name, value]));

/** What is known of a document, as data. */
export function documentData(reader: Reader, actor: Actor, document: DocumentDetail) {
  const subject = { kind: 'document' as const, id: document.id };
  return {
    title: document.title, documentType: document.documentType, direction: document.direction, status: document.status, createdAt: document.createdAt, sentAt: document.sentAt, receivedAt: document.receivedAt,
    fields: fields(reader, actor, subject), notes: notes(reader, actor, subject), files: document.files.map(({ role, filename, size, sha256 }) => ({ role, filename, size, sha256 })),
  };
}

/** What is known of a case, as data: no full CPR number, as nowhere else that leaves the box unasked. */
export function caseData(reader: Reader, actor: Actor, caseId: string) {
  const found = getCase(reader, actor, caseId);
  const row = findCase(reader, actor, caseId);
  const subject = { kind: 'case' as const, id: caseId };
  return {
    number: row.number, title: found.title, kind: found.kind, status: found.status, createdAt: found.createdAt, updatedAt: found.updatedAt, closedAt: row.closed_at, officer: found.officer,
    identifiers: found.identifiers, parties: listParties(reader, actor, caseId).map(({ name, role, masked }) => ({ name, role, number: masked })),
    fields: fields(reader, actor, subject), keywords: readKeywords(reader, subject), notes: notes(reader, actor, subject),
    documents: documentsOf(reader, actor, caseId).map((document) => documentData(reader, actor, document)),
    history: historyOf(reader, { kind: 'case', id: caseId }, { limit: 10_000 }).map(({ at, actorName, event }) => ({ at, by: actorName, event })),
  };
}

/** The case's documents, the oldest first, each with its files. */
export const documentsOf = (reader: Reader, actor: Actor, caseId: string): DocumentDetail[] => listDocuments(reader, actor, caseId).reverse().map(({ id }) => getDocument(reader, actor, id));

/** Every file of documents as entries of a package, numbered from `first` so that two alike never meet. */
export function fileEntries(reader: Reader, documents: DocumentDetail[], folder: string, first = 1): PackageEntry[] {
  return documents.flatMap((document, n) => {
    const place = `${folder}/${String(first + n).padStart(3, '0')}-${inside(document.title)}`;
    const blobs = reader.statement('SELECT role, position, blob_id AS blobId FROM document_files WHERE document_id = ?').all(document.id) as { role: string; position: number; blobId: string }[];
    const files = document.files.map((file): PackageEntry => ({
      name: `${place}/${file.role}-${String(file.position + 1).padStart(2, '0')}-${inside(file.filename)}`,
      blobId: blobs.find(({ role, position }) => role === file.role && position === file.position)!.blobId, size: file.size, sha256: file.sha256,
    }));
    const receipts = document.receipts.map((receipt, at): PackageEntry => ({ name: `${place}/kvittering-${String(at + 1).padStart(2, '0')}.json`, bytes: strToU8(receipt.raw) }));
    return [...files, ...receipts];
  });
}

/** A whole case as a ZIP: what is known of it, every file byte for byte, receipts, history, and a manifest with hashes. Logged. Errors: export.too_large, not_found. */
export function exportCaseZip(deps: ExportDeps, actor: Actor, caseId: string): { filename: string; content: ReadableStream<Uint8Array> } {
  const data = caseData(deps.db, actor, caseId);
  const entries: PackageEntry[] = [{ name: 'sag.json', bytes: strToU8(JSON.stringify({ ...data, exportedAt: deps.clock.now().toISOString() }, null, 2)) }, ...fileEntries(deps.db, documentsOf(deps.db, actor, caseId), 'dokumenter')];
  const content = zipStream(deps.files, entries);
  recordExport(deps, actor, caseId, 'zip');
  return { filename: `${inside(data.title)}.zip`, content };
}

export function recordExport(deps: ExportDeps, actor: Actor, caseId: string, form: 'zip' | 'pdf'): void {
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'case.exported', subject: { kind: 'case', id: caseId }, payload: { form } }));
}
