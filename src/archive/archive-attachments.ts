import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';

/** `original`: its own pages before numbers were taken out, where any were. `recorded`: the blobs have their rows. */
export type AttachmentToArchive = { title: string; filename: string; mime: string; blob: StoredBlob; original: StoredBlob | null; pages: number | null; recorded: boolean; /** What it says, for the search. */ text: string };

/** More of one attachment, and of all of a letter's, is not searched (characters): each of a thousand letters has its own. */
const [mostOfOne, mostOfAll] = [60_000, 200_000];

/** Files what a letter carried beside itself, in the order it was shown. Their words are searched like the letter's own. The blobs' rows are made by the caller in the same transaction. */
export function archiveAttachments(tx: Tx, documentId: string, files: AttachmentToArchive[]): void {
  const insert = tx.statement('INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  files.forEach(({ filename, mime, blob, original, pages }, position) => {
    insert.run(documentId, 'attachment', position, blob.id, filename, mime, blob.sha256, blob.size, pages);
    // Position 0 is the letter's own original.
    if (original) insert.run(documentId, 'original', position + 1, original.id, filename, 'application/pdf', original.sha256, original.size, pages);
  });
  const words = files.filter(({ text }) => text.trim() !== '').map(({ title, text }) => `\n\n${title}\n${text.slice(0, mostOfOne)}`).join('').slice(0, mostOfAll);
  if (words) tx.statement('UPDATE document_texts SET text = text || ? WHERE document_id = ?').run(words, documentId);
}
