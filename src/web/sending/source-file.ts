import { takeSourceFile } from '../../sending/index.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { Ctx } from '../route.ts';

/** The uploaded file as it came, only ever to be taken away: what it is, is the sender's word. */
export async function showSourceFile(c: Ctx): Promise<Response> {
  const deps = c.get('deps');
  const file = takeSourceFile(deps, c.get('actor'), c.req.param('id') ?? '');
  return new Response(await deps.files.slice(file.blobId, 0, file.size), {
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': contentDisposition('attachment', file.filename), 'Content-Security-Policy': 'sandbox', 'Content-Length': String(file.size) },
  });
}
