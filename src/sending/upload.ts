import { record } from '../audit/index.ts';
import { may, type Actor } from '../access/index.ts';
import { invalid, notFound, Problem } from '../core/errors.ts';
import { mimeOf, recogniseStart, startLength } from '../formats/index.ts';
import { enqueue } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import type { SendingDeps } from './ports.ts';

const limitBytes = (megabytes: number) => megabytes * 1024 * 1024;

/** The last part of a path from any system, without control characters, at most 200 characters. */
export function plainFilename(name: string): string {
  const last = name.split(/[\\/]/).pop() ?? '';
  const clean = last.replace(/[\u0000-\u001f\u007f]/g, '').trim().slice(-200);
  return clean === '' || clean === '.' || clean === '..' ? 'dokument.pdf' : clean;
}

/** A first title out of a file name: `optagelse_2026-1.pdf` becomes `Optagelse 2026-1`. */
function titleFrom(filename: string): string {
  const words = filename.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[_\s]+/g, ' ').trim();
  return words.charAt(0).toLocaleUpperCase('da') + words.slice(1);
}

/** Keeps the first bytes while the rest goes by: what a file is, is told by them. The declared type is not believed. */
async function* watchStart(content: AsyncIterable<Uint8Array>, start: { bytes: Buffer }) {
  for await (const chunk of content) {
    if (start.bytes.length < startLength) start.bytes = Buffer.concat([start.bytes, chunk]).subarray(0, startLength);
    yield chunk;
  }
}

/** What is written of a container until it has been opened. */
const containers: Record<string, string> = { zip: 'application/zip', ole: 'application/x-ole-storage' };

/** Files that come together are made into PDF together: so long (milliseconds) the first waits for the next. */
export const togetherMs = 150;

/**
 * Takes in a document of any kind: kept byte for byte first, made into a PDF where it is none, and read, by the queue.
 * Answers the id of the dispatch. Errors: upload.empty, convert.unknown_type, upload.too_large
 * (`megabytes`); nothing is kept then.
 */
export async function uploadDispatch(
  deps: SendingDeps, actor: Actor, input: { filename: string; content: AsyncIterable<Uint8Array> },
): Promise<string> {
  if (!may(actor, 'dispatch')) throw notFound();
  const megabytes = readSettings(deps.db)['upload.maxMegabytes'];
  const start = { bytes: Buffer.alloc(0) };
  const blob = await deps.files.put(watchStart(input.content, start), {
    bytes: limitBytes(megabytes), tooLarge: () => new Problem('invalid', 'upload.too_large', { megabytes }),
  });
  const filename = plainFilename(input.filename);
  const kind = recogniseStart(start.bytes, filename);
  if (blob.size === 0 || kind === null) {
    deps.files.drop(blob.id);
    throw invalid(blob.size === 0 ? 'upload.empty' : 'convert.unknown_type');
  }
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const at = deps.clock.now();
    const now = at.toISOString();
    deps.files.record(tx, blob);
    tx.statement(`INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_mime, source_size, created_by, created_at, updated_at)
      VALUES (?, 'reading', ?, ?, ?, ?, ?, ?, ?, ?)`).run(id, titleFrom(filename), blob.id, filename, kind === 'zip' || kind === 'ole' ? containers[kind]! : mimeOf(kind), blob.size, actor.id, now, now);
    if (kind === 'pdf') enqueue(tx, { kind: 'read-dispatch', key: `read:${id}`, payload: { dispatchId: id }, runAt: at, now: at });
    else enqueue(tx, { kind: 'convert-dispatch', key: `convert:${id}`, payload: { dispatchId: id, userId: actor.id }, runAt: new Date(at.getTime() + togetherMs), now: at });
    record(tx, { at, actorId: actor.id, event: 'dispatch.uploaded', subject: { kind: 'dispatch', id }, payload: { filename, size: blob.size, sha256: blob.sha256 } });
  });
  return id;
}
