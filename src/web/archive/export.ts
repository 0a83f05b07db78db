import { exportDocument } from '../../archive/index.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { Ctx } from '../route.ts';

export async function takeExport(c: Ctx) {
  const { filename, content } = await exportDocument(c.get('deps'), c.get('actor'), c.req.param('id') ?? '');
  return new Response(content as Uint8Array<ArrayBuffer>, {
    headers: { 'Content-Type': 'application/zip', 'Content-Length': String(content.length), 'Content-Disposition': contentDisposition('attachment', filename) },
  });
}
