import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/errors.ts';
import type { Database, Tx } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';

type Deps = { db: Database; files: FileStore; clock: Clock };
/** Makes a PDF/A of a PDF (pdf/convert/preserve.ts). */
export type Preserve = (pdf: Uint8Array) => Promise<Uint8Array>;

/** The letter has left: it waits for its PDF/A. */
export function awaitPreservation(tx: Tx, documentId: string): void {
  tx.statement("INSERT OR IGNORE INTO preservation_copies (document_id, state) VALUES (?, 'waiting')").run(documentId);
}

/** A letter that waits for its PDF/A, or null. */
export function nextToPreserve(db: Database): string | null {
  return (db.statement("SELECT document_id AS id FROM preservation_copies WHERE state = 'waiting' LIMIT 1").get() as { id: string } | undefined)?.id ?? null;
}

/**
 * Files a PDF/A beside the letter as it left, whose bytes never change: they are what was sent. Where a faithful one cannot
 * be made the letter stands alone, with why. Throws where the tool or the worker is away: it is asked again.
 */
export async function preserveDocument(deps: Deps, preserve: Preserve, documentId: string): Promise<void> {
  const sent = deps.db.statement("SELECT blob_id AS blob, filename, pages FROM document_files WHERE document_id = ? AND role = 'sent' AND mime = 'application/pdf'").get(documentId) as { blob: string; filename: string; pages: number | null } | undefined;
  const settle = (tx: Tx, state: 'made' | 'kept', reason: string | null) => tx.statement('UPDATE preservation_copies SET state = ?, reason = ?, settled_at = ? WHERE document_id = ?').run(state, reason, deps.clock.now().toISOString(), documentId);
  let made: Uint8Array;
  try {
    if (!sent) throw new Problem('invalid', 'preserve.failed');
    made = await preserve(await deps.files.read(sent.blob));
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'unavailable' || error.reason === 'preserve.no_tool') throw error;
    deps.db.write((tx) => settle(tx, 'kept', error.reason));
    return;
  }
  const blob = await deps.files.put(made);
  deps.db.write((tx) => {
    deps.files.record(tx, blob);
    const filed = tx.statement(`INSERT OR IGNORE INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, 'readable', 0, ?, ?, 'application/pdf', ?, ?, ?)`)
      .run(documentId, blob.id, sent.filename.replace(/(\.pdf)?$/i, ' (PDF-A).pdf'), blob.sha256, blob.size, sent.pages);
    if (filed.changes === 0) deps.files.shred(tx, blob.id);
    settle(tx, 'made', null);
    record(tx, { at: deps.clock.now(), actorId: null, event: 'document.preserved', subject: { kind: 'document', id: documentId }, payload: { sha256: blob.sha256 } });
  });
}
