import { notFound } from '../../core/errors.ts';
import { pagePicture, samplePreview } from '../../sending/index.ts';
import type { Ctx } from '../route.ts';

const png = (bytes: Uint8Array, seconds: number) =>
  new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/png', 'Cache-Control': `private, max-age=${seconds}` } });

/** A page of the uploaded document; only the two widths that are used. */
export async function showPicture(c: Ctx) {
  const width = c.req.query('bredde') === '900' ? 900 : 160;
  return png(await pagePicture(c.get('deps'), c.get('actor'), c.req.param('id')!, Number(c.req.param('page')), width), 3600);
}

/** A page (from 1) of the sample letter exactly as it will be sent. Never kept: the options may change. */
export async function showSamplePage(c: Ctx, letterId: string) {
  const pages = await samplePreview(c.get('deps'), c.get('actor'), letterId);
  const picture = pages[Number(c.req.param('page')) - 1];
  if (!picture) throw notFound();
  return png(picture, 0);
}

export const showSample = (c: Ctx) => showSamplePage(c, c.req.param('id')!);
