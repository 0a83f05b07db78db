import { Problem } from '../../core/errors.ts';
import { bytesWithin, layWithin, readWithin, type Within } from './attachments.ts';
import type { ReadingDeps } from './ports.ts';
import { readFile, type ReadFile } from './read-file.ts';

const mostBytes = 200_000_000;
const mostText = 5_000_000;

/**
 * Makes a filed document readable: as PDF beside it where it is none, with the words of it for the search; scanned pages by OCR,
 * and where there are such the PDF beside it can be searched (a PDF gets one for that). What was attached to an e-mail lies beside it
 * as attachments, readable too. The original stays as it came. What cannot be read is said on the document and is no error. Throws where the worker is away.
 */
export async function readDocument(deps: ReadingDeps, documentId: string): Promise<void> {
  const file = deps.db.statement(`SELECT f.blob_id AS blobId, f.filename, f.mime, f.size, d.version FROM documents d JOIN document_files f ON f.document_id = d.id AND f.role = 'original' AND f.position = 0
    WHERE d.id = ? AND d.readable = 'waiting'`).get(documentId) as { blobId: string; filename: string; mime: string; size: number; version: number } | undefined;
  if (!file) return;
  if (file.size > mostBytes) return settle(deps, documentId, file.version, 'none');
  const content = await deps.files.read(file.blobId);
  let read: ReadFile;
  let within: Within[];
  try {
    read = await readFile(deps, documentId, { ...file, content });
    within = await readWithin(deps, documentId, read.attached);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return settle(deps, documentId, file.version, /unknown_type|no_office|no_tool/.test(error.reason) ? 'none' : 'failed');
  }
  const text = [read.text, ...within.flatMap((each) => [each.filename, each.read?.text ?? ''])].join('\n').slice(0, mostText);
  const made = [...(read.copy ? [read.copy] : []), ...bytesWithin(within)];
  const blobs = made.length > 0 ? await deps.files.putMany(made) : [];
  deps.db.write((tx) => {
    // A newer version has come meanwhile: it is read by its own job.
    const still = tx.statement("SELECT 1 FROM documents WHERE id = ? AND version = ? AND readable = 'waiting'").get(documentId, file.version);
    for (const blob of blobs) deps.files.record(tx, blob);
    if (!still) {
      for (const blob of blobs) deps.files.shred(tx, blob.id);
      return;
    }
    if (read.copy) {
      const blob = blobs[0]!;
      tx.statement("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, 'readable', 0, ?, ?, 'application/pdf', ?, ?, ?)").run(documentId, blob.id, read.name, blob.sha256, blob.size, read.pages);
    }
    layWithin(tx, documentId, within, read.copy ? blobs.slice(1) : blobs);
    if (read.isPdf) tx.statement("UPDATE document_files SET pages = ? WHERE document_id = ? AND role = 'original' AND position = 0").run(read.pages, documentId);
    // Before what was attached by hand and has been read already.
    tx.statement("UPDATE document_texts SET text = substr(? || CASE WHEN text = '' THEN '' ELSE char(10) || text END, 1, ?) WHERE document_id = ?").run(text, mostText, documentId);
    tx.statement("UPDATE documents SET readable = 'made', searchable_reason = ? WHERE id = ?").run(read.reason, documentId);
  });
}

function settle(deps: ReadingDeps, documentId: string, version: number, readable: 'none' | 'failed'): void {
  deps.db.write((tx) => tx.statement("UPDATE documents SET readable = ? WHERE id = ? AND version = ? AND readable = 'waiting'").run(readable, documentId, version));
}

/** After the last try. */
export function giveReadingUp(deps: Pick<ReadingDeps, 'db'>, documentId: string): void {
  deps.db.write((tx) => tx.statement("UPDATE documents SET readable = 'failed' WHERE id = ? AND readable = 'waiting'").run(documentId));
}
