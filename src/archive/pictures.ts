import type { Actor } from '../access/index.ts';
import { notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import { keptPicture } from './kept-pictures.ts';
import { findFile, type FileChoice } from './documents.ts';

/** Port to the document worker: PNG pictures of pages. */
export type RenderPages = { render(pdf: Uint8Array, options: { pages: number[]; width: number }): Promise<Uint8Array[]> };

/** Those of a list, asked for by the dozen (pixels). */
const smallest = 200;

/** One page of a document's file as a PNG, `width` pixels wide. Seeing the document is logged where its page is opened. */
export async function documentPicture(
  deps: { db: Reader; files: FileStore; documents: RenderPages }, actor: Actor, documentId: string, choice: FileChoice & { page: number; width: number },
): Promise<Uint8Array> {
  const file = findFile(deps.db, actor, documentId, choice);
  if (file.mime !== 'application/pdf' || choice.page < 1 || choice.page > (file.pages ?? 1)) throw notFound();
  const render = async () => {
    const [picture] = await deps.documents.render(await deps.files.read(file.blobId), { pages: [choice.page], width: choice.width });
    if (!picture) throw notFound();
    return picture;
  };
  const { shredded } = deps.db.statement('SELECT shredded_at IS NOT NULL AS shredded FROM blobs WHERE id = ?').get(file.blobId) as { shredded: number };
  return choice.width <= smallest && shredded === 0 ? keptPicture(`${file.blobId}:${choice.page}:${choice.width}`, render) : render();
}
