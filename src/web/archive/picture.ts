import { documentPicture, getDocument } from '../../archive/index.ts';
import { notFound } from '../../core/errors.ts';
import { mainFile } from '../../../views/archive/preview.tsx';
import type { Ctx } from '../route.ts';
import { fileChoice } from './file-choice.ts';

const width = 900;

/** A page of a file as PNG. The reader's own browser may keep it while the preview is open, nobody else. */
export async function showPicture(c: Ctx) {
  const number = Number(c.req.param('page'));
  if (!Number.isSafeInteger(number) || number < 1) throw notFound();
  const picture = await documentPicture(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', { ...fileChoice(c), page: number, width });
  return new Response(picture as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/png', 'Content-Length': String(picture.length) } });
}

/** The first page of a document, too small to be read: what it looks like in a list. */
export async function showThumbnail(c: Ctx) {
  const { db } = c.get('deps');
  const id = c.req.param('id') ?? '';
  const main = mainFile(getDocument(db, c.get('actor'), id));
  if (!main) throw notFound('file_gone');
  const picture = await documentPicture(c.get('deps'), c.get('actor'), id, { role: main.role, position: main.position, page: 1, width: 96 });
  return new Response(picture as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/png', 'Content-Length': String(picture.length), 'Cache-Control': 'private, max-age=600' } });
}
