import { Problem } from '../../core/errors.ts';
import { recogniseStart, startLength } from '../../formats/index.ts';
import { searchableName, searchableOf } from '../searchable.ts';
import type { Converted } from './ports.ts';
import type { ReadingDeps } from './ports.ts';

const mostBytes = 200_000_000;
const mostText = 5_000_000;

/**
 * Makes a filed document readable: as PDF beside it where it is none, with the words of it for the search; scanned pages by OCR,
 * and where there are such the PDF beside it can be searched (a PDF gets one for that). The original stays as it came. What cannot be read is said on the document and is no error. Throws where the worker is away.
 */
export async function readDocument(deps: ReadingDeps, documentId: string): Promise<void> {
  const file = deps.db.statement(`SELECT f.blob_id AS blobId, f.filename, f.mime, f.size, d.version FROM documents d JOIN document_files f ON f.document_id = d.id AND f.role = 'original' AND f.position = 0
    WHERE d.id = ? AND d.readable = 'waiting'`).get(documentId) as { blobId: string; filename: string; mime: string; size: number; version: number } | undefined;
  if (!file) return;
  if (file.size > mostBytes) return settle(deps, documentId, file.version, 'none');
  const content = await deps.files.read(file.blobId);
  let made: Converted | null = null;
  let text: string;
  let pages: number;
  let searchable: Awaited<ReturnType<typeof searchableOf>>;
  try {
    made = file.mime === 'application/pdf' ? null : await deps.documents.convert({ id: documentId, filename: file.filename, content });
    const pdf = made?.pdf ?? content;
    const read = await deps.documents.read(pdf, { words: 'all' });
    searchable = await searchableOf(deps.documents, pdf, read);
    pages = read.length;
    text = [made?.text ?? '', ...read.map((page) => page.text), ...(await attachedWords(deps, documentId, made?.attached ?? []))].join('\n').slice(0, mostText);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return settle(deps, documentId, file.version, /unknown_type|no_office|no_tool/.test(error.reason) ? 'none' : 'failed');
  }
  const copy = searchable.pdf ?? made?.pdf;
  const [blob] = copy ? await deps.files.putMany([copy]) : [];
  deps.db.write((tx) => {
    // A newer version has come meanwhile: it is read by its own job.
    const still = tx.statement("SELECT 1 FROM documents WHERE id = ? AND version = ? AND readable = 'waiting'").get(documentId, file.version);
    if (blob) deps.files.record(tx, blob);
    if (!still) {
      if (blob) deps.files.shred(tx, blob.id);
      return;
    }
    if (blob) {
      tx.statement("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, 'readable', 0, ?, ?, 'application/pdf', ?, ?, ?)")
        .run(documentId, blob.id, made ? `${file.filename.replace(/\.[a-z0-9]{1,5}$/i, '')}.pdf` : searchableName(file.filename), blob.sha256, blob.size, pages);
    }
    if (!made) tx.statement("UPDATE document_files SET pages = ? WHERE document_id = ? AND role = 'original' AND position = 0").run(pages, documentId);
    tx.statement('UPDATE document_texts SET text = ? WHERE document_id = ?').run(text, documentId);
    tx.statement("UPDATE documents SET readable = 'made', searchable_reason = ? WHERE id = ?").run(searchable.reason, documentId);
  });
}

/** So many files of an e-mail are read, and so much of them. */
const [mostAttached, mostAttachedBytes] = [50, 100_000_000];

/** The words of what was attached to an e-mail, for the search; what cannot be read there is left out. Throws where the worker is away. */
async function attachedWords({ documents }: ReadingDeps, id: string, attached: { filename: string; content: Uint8Array }[]): Promise<string[]> {
  const words: string[] = [];
  let left = mostAttachedBytes;
  for (const { filename, content } of attached.slice(0, mostAttached)) {
    left -= content.length;
    if (left < 0) break;
    words.push(filename);
    try {
      const isPdf = recogniseStart(content.subarray(0, startLength), filename) === 'pdf';
      const made = isPdf ? null : await documents.convert({ id, filename, content });
      words.push(made?.text ?? '', ...(await documents.read(made?.pdf ?? content, { words: 'all' })).map(({ text }) => text));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    }
  }
  return words;
}

function settle(deps: ReadingDeps, documentId: string, version: number, readable: 'none' | 'failed'): void {
  deps.db.write((tx) => tx.statement("UPDATE documents SET readable = ? WHERE id = ? AND version = ? AND readable = 'waiting'").run(readable, documentId, version));
}

/** After the last try. */
export function giveReadingUp(deps: Pick<ReadingDeps, 'db'>, documentId: string): void {
  deps.db.write((tx) => tx.statement("UPDATE documents SET readable = 'failed' WHERE id = ? AND readable = 'waiting'").run(documentId));
}
