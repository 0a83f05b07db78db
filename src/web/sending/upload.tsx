import busboy from 'busboy';
import { Readable } from 'node:stream';
import { invalid, Problem } from '../../core/errors.ts';
import { uploadDispatch } from '../../sending/index.ts';
import type { Ctx } from '../route.ts';
import { trayPage } from './tray.tsx';

/** Streams the first file of a multipart form into the box; a second one is not read. */
async function receive(c: Ctx): Promise<string> {
  const body = c.req.raw.body;
  if (!body) throw invalid('upload.no_file');
  const input = Readable.fromWeb(body as unknown as Parameters<typeof Readable.fromWeb>[0]);
  let parser: ReturnType<typeof busboy>;
  try {
    parser = busboy({ headers: { 'content-type': c.req.header('Content-Type') ?? '' }, limits: { files: 1, fields: 20, fieldSize: 10_000, parts: 30 }, defParamCharset: 'utf8' });
  } catch {
    throw invalid('upload.bad_form');
  }
  return new Promise<string>((resolve, reject) => {
    let upload: Promise<string> | undefined;
    const fail = (error: unknown) => {
      reject(error instanceof Problem ? error : invalid('upload.broken_off'));
      // What is still coming is read and thrown away, so that the browser gets to see the answer.
      input.unpipe(parser);
      input.resume();
    };
    parser.on('file', (_field, stream, about) => {
      if (!about.filename) {
        stream.resume();
        return;
      }
      upload = uploadDispatch(c.get('deps'), c.get('actor'), { filename: about.filename, content: stream });
      upload.then(resolve, (error) => {
        stream.resume();
        fail(error);
      });
    });
    parser.on('error', fail);
    input.on('error', fail);
    parser.on('close', () => {
      if (!upload) fail(invalid('upload.no_file'));
    });
    input.pipe(parser);
  });
}

export async function takeUpload(c: Ctx) {
  try {
    return c.redirect(`/afsendelser/${await receive(c)}`, 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return trayPage(c, error);
    throw error;
  }
}
