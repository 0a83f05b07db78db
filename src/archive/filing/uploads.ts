import { createReadStream, existsSync, mkdirSync, rmSync, statfsSync, statSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../access/index.ts';
import { conflict, invalid, notFound, Problem } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { readSettings } from '../../settings/index.ts';
import { findCaseToChange } from '../cases/find-case.ts';
import { fileName, folderPath, insertDocument, takeFile, type FilingDeps } from './file-document.ts';

/** A file that comes in pieces, so that a broken connection costs the piece and not the file. Bytes. */
export type UploadState = { id: string; caseId: string; filename: string; size: number; received: number };
/** `uploadsPath`: where pieces lie until they are a whole file. `freeBytes`: room on that disk, where somebody else than the disk is to say it. */
export type UploadDeps = FilingDeps & { uploadsPath: string; freeBytes?: () => number };

const keepHours = 48;
const mostOpen = 200;
/** Left for the database and for letters, bytes. */
const spare = 512 * 1024 * 1024;

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

type Row = UploadState & { folder: string | null };
const select = 'SELECT id, case_id AS caseId, filename, folder, size, received FROM uploads';

/** One's own upload; not_found otherwise. */
export function findUpload(reader: Reader, actor: Actor, id: string): UploadState {
  const row = reader.statement(`${select} WHERE id = ? AND user_id = ?`).get(id, actor.id) as Row | undefined;
  if (!row) throw notFound();
  return row;
}

/** One's own files that are half on their way to a case, the latest first; what has only been announced is not among them. */
export const listUploads = (reader: Reader, actor: Actor, caseId: string): UploadState[] =>
  reader.statement(`${select} WHERE case_id = ? AND user_id = ? AND received > 0 ORDER BY updated_at DESC LIMIT 20`).all(caseId, actor.id) as Row[];

const pathOf = (deps: UploadDeps, id: string) => join(deps.uploadsPath, id);

/**
 * Says that a file of `size` bytes is coming to a case. The same file of the same person to the same case goes on where it
 * stopped; `modified` (ms since 1970, as its own computer says) tells it from another of the same name and size. Errors: filing.empty, filing.too_large (`megabytes`), filing.no_room, filing.too_many_open, and as findCaseToChange.
 */
export function beginUpload(deps: UploadDeps, actor: Actor, caseId: string, input: { filename: string; folder: string | null; size: number; modified: number | null }): UploadState {
  findCaseToChange(deps.db, actor, caseId); // before anything is said about the file: a case one may not see is not found
  const megabytes = readSettings(deps.db)['filing.maxMegabytes'];
  if (!Number.isSafeInteger(input.size) || input.size <= 0) throw invalid('filing.empty');
  if (input.size > megabytes * 1024 * 1024) throw new Problem('invalid', 'filing.too_large', { megabytes });
  const filename = fileName(input.filename);
  const folder = folderPath(input.folder);
  const modified = Number.isSafeInteger(input.modified) ? input.modified : null;
  mkdirSync(deps.uploadsPath, { recursive: true, mode: 0o700 });
  // The pieces and the stored file lie on the disk together for a moment.
  if (2 * input.size + spare > (deps.freeBytes?.() ?? freeBytes(deps.uploadsPath))) throw invalid('filing.no_room');
  return deps.db.write((tx) => {
    findCaseToChange(tx, actor, caseId);
    const known = tx.statement(`${select} WHERE case_id = ? AND user_id = ? AND filename = ? AND folder IS ? AND size = ? AND modified IS ?`).get(caseId, actor.id, filename, folder, input.size, modified) as Row | undefined;
    if (known) return known;
    const { n } = tx.statement('SELECT count(*) AS n FROM uploads WHERE user_id = ?').get(actor.id) as { n: number };
    if (n >= mostOpen) throw conflict('filing.too_many_open', { most: mostOpen });
    const id = deps.ids.uuid();
    const at = deps.clock.now().toISOString();
    tx.statement('INSERT INTO uploads (id, case_id, user_id, filename, folder, size, modified, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(id, caseId, actor.id, filename, folder, input.size, modified, at, at);
    return { id, caseId, filename, folder, size: input.size, received: 0 };
  });
}

/**
 * Takes the next piece, which begins at `from`: written and flushed before it counts. Bytes after what counted, of a piece that
 * broke off, are cut away first. Answers how far it has come. Errors: filing.bad_piece where `from` is not where it stopped, or
 * more comes than was said; not_found.
 */
export async function takePiece(deps: UploadDeps, actor: Actor, id: string, from: number, piece: Uint8Array): Promise<UploadState> {
  const upload = findUpload(deps.db, actor, id);
  if (from !== upload.received || from + piece.length > upload.size) throw conflict('filing.bad_piece');
  const path = pathOf(deps, id);
  if (existsSync(path) && statSync(path).size > from) truncateSync(path, from);
  const handle = await open(path, existsSync(path) ? 'r+' : 'w+', 0o600);
  try {
    await handle.write(piece, 0, piece.length, from);
    await handle.sync();
  } finally {
    await handle.close();
  }
  deps.db.write((tx) => {
    const moved = tx.statement('UPDATE uploads SET received = ?, updated_at = ? WHERE id = ? AND received = ?').run(from + piece.length, deps.clock.now().toISOString(), id, from);
    // Two pieces for one place: the first counts.
    if (moved.changes === 0) throw conflict('filing.bad_piece');
  });
  return { ...upload, received: from + piece.length };
}

/** The whole file is here: it becomes a document of its case. Answers the document's id. Error filing.bad_piece where something is missing. */
export async function finishUpload(deps: UploadDeps, actor: Actor, id: string): Promise<string> {
  const upload = findUpload(deps.db, actor, id) as Row;
  const path = pathOf(deps, id);
  if (upload.received !== upload.size || !existsSync(path) || statSync(path).size !== upload.size) throw conflict('filing.bad_piece');
  findCaseToChange(deps.db, actor, upload.caseId);
  const taken = await takeFile(deps, { filename: upload.filename, content: createReadStream(path) });
  const documentId = deps.ids.uuid();
  try {
    deps.db.write((tx) => {
      // In one transaction: finished twice over, it is still one document.
      if (tx.statement('DELETE FROM uploads WHERE id = ?').run(id).changes === 0) throw notFound();
      deps.files.record(tx, taken.blob);
      insertDocument(tx, deps, actor, { id: documentId, caseId: upload.caseId, taken, folder: upload.folder });
    });
  } catch (error) {
    deps.files.drop(taken.blob.id);
    throw error;
  }
  rmSync(path, { force: true });
  return documentId;
}

/** Forgets uploads that nobody has gone on with for two days. */
export function dropOldUploads(deps: UploadDeps): number {
  const before = new Date(deps.clock.now().getTime() - keepHours * 3_600_000).toISOString();
  const old = deps.db.write((tx) => tx.statement('DELETE FROM uploads WHERE updated_at < ? RETURNING id').all(before) as { id: string }[]);
  for (const { id } of old) rmSync(pathOf(deps, id), { force: true });
  return old.length;
}
