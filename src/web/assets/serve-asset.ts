import { assetFiles } from '../../../views/assets.ts';
import { notFound } from '../../core/errors.ts';
import type { Ctx } from '../route.ts';

const types: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml', png: 'image/png', woff: 'font/woff', woff2: 'font/woff2' };

/** A file of the table in views/assets.ts; its address changes with its content, so it may be kept for a year. */
export async function serveAsset(c: Ctx): Promise<Response> {
  const path = assetFiles.get(c.req.param('path') ?? '');
  if (!path) throw notFound();
  const type = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return new Response(Bun.file(path), { headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' } });
}
