import { zipSync, strToU8, type Zippable } from 'fflate';
import type { Actor } from '../access/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import { notFound } from '../core/errors.ts';
import { findFile, getDocument, recordDocumentUse, type FileChoice } from './documents.ts';
import type { DocumentDetail } from './types.ts';

const folders = { sent: 'brev', source: 'kilde', attachment: 'bilag', signed: 'signeret', message: 'meddelelse', readable: 'læsbar', original: 'original' } as const;

/**
 * A ZIP of the letter as sent, its attachments, its own pages as they came and the receipts, with a
 * manifest of names, sizes and SHA-256. Logged. Names inside are numbered, so that two alike never meet. `only`: one of its
 * files with what is known about it, and where that is an attachment also as it was before numbers were taken out.
 */
export async function exportDocument(
  deps: { db: Database; clock: Clock; files: FileStore }, actor: Actor, documentId: string, only?: FileChoice,
): Promise<{ filename: string; content: Uint8Array }> {
  const document = getDocument(deps.db, actor, documentId);
  const entries: Zippable = {};
  const manifest: { name: string; size: number; sha256: string }[] = [];
  const wanted = only ? filesOf(document, only) : document.files;
  if (wanted.length === 0) throw notFound('file_gone');
  for (const file of wanted) {
    const { blobId } = findFile(deps.db, actor, documentId, file);
    const name = `${folders[file.role]}/${String(file.position + 1).padStart(2, '0')}-${file.filename.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-')}`;
    entries[name] = [await deps.files.read(blobId), { level: 0 }];
    manifest.push({ name, size: file.size, sha256: file.sha256 });
  }
  for (const [n, receipt] of (only ? [] : document.receipts).entries()) {
    const name = `kvitteringer/${String(n + 1).padStart(2, '0')}-${receipt.kind === 'technical' ? 'teknisk' : 'forretning'}.json`;
    entries[name] = strToU8(receipt.raw);
    manifest.push({ name, size: Buffer.byteLength(receipt.raw), sha256: receipt.sha256 });
  }
  const about = {
    title: document.title, addressee: document.addressee, documentType: document.documentType, status: document.status, sentAt: document.sentAt,
    receivedAt: document.receivedAt, disposalDate: document.disposalDate, exportedAt: deps.clock.now().toISOString(), files: manifest,
  };
  entries['indhold.json'] = strToU8(JSON.stringify(about, null, 2));
  const content = zipSync(entries);
  recordDocumentUse(deps, actor, document, 'document.exported', only && { role: only.role, position: only.position });
  const name = only ? wanted[0]!.filename.replace(/\.[a-z0-9]{1,5}$/i, '') : document.title;
  return { filename: `${name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-').slice(0, 100) || 'dokument'}.zip`, content };
}

/** An attachment's own original lies one place further among the originals, behind the letter's (archive-attachments.ts). */
const filesOf = (document: DocumentDetail, only: FileChoice) => document.files.filter((file) =>
  (file.role === only.role && file.position === only.position) || (only.role === 'attachment' && file.role === 'original' && file.position === only.position + 1));
