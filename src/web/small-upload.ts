import busboy from 'busboy';
import { Readable } from 'node:stream';
import { invalid } from '../core/errors.ts';
import type { Ctx } from './route.ts';

/** Fields and whole files of a small multipart form. A file left out reads as empty. */
export type SmallUpload = { text(name: string): string; raw(name: string): string; file(name: string): Uint8Array; /** As the browser says it; '' where no file was chosen. */ filename(name: string): string };

/**
 * Reads a form whose files are small enough to be held (a certificate). `most`: bytes of one file; a larger one comes cut
 * at `most` + 1, which its reader refuses by size. Errors: upload.bad_form, upload.broken_off (invalid).
 */
export async function readSmallUpload(c: Ctx, most: number): Promise<SmallUpload> {
  const body = c.req.raw.body;
  if (!body) throw invalid('upload.bad_form');
  const fields = new Map<string, string>();
  const files = new Map<string, Uint8Array>();
  const names = new Map<string, string>();
  let parser: ReturnType<typeof busboy>;
  try {
    parser = busboy({ headers: { 'content-type': c.req.header('Content-Type') ?? '' }, limits: { files: 4, fields: 20, fieldSize: 10_000, parts: 24, fileSize: most + 1 }, defParamCharset: 'utf8' });
  } catch {
    throw invalid('upload.bad_form');
  }
  parser.on('field', (name, value) => void fields.set(name, value));
  parser.on('file', (name, stream, { filename }) => {
    names.set(name, filename ?? '');
    const chunks: Uint8Array[] = [];
    stream.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    stream.on('end', () => void files.set(name, new Uint8Array(Buffer.concat(chunks))));
    stream.on('error', () => {});
  });
  await new Promise<void>((resolve, reject) => {
    const fail = () => reject(invalid('upload.broken_off'));
    parser.on('error', fail);
    parser.on('close', resolve);
    Readable.fromWeb(body as unknown as Parameters<typeof Readable.fromWeb>[0]).on('error', fail).pipe(parser);
  });
  const raw = (name: string) => fields.get(name) ?? '';
  return { raw, text: (name) => raw(name).trim(), file: (name) => files.get(name) ?? new Uint8Array(), filename: (name) => names.get(name) ?? '' };
}
