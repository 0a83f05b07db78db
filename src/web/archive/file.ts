import { documentFile } from '../../archive/index.ts';
import { byteRange } from '../byte-range.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { Ctx } from '../route.ts';
import { fileChoice } from './file-choice.ts';

/** Types that may be shown in the page; anything else is only ever taken away. */
const shown = new Set(['application/pdf']);

/**
 * A file of a document, whole or a range of it. `?hent` takes it away instead of showing it. A PDF
 * is shown under a policy of its own: no scripts, no forms, framed by nobody but us.
 */
export async function showFile(c: Ctx): Promise<Response> {
  const deps = c.get('deps');
  const asked = c.req.header('Range');
  const away = c.req.query('hent') !== undefined;
  // A reader asks for a file in many pieces; the first one is the view that the log is about.
  const log = !asked || /^bytes=0-/.test(asked.trim());
  const file = documentFile(deps, c.get('actor'), c.req.param('id') ?? '', { ...fileChoice(c), purpose: away ? 'download' : 'view', log });
  const tag = `"${file.sha256}"`;
  const condition = c.req.header('If-Range');
  const range = condition && condition !== tag ? ('whole' as const) : byteRange(asked, file.size);
  const headers: Record<string, string> = {
    'Content-Type': shown.has(file.mime) ? file.mime : 'application/octet-stream',
    'Content-Disposition': contentDisposition(away || !shown.has(file.mime) ? 'attachment' : 'inline', file.filename),
    'Content-Security-Policy': "sandbox; frame-ancestors 'self'",
    'Accept-Ranges': 'bytes',
    ETag: tag,
  };
  if (range === 'unsatisfiable') return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${file.size}` } });
  const { start, end } = range === 'whole' ? { start: 0, end: file.size } : range;
  headers['Content-Length'] = String(end - start);
  if (range !== 'whole') headers['Content-Range'] = `bytes ${start}-${end - 1}/${file.size}`;
  return new Response(await deps.files.slice(file.blobId, start, end), { status: range === 'whole' ? 200 : 206, headers });
}
