import busboy from 'busboy';
import { PassThrough, Readable } from 'node:stream';
import { invalid, Problem } from '../core/errors.ts';
import type { Ctx } from './route.ts';

/** A file as it comes in: its name as the browser says it, its bytes once. */
export type IncomingFile = { filename: string; content: AsyncIterable<Uint8Array>; /** Its place in the form, from 0: small ones are done before large ones. */ index: number };
export type Received<T> = { taken: T[]; refused: { filename: string; problem: Problem }[] };

const asProblem = (error: unknown) => (error instanceof Problem ? error : invalid('upload.broken_off'));

/**
 * Streams every file of a multipart form to `take`, at most `most` of them. One that is refused does not stop the next.
 * `fields` gets what else stood in the form; a field before the files is there when the first is taken. Errors: upload.no_file, upload.bad_form, upload.broken_off; upload.too_many stands among the refused.
 */
export async function receiveFiles<T>(c: Ctx, most: number, take: (file: IncomingFile) => Promise<T>, fields?: Map<string, string>): Promise<Received<T>> {
  const body = c.req.raw.body;
  if (!body) throw invalid('upload.no_file');
  const input = Readable.fromWeb(body as unknown as Parameters<typeof Readable.fromWeb>[0]);
  let parser: ReturnType<typeof busboy>;
  try {
    parser = busboy({ headers: { 'content-type': c.req.header('Content-Type') ?? '' }, limits: { files: most, fields: 20, fieldSize: 10_000, parts: most + 30 }, defParamCharset: 'utf8' });
  } catch {
    throw invalid('upload.bad_form');
  }
  const received: Received<T> = { taken: [], refused: [] };
  const uploads: Promise<void>[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(asProblem(error));
      // What is still coming is read and thrown away, so that the browser gets to see the answer; a file half here is given up.
      input.unpipe(parser);
      parser.destroy(error as Error);
      input.resume();
    };
    parser.on('file', (_field, stream, { filename }) => {
      if (!filename) {
        stream.resume();
        return;
      }
      // Whoever gives a file up closes what it reads from; the parser's own stream must be read to its end for the next file to come.
      const content = stream.pipe(new PassThrough());
      stream.on('error', (error) => content.destroy(error));
      uploads.push(take({ filename, content, index: uploads.length }).then((value) => { received.taken.push(value); }, (error) => {
        stream.unpipe(content);
        stream.resume();
        received.refused.push({ filename, problem: asProblem(error) });
      }));
    });
    parser.on('field', (name, value) => fields?.set(name, value));
    parser.on('filesLimit', () => received.refused.push({ filename: '', problem: invalid('upload.too_many', { files: most }) }));
    parser.on('error', fail);
    input.on('error', fail);
    parser.on('close', resolve);
    input.pipe(parser);
  });
  await Promise.all(uploads);
  if (uploads.length === 0) throw invalid('upload.no_file');
  return received;
}
