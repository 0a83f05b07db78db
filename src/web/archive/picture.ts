import { documentPicture } from '../../archive/index.ts';
import { notFound } from '../../core/errors.ts';
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
