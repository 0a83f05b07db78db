import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, invalid, notFound, Problem } from '../../core/errors.ts';
import type { Reader, Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import type { StoredBlob } from '../../files/index.ts';
import { readSettings } from '../../settings/index.ts';
import { findDispatch, findToRead } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import type { Reason } from '../types.ts';
import { plainFilename } from '../upload.ts';

/** So many files become one dispatch. */
export const mostGathered = 500;
export type GatheredFile = { filename: string; blob: StoredBlob };
/** What a dispatch's file is said to be until its many files are one; its source is the first of them meanwhile. */
export const gathering = 'multipart/mixed';
export type Part = { n: number; filename: string; blob_id: string; pdf_blob_id: string | null; problem: string | null };

/** Keeps one of many files until they are put together; all of them share the bound of an upload. `counted.bytes` is what has come so far. */
export async function keepForGathering(deps: SendingDeps, input: { filename: string; content: AsyncIterable<Uint8Array> }, counted: { bytes: number }): Promise<GatheredFile> {
  const megabytes = readSettings(deps.db)['upload.maxMegabytes'];
  const left = megabytes * 1024 * 1024 - counted.bytes;
  const blob = await deps.files.put(input.content, { bytes: Math.max(0, left), tooLarge: () => new Problem('invalid', 'upload.too_large', { megabytes }) });
  counted.bytes += blob.size;
  return { filename: plainFilename(input.filename), blob };
}

/** The next piece of work on a gathering: a job of its own each time, so that its tries are counted from none. */
export const gatherOn = (tx: Tx, dispatchId: string, at: Date): void =>
  enqueue(tx, { kind: 'gather-files', key: `gather:${dispatchId}:${openParts(tx, dispatchId)}`, payload: { dispatchId }, runAt: at, now: at });

const openParts = (reader: Reader, dispatchId: string) =>
  (reader.statement('SELECT count(*) AS n FROM dispatch_parts WHERE dispatch_id = ? AND pdf_blob_id IS NULL AND problem IS NULL').get(dispatchId) as { n: number }).n;

/**
 * Takes many files in as one dispatch, in the order of their names: all are kept, and the queue makes them into one document
 * (make-gathering.ts); a list joins them to their recipients by file name. Answers the dispatch's id; where it is refused the
 * files are dropped. Errors: list.too_few_files.
 */
export function gatherFiles(deps: SendingDeps, actor: Actor, files: GatheredFile[], called: string): string {
  let kept = false;
  try {
    if (!may(actor, 'dispatch')) throw notFound();
    if (files.length < 2) throw invalid('list.too_few_files');
    const order = new Intl.Collator('da', { numeric: true, sensitivity: 'base' });
    const sorted = [...files].sort((a, b) => order.compare(a.filename, b.filename));
    const size = sorted.reduce((sum, { blob }) => sum + blob.size, 0);
    const id = deps.ids.uuid();
    deps.db.write((tx) => {
      const at = deps.clock.now();
      const now = at.toISOString();
      for (const { blob } of sorted) deps.files.record(tx, blob);
      tx.statement(`INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_mime, source_size, progress_total, created_by, created_at, updated_at) VALUES (?, 'reading', '', ?, ?, ?, ?, ?, ?, ?, ?)`)
        .run(id, sorted[0]!.blob.id, called, gathering, size, sorted.length, actor.id, now, now);
      sorted.forEach(({ filename, blob }, n) => tx.statement('INSERT INTO dispatch_parts (dispatch_id, n, filename, first_page, pages, blob_id) VALUES (?, ?, ?, 0, 0, ?)').run(id, n, filename, blob.id));
      gatherOn(tx, id, at);
      record(tx, { at, actorId: actor.id, event: 'dispatch.uploaded', subject: { kind: 'dispatch', id }, payload: { files: sorted.length, size } });
    });
    kept = true;
    return id;
  } finally {
    if (!kept) for (const { blob } of files) deps.files.drop(blob.id);
  }
}

/** Destroys the single files of a gathering, or those of some of its parts; the dispatch's source, which may be one of them, is left to the caller. */
export function shredParts(tx: Tx, deps: Pick<SendingDeps, 'files'>, parts: { blob_id: string | null; pdf_blob_id: string | null }[]): void {
  for (const blob of new Set(parts.flatMap((part) => [part.blob_id, part.pdf_blob_id]))) if (blob) deps.files.shred(tx, blob);
}

export const partsOf = (reader: Reader, dispatchId: string): Part[] =>
  reader.statement('SELECT n, filename, blob_id, pdf_blob_id, problem FROM dispatch_parts WHERE dispatch_id = ? AND blob_id IS NOT NULL ORDER BY n').all(dispatchId) as Part[];

/** Files that stand in the way of a gathering, each with why; none where it is no gathering. For whoever sees the dispatch. */
export function filesRefused(reader: Reader, actor: Actor, dispatchId: string): { refused: { filename: string; reason: Reason }[]; good: number } {
  findToRead(reader, actor, dispatchId);
  const parts = partsOf(reader, dispatchId);
  const refused = parts.filter(({ problem }) => problem !== null);
  return { refused: refused.map(({ filename, problem }) => ({ filename, reason: JSON.parse(problem!) as Reason })), good: parts.length - refused.length };
}

/** Puts the others together without the files that cannot be: a person has seen which. Conflict dispatch.not_draft, list.too_few_files. */
export function gatherWithout(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  deps.db.write((tx) => {
    const dispatch = findDispatch(tx, actor, dispatchId);
    if (dispatch.state !== 'unreadable_file' || dispatch.source_mime !== gathering) throw conflict('dispatch.not_draft');
    const parts = partsOf(tx, dispatchId);
    const [bad, good] = [parts.filter(({ problem }) => problem !== null), parts.filter(({ problem }) => problem === null)];
    if (good.length < 2) throw conflict('list.too_few_files');
    const at = deps.clock.now();
    tx.statement("UPDATE dispatches SET state = 'reading', problem = NULL, source_blob_id = ?, progress_done = ?, progress_total = ?, updated_at = ? WHERE id = ?")
      .run(good[0]!.blob_id, good.filter(({ pdf_blob_id: pdf }) => pdf !== null).length, good.length, at.toISOString(), dispatchId);
    tx.statement('DELETE FROM dispatch_parts WHERE dispatch_id = ? AND problem IS NOT NULL').run(dispatchId);
    shredParts(tx, deps, bad);
    gatherOn(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: 'dispatch.files_left_out', subject: { kind: 'dispatch', id: dispatchId }, payload: { files: bad.map(({ filename }) => filename) } });
  });
}
