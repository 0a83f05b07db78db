import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/errors.ts';
import type { Database, Tx } from '../db/index.ts';
import type { FileStore, StoredBlob } from '../files/index.ts';

type Deps = { db: Database; files: FileStore; clock: Clock };
/** Makes a PDF/A of a PDF (pdf/convert/preserve.ts). */
export type Preserve = (pdf: Uint8Array) => Promise<Uint8Array>;

/** Gives the scanned pages of a PDF their words (`searchableOf`); never those of a CPR number. */
export type AddWords = (pdf: Uint8Array) => Promise<{ pdf: Uint8Array | null; reason: string | null }>;

/** The letter has left: it waits for its PDF/A. */
export function awaitPreservation(tx: Tx, documentId: string): void {
  tx.statement("INSERT OR IGNORE INTO preservation_copies (document_id, state) VALUES (?, 'waiting')").run(documentId);
}

/** A letter that waits for its PDF/A, or null. */
export function nextToPreserve(db: Database): string | null {
  return (db.statement("SELECT document_id AS id FROM preservation_copies WHERE state = 'waiting' LIMIT 1").get() as { id: string } | undefined)?.id ?? null;
}

type SentFile = { blob: string; filename: string; pages: number | null; sha256: string; /** Of its PDF/A: 0 the letter's, then the attachments' in their order. */ position: number };
/** The letter as it left and the attachments it carried that are PDF, without those that have their PDF/A. */
const missing = `SELECT f.blob_id AS blob, f.filename, f.pages, f.sha256, CASE f.role WHEN 'sent' THEN 0 ELSE f.position + 1 END AS position FROM document_files f
  WHERE f.document_id = @id AND f.role IN ('sent', 'attachment') AND f.mime = 'application/pdf'
    AND NOT EXISTS (SELECT 1 FROM document_files r WHERE r.document_id = f.document_id AND r.role = 'readable' AND r.position = CASE f.role WHEN 'sent' THEN 0 ELSE f.position + 1 END) ORDER BY 5`;

/** The PDF/A that was made of the same attachment of another letter: what goes with a thousand letters is made once. */
function madeBefore(db: Database, sha256: string): StoredBlob | undefined {
  return db.statement(`SELECT b.id, b.sha256, b.size FROM document_files a JOIN document_files r ON r.document_id = a.document_id AND r.role = 'readable' AND r.position = a.position + 1
    JOIN blobs b ON b.id = r.blob_id WHERE a.role = 'attachment' AND a.sha256 = ? LIMIT 1`).get(sha256) as StoredBlob | undefined;
}

/**
 * Files a PDF/A beside the letter as it left and beside each attachment, whose bytes never change: they are what was
 * sent. Where a faithful one cannot be made the file stands alone, with why: of the letter its own reason, of attachments that there
 * are such (preserve.attachments). Its scanned pages can be searched in it; where that cannot be, it is made without, with why. Can go on after a crash. Throws where the tool or the worker is away: it is asked again.
 */
export async function preserveDocument(deps: Deps, preserve: Preserve, documentId: string, addWords: AddWords = async () => ({ pdf: null, reason: null })): Promise<void> {
  const files = deps.db.statement(missing).all({ id: documentId }) as SentFile[];
  const has = (role: string, which: string) => deps.db.statement(`SELECT 1 FROM document_files WHERE document_id = ? AND role = ? AND ${which}`).get(documentId, role) !== undefined;
  const reasons = new Map<number, string>();
  let unsearchable: string | null = null;
  const made = async (pdf: Uint8Array) => {
    const read = await addWords(pdf);
    unsearchable ??= read.reason;
    if (read.pdf) {
      try {
        return await preserve(read.pdf);
      } catch (error) {
        if (!(error instanceof Problem) || error.code === 'unavailable' || error.reason === 'preserve.no_tool') throw error;
        unsearchable ??= 'searchable.failed';
      }
    }
    return preserve(pdf);
  };
  if (!has('sent', "mime = 'application/pdf'")) reasons.set(0, 'preserve.failed');
  // An attachment that went as it came, a Word file say, has no PDF/A.
  if (has('attachment', "mime <> 'application/pdf'")) reasons.set(1, 'preserve.attachments');
  for (const file of files) {
    try {
      await preserveFile(deps, made, documentId, file);
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'unavailable' || error.reason === 'preserve.no_tool') throw error;
      reasons.set(file.position, file.position === 0 ? error.reason : 'preserve.attachments');
    }
  }
  const [first] = [...reasons].sort(([a], [b]) => a - b);
  deps.db.write((tx) => tx.statement('UPDATE preservation_copies SET state = ?, reason = ?, settled_at = ? WHERE document_id = ?')
    .run(reasons.has(0) ? 'kept' : 'made', first?.[1] ?? unsearchable, deps.clock.now().toISOString(), documentId));
}

async function preserveFile(deps: Deps, preserve: Preserve, documentId: string, file: SentFile): Promise<void> {
  const before = file.position > 0 ? madeBefore(deps.db, file.sha256) : undefined;
  const blob = before ? (await deps.files.copyMany([before]))[0]! : await deps.files.put(await preserve(await deps.files.read(file.blob)));
  deps.db.write((tx) => {
    deps.files.record(tx, blob);
    const filed = tx.statement(`INSERT OR IGNORE INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, 'readable', ?, ?, ?, 'application/pdf', ?, ?, ?)`)
      .run(documentId, file.position, blob.id, file.filename.replace(/(\.pdf)?$/i, ' (PDF-A).pdf'), blob.sha256, blob.size, file.pages);
    if (filed.changes === 0) deps.files.shred(tx, blob.id);
    record(tx, { at: deps.clock.now(), actorId: null, event: 'document.preserved', subject: { kind: 'document', id: documentId }, payload: { sha256: blob.sha256, ...(file.position > 0 ? { attachment: file.position } : {}) } });
  });
}
