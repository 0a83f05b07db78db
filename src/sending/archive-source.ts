import { archiveSource } from '../archive/index.ts';
import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';
import { pagesOf, type DispatchRecord, type LetterRecord } from './find.ts';
import type { SendingDeps } from './ports.ts';

/**
 * Whose letters the uploaded file is filed with: where it was no PDF, is one letter or goes whole to everybody, and all of
 * its pages with anything on them are in the letter. A file of many people's letters stays with the dispatch, as a merge file
 * does; so does one that holds numbers its pages do not show, because a case is read by more people than the dispatch.
 */
function ownersOf(deps: Pick<SendingDeps, 'db'>, dispatch: DispatchRecord, letters: LetterRecord[]): LetterRecord[] {
  const own = letters.filter(({ role }) => role === 'main');
  const row = deps.db.statement('SELECT numbers, compared FROM dispatch_conversions WHERE dispatch_id = ?').get(dispatch.id) as { numbers: string; compared: number } | undefined;
  if (own.length === 0 || row?.compared !== 1 || row.numbers !== '[]') return [];
  const shown = (deps.db.statement('SELECT page FROM dispatch_pages WHERE dispatch_id = ? AND blank = 0').all(dispatch.id) as { page: number }[]).map(({ page }) => page);
  return own.filter((letter) => {
    const pages = new Set(pagesOf(letter));
    return shown.every((page) => pages.has(page));
  });
}

/** The uploaded file once for each of `letters` it is filed with, by letter. */
export async function sourcesFor(deps: SendingDeps, dispatch: DispatchRecord, letters: LetterRecord[]): Promise<Map<string, StoredBlob>> {
  const owners = ownersOf(deps, dispatch, letters);
  if (owners.length === 0) return new Map();
  const blob = deps.db.statement('SELECT id, sha256, size FROM blobs WHERE id = ?').get(dispatch.source_blob_id) as StoredBlob;
  const copies = await deps.files.copyMany(owners.map(() => blob));
  return new Map(owners.map(({ id }, place) => [id, copies[place]!]));
}

/** In the transaction that files the letter, or finds it recalled: then nothing may refer to the bytes. */
export function fileSource(tx: Tx, deps: SendingDeps, dispatch: DispatchRecord, documentId: string | null, blob: StoredBlob | undefined): void {
  if (!blob) return;
  deps.files.record(tx, blob);
  if (documentId === null) deps.files.shred(tx, blob.id);
  else archiveSource(tx, documentId, { blob, filename: dispatch.source_filename, mime: dispatch.source_mime });
}
