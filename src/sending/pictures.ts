import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../access/index.ts';
import { notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import { findLetterToRead, findToRead, pagesOf, type DispatchRecord, type LetterRecord } from './find.ts';
import type { Documents } from './ports.ts';
import { redactionOf } from './redaction-of.ts';

type PictureDeps = { db: Reader; files: FileStore; documents: Pick<Documents, 'render' | 'cut'>; config: { cachePath: string } };

export const pictureFolder = (cachePath: string, dispatchId: string) => join(cachePath, 'dispatches', dispatchId);

/** Small ones are asked for by the page of a list, so a block is made at once; a large one takes its neighbour along. */
const block = (width: number, page: number, pages: number) => {
  const size = width <= 200 ? 25 : 2;
  const first = width <= 200 ? page - ((page - 1) % size) : page;
  return Array.from({ length: Math.min(size, pages - first + 1) }, (_, n) => first + n);
};

const running = new Map<string, Promise<void>>();

/** One page of the uploaded document as a PNG, `width` pixels wide. Kept in the cache folder; it can be made again. */
export async function pagePicture(deps: PictureDeps, actor: Actor, dispatchId: string, page: number, width: 160 | 900): Promise<Uint8Array> {
  const dispatch = findToRead(deps.db, actor, dispatchId);
  if (!dispatch.pages || page < 1 || page > dispatch.pages || dispatch.purged_at) throw notFound();
  const folder = pictureFolder(deps.config.cachePath, dispatchId);
  const path = (each: number) => join(folder, `${each}-${width}.png`);
  const kept = await readFile(path(page)).catch(() => null);
  if (kept) return kept;

  const wanted = block(width, page, dispatch.pages);
  const key = `${dispatchId}:${width}:${wanted[0]}`;
  let work = running.get(key);
  if (!work) {
    work = makePictures(deps, dispatch, wanted, width, folder, path).finally(() => running.delete(key));
    running.set(key, work);
  }
  await work;
  return readFile(path(page));
}

async function makePictures(deps: PictureDeps, dispatch: DispatchRecord, pages: number[], width: number, folder: string, path: (page: number) => string) {
  const pdf = await deps.files.read(dispatch.working_blob_id ?? dispatch.source_blob_id);
  const pictures = await deps.documents.render(pdf, { pages, width });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [index, picture] of pictures.entries()) {
    const final = path(pages[index]!);
    await writeFile(`${final}.part`, picture, { mode: 0o600 });
    await rename(`${final}.part`, final);
  }
}

const samples = new Map<string, Promise<Uint8Array[]>>();
const sampleKeptMs = 30_000;

/**
 * A letter's pages exactly as they will be sent, as pictures; made on request and kept nowhere but in
 * memory for half a minute: a page asks for one picture at a time, and each would cut the letter anew.
 */
export async function samplePreview(deps: PictureDeps, actor: Actor, letterId: string): Promise<Uint8Array[]> {
  const letter = findLetterToRead(deps.db, actor, letterId);
  const dispatch = findToRead(deps.db, actor, letter.dispatch_id);
  const key = `${letterId}:${dispatch.revision}`;
  let work = samples.get(key);
  if (!work) {
    work = makeSample(deps, dispatch, letter);
    samples.set(key, work);
    const forget = () => samples.delete(key);
    work.then(() => setTimeout(forget, sampleKeptMs).unref(), forget);
  }
  return work;
}

async function makeSample(deps: PictureDeps, dispatch: DispatchRecord, letter: LetterRecord): Promise<Uint8Array[]> {
  const pdf = await deps.files.read(dispatch.working_blob_id ?? dispatch.source_blob_id);
  const made: { sent: Uint8Array | null } = { sent: null };
  const cut = { id: letter.id, pages: pagesOf(letter), ...redactionOf(dispatch, letter) };
  await deps.documents.cut(pdf, [cut], { onLetter: async (result) => { made.sent = result.sent; } });
  if (!made.sent) throw notFound();
  return deps.documents.render(made.sent, { pages: cut.pages.map((_, index) => index + 1), width: 900 });
}
