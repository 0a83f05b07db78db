import { exportDocument } from '../../archive/index.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { Ctx } from '../route.ts';
import { fileChoice } from './file-choice.ts';

export async function takeExport(c: Ctx) {
  return zipOf(await exportDocument(c.get('deps'), c.get('actor'), c.req.param('id') ?? ''));
}

/** One file of the document with what is known about it. */
export async function takeFileExport(c: Ctx) {
  return zipOf(await exportDocument(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', fileChoice(c)));
}

function zipOf({ filename, content }: { filename: string; content: Uint8Array }) {
  return new Response(content as Uint8Array<ArrayBuffer>, {
    headers: { 'Content-Type': 'application/zip', 'Content-Length': String(content.length), 'Content-Disposition': contentDisposition('attachment', filename) },
  });
}
