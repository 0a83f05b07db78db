import { addDocumentFile, replaceDocumentFile, searchableName, settleEarlierScan, type AddWords } from '../archive/index.ts';
import { localDay } from '../core/dates.ts';
import { Problem } from '../core/errors.ts';
import type { StoredBlob } from '../files/index.ts';
import { mostBytes } from './make-readable.ts';
import { messageRecord } from './placing.ts';
import type { ReceivingDeps } from './ports.ts';

type Pdf = { position: number; kind: string; label: string; filename: string; blobId: string; pages: number | null };

/**
 * Gives post that came before scans got a searchable PDF its own: a copy made of a picture is made anew with its words, a PDF that
 * came gets one beside it, here and on its case. What came stays as it came. Throws where the document worker is away.
 */
export async function addWordsToMessage(deps: ReceivingDeps, addWords: AddWords, messageId: string): Promise<void> {
  // What may be disposed of is to be destroyed as it was approved (retention/content.ts).
  const files = deps.db.statement(`SELECT position, kind, label, filename, blob_id AS blobId, pages FROM message_files
    WHERE message_id = ? AND NOT EXISTS (SELECT 1 FROM messages m JOIN documents d ON d.id = m.document_id WHERE m.id = message_id AND d.disposal_date < ?) AND kind <> 'technical' AND mime = 'application/pdf' AND size BETWEEN 1 AND ${mostBytes} ORDER BY position`).all(messageId, localDay(deps.clock.now())) as Pdf[];
  const made: { file: Pdf; blob: StoredBlob }[] = [];
  let unsearchable: string | null = null;
  for (const file of files) {
    try {
      const { pdf, reason } = await addWords(await deps.files.read(file.blobId));
      unsearchable ??= reason;
      if (pdf) made.push({ file, blob: await deps.files.put(pdf) });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    }
  }
  deps.db.write((tx) => {
    let laid = 0;
    const onCase = made.length > 0 ? messageRecord(tx, messageId).document_id : null;
    for (const { file, blob } of made) {
      deps.files.record(tx, blob);
      const still = tx.statement('SELECT 1 FROM message_files WHERE message_id = ? AND position = ? AND blob_id = ?').get(messageId, file.position, file.blobId);
      if (!still) {
        deps.files.shred(tx, blob.id);
        continue;
      }
      laid += 1;
      if (file.kind === 'readable') {
        tx.statement('UPDATE message_files SET blob_id = ?, sha256 = ?, size = ? WHERE blob_id = ?').run(blob.id, blob.sha256, blob.size, file.blobId);
        replaceDocumentFile(tx, file.blobId, blob);
        deps.files.shred(tx, file.blobId);
        continue;
      }
      const filename = searchableName(file.filename);
      tx.statement(`INSERT INTO message_files (message_id, position, kind, label, filename, mime, claimed, blob_id, sha256, size, pages)
        SELECT ?, max(position) + 1, 'readable', ?, ?, 'application/pdf', '', ?, ?, ?, ? FROM message_files WHERE message_id = ?`).run(messageId, file.label || file.filename, filename, blob.id, blob.sha256, blob.size, file.pages, messageId);
      if (onCase) addDocumentFile(tx, onCase, { role: 'readable', blobId: blob.id, filename, mime: 'application/pdf', sha256: blob.sha256, size: blob.size, pages: file.pages });
    }
    tx.statement("UPDATE messages SET searchable_reason = ?, readable = CASE WHEN ? > 0 THEN 'made' ELSE readable END WHERE id = ?").run(unsearchable, laid, messageId);
    settleEarlierScan(tx, { kind: 'message', id: messageId }, laid > 0 ? 'made' : 'none');
  });
}
