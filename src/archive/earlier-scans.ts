import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import type { Database, Reader, Tx } from '../db/index.ts';
import type { FileStore, StoredBlob } from '../files/index.ts';
import type { AddWords, Preserve } from './preservation.ts';
import { searchableName } from './searchable.ts';

type Deps = { db: Database; files: FileStore; clock: Clock };
/** Something that was read before scans got a searchable PDF. */
export type EarlierScan = { kind: 'document' | 'letter' | 'message'; id: string };
/** How far it has come: of `all` so many are looked at, of those so many got one, and so many could not be read. */
export type EarlierScanCount = { all: number; looked: number; made: number; failed: number };

const mostTries = 4;
/** Larger files are left as they are. */
const mostBytes = 200_000_000;

/** What waits and was tried least; null = all is looked at. */
export const nextEarlierScan = (db: Reader): EarlierScan | null =>
  (db.statement("SELECT kind, id FROM earlier_scans WHERE state = 'waiting' ORDER BY attempts LIMIT 1").get() as EarlierScan | undefined) ?? null;

/** Null where there was nothing from before. */
export function countEarlierScans(db: Reader): EarlierScanCount | null {
  const rows = db.statement('SELECT state, count(*) AS n FROM earlier_scans GROUP BY state').all() as { state: string; n: number }[];
  const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
  const all = rows.reduce((sum, { n }) => sum + n, 0);
  return all === 0 ? null : { all, looked: all - of('waiting'), made: of('made'), failed: of('failed') };
}

/** Looked at; `again`: it could not be read just now and goes to the end of the line, for the last time as failed. */
export function settleEarlierScan(tx: Tx, { kind, id }: EarlierScan, state: 'made' | 'none' | 'failed' | 'again'): void {
  if (state !== 'again') return void tx.statement('UPDATE earlier_scans SET state = ? WHERE kind = ? AND id = ?').run(state, kind, id);
  tx.statement("UPDATE earlier_scans SET attempts = attempts + 1, state = CASE WHEN attempts + 1 >= ? THEN 'failed' ELSE state END WHERE kind = ? AND id = ?").run(mostTries, kind, id);
}

type Pdf = { role: 'readable' | 'original'; blobId: string; filename: string; size: number; pages: number | null };

/** Takes a PDF's place beside its document, or stands beside it where it is the original. The document is as it was meanwhile, or the new one goes. */
function lay(deps: Deps, tx: Tx, documentId: string, before: Pdf, blob: StoredBlob): boolean {
  deps.files.record(tx, blob);
  const still = tx.statement('SELECT 1 FROM document_files WHERE document_id = ? AND role = ? AND position = 0 AND blob_id = ?').get(documentId, before.role, before.blobId);
  if (!still) {
    deps.files.shred(tx, blob.id);
    return false;
  }
  if (before.role === 'original') {
    tx.statement("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, 'readable', 0, ?, ?, 'application/pdf', ?, ?, ?)")
      .run(documentId, blob.id, searchableName(before.filename), blob.sha256, blob.size, before.pages);
    return true;
  }
  tx.statement("UPDATE document_files SET blob_id = ?, sha256 = ?, size = ? WHERE document_id = ? AND role = 'readable' AND position = 0").run(blob.id, blob.sha256, blob.size, documentId);
  deps.files.shred(tx, before.blobId);
  return true;
}

/** The PDF to give words to. None of what may be disposed of: it is to be destroyed as it was approved (retention/content.ts). */
const pdfOf = ({ db, clock }: Deps, documentId: string, roles: string) => db.statement(`SELECT f.role, f.blob_id AS blobId, f.filename, f.size, f.pages FROM document_files f JOIN documents d ON d.id = f.document_id
  WHERE d.id = ? AND (d.disposal_date IS NULL OR d.disposal_date >= ?) AND f.position = 0 AND f.mime = 'application/pdf' AND f.size <= ${mostBytes} AND f.role IN (${roles}) ORDER BY f.role = 'original' LIMIT 1`)
  .get(documentId, localDay(clock.now())) as Pdf | undefined;

/** Gives a filed document its searchable PDF where its pages are scanned; the original stays as it came. Throws as `addWords`. */
export async function addWordsToDocument(deps: Deps, addWords: AddWords, documentId: string): Promise<void> {
  const scan: EarlierScan = { kind: 'document', id: documentId };
  const before = pdfOf(deps, documentId, "'readable', 'original'");
  const { pdf, reason } = before ? await addWords(await deps.files.read(before.blobId)) : { pdf: null, reason: null };
  const blob = pdf && (await deps.files.put(pdf));
  deps.db.write((tx) => {
    const made = before && blob ? lay(deps, tx, documentId, before, blob) : false;
    if (reason) tx.statement('UPDATE documents SET searchable_reason = ? WHERE id = ?').run(reason, documentId);
    settleEarlierScan(tx, scan, made ? 'made' : 'none');
  });
}

/** Makes the PDF/A of a scanned letter anew, with its words; what was sent stays. Without where that cannot be. Throws as `addWords` and `preserve`. */
export async function addWordsToLetter(deps: Deps, addWords: AddWords, preserve: Preserve, documentId: string): Promise<void> {
  const scan: EarlierScan = { kind: 'letter', id: documentId };
  const before = pdfOf(deps, documentId, "'readable'");
  const { pdf } = before ? await addWords(await deps.files.read(before.blobId)) : { pdf: null };
  const blob = pdf && (await deps.files.put(await preserve(pdf)));
  deps.db.write((tx) => {
    const made = before && blob ? lay(deps, tx, documentId, before, blob) : false;
    if (made) record(tx, { at: deps.clock.now(), actorId: null, event: 'document.preserved', subject: { kind: 'document', id: documentId }, payload: { sha256: blob!.sha256 } });
    settleEarlierScan(tx, scan, made ? 'made' : 'none');
  });
}
