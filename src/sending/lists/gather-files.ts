import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { invalid, notFound, Problem } from '../../core/errors.ts';
import { enqueue } from '../../queue/index.ts';
import type { StoredBlob } from '../../files/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { Documents, SendingDeps } from '../ports.ts';
import { plainFilename } from '../upload.ts';

/** So many files become one dispatch. */
export const mostGathered = 500;
export type GatheredFile = { filename: string; blob: StoredBlob };
type Deps = SendingDeps & { documents: Pick<Documents, 'convert' | 'bind'> };

/** Keeps one of many files until they are put together; all of them share the bound of an upload. `counted.bytes` is what has come so far. */
export async function keepForGathering(deps: SendingDeps, input: { filename: string; content: AsyncIterable<Uint8Array> }, counted: { bytes: number }): Promise<GatheredFile> {
  const megabytes = readSettings(deps.db)['upload.maxMegabytes'];
  const left = megabytes * 1024 * 1024 - counted.bytes;
  const blob = await deps.files.put(input.content, { bytes: Math.max(0, left), tooLarge: () => new Problem('invalid', 'upload.too_large', { megabytes }) });
  counted.bytes += blob.size;
  return { filename: plainFilename(input.filename), blob };
}

/**
 * Puts many files together to one document in the order of their names, and remembers where each begins; a list joins
 * them to their recipients by file name. Answers the dispatch's id. The files themselves are dropped, whatever comes.
 * Errors: list.too_few_files, list.file_unreadable (`name`).
 */
export async function gatherFiles(deps: Deps, actor: Actor, files: GatheredFile[], called: string): Promise<string> {
  try {
    if (!may(actor, 'dispatch')) throw notFound();
    if (files.length < 2) throw invalid('list.too_few_files');
    const order = new Intl.Collator('da', { numeric: true, sensitivity: 'base' });
    const sorted = [...files].sort((a, b) => order.compare(a.filename, b.filename));
    const pdfs: Uint8Array[] = [];
    for (const file of sorted) pdfs.push(await asPdf(deps, file));
    const bound = await bindAll(deps, sorted, pdfs);
    const blob = await deps.files.put(bound.pdf);
    const id = deps.ids.uuid();
    deps.db.write((tx) => {
      const at = deps.clock.now();
      const now = at.toISOString();
      deps.files.record(tx, blob);
      tx.statement(`INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at) VALUES (?, 'reading', '', ?, ?, ?, ?, ?, ?)`)
        .run(id, blob.id, called, blob.size, actor.id, now, now);
      let first = 1;
      sorted.forEach(({ filename }, n) => {
        tx.statement('INSERT INTO dispatch_parts (dispatch_id, n, filename, first_page, pages) VALUES (?, ?, ?, ?, ?)').run(id, n, filename, first, bound.pages[n]);
        first += bound.pages[n]!;
      });
      enqueue(tx, { kind: 'read-dispatch', key: `read:${id}`, payload: { dispatchId: id }, runAt: at, now: at });
      record(tx, { at, actorId: actor.id, event: 'dispatch.uploaded', subject: { kind: 'dispatch', id }, payload: { files: sorted.length, size: blob.size, sha256: blob.sha256 } });
    });
    return id;
  } finally {
    for (const { blob } of files) deps.files.drop(blob.id);
  }
}

const unreadable = (file: GatheredFile) => invalid('list.file_unreadable', { name: file.filename });

async function asPdf(deps: Deps, file: GatheredFile): Promise<Uint8Array> {
  const content = await deps.files.read(file.blob.id);
  if (Buffer.from(content.subarray(0, 1024)).includes('%PDF-')) return content;
  try {
    return (await deps.documents.convert({ id: file.blob.id, filename: file.filename, content })).pdf;
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') throw unreadable(file);
    throw error;
  }
}

/** All as one; where that cannot be done, each is tried alone, so that the one at fault is named. */
async function bindAll(deps: Deps, files: GatheredFile[], pdfs: Uint8Array[]): Promise<{ pdf: Uint8Array; pages: number[] }> {
  const bind = (some: Uint8Array[]) => deps.documents.bind(some, some.map((_, document) => [{ document, page: null }]), { duplex: false });
  try {
    return await bind(pdfs);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    for (const [n, pdf] of pdfs.entries()) await bind([pdf]).catch(() => { throw unreadable(files[n]!); });
    throw error;
  }
}
