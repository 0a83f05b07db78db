import busboy from 'busboy';
import { PassThrough, Readable } from 'node:stream';
import { invalid, Problem } from '../../core/errors.ts';
import { plainFilename, uploadDispatch } from '../../sending/index.ts';
import type { Ctx } from '../route.ts';
import { trayPage } from './tray.tsx';

/** So many files are taken of one form; of more the reader is told. */
const mostFiles = 20;

export type Refusal = { filename: string; problem: Problem };
type Received = { ids: string[]; refused: Refusal[] };

const asProblem = (error: unknown) => (error instanceof Problem ? error : invalid('upload.broken_off'));

/** Streams every file of a multipart form into the box, one dispatch each. A refused one does not stop the next. */
async function receive(c: Ctx): Promise<Received> {
  const body = c.req.raw.body;
  if (!body) throw invalid('upload.no_file');
  const input = Readable.fromWeb(body as unknown as Parameters<typeof Readable.fromWeb>[0]);
  let parser: ReturnType<typeof busboy>;
  try {
    parser = busboy({ headers: { 'content-type': c.req.header('Content-Type') ?? '' }, limits: { files: mostFiles, fields: 20, fieldSize: 10_000, parts: 50 }, defParamCharset: 'utf8' });
  } catch {
    throw invalid('upload.bad_form');
  }
  const received: Received = { ids: [], refused: [] };
  const uploads: Promise<void>[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(asProblem(error));
      // What is still coming is read and thrown away, so that the browser gets to see the answer; a file half here is given up.
      input.unpipe(parser);
      parser.destroy(error as Error);
      input.resume();
    };
    parser.on('file', (_field, stream, about) => {
      const { filename } = about;
      if (!filename) {
        stream.resume();
        return;
      }
      // Whoever gives a file up closes what it reads from; the parser's own stream must be read to its end for the next file to come.
      const content = stream.pipe(new PassThrough());
      stream.on('error', (error) => content.destroy(error));
      const upload = uploadDispatch(c.get('deps'), c.get('actor'), { filename, content });
      uploads.push(upload.then((id) => { received.ids.push(id); }, (error) => {
        stream.unpipe(content);
        stream.resume();
        received.refused.push({ filename: plainFilename(filename), problem: asProblem(error) });
      }));
    });
    parser.on('filesLimit', () => received.refused.push({ filename: '', problem: invalid('upload.too_many', { files: mostFiles }) }));
    parser.on('error', fail);
    input.on('error', fail);
    parser.on('close', resolve);
    input.pipe(parser);
  });
  await Promise.all(uploads);
  if (uploads.length === 0) throw invalid('upload.no_file');
  return received;
}

/** The tray with the reason; a file that is too large has a status of its own (RFC 9110, 15.5.14). */
async function refuse(c: Ctx, refused: Refusal[]): Promise<Response> {
  const answer = await trayPage(c, refused);
  const tooLarge = refused.every(({ problem }) => problem.reason === 'upload.too_large');
  return tooLarge ? new Response(answer.body, { status: 413, headers: answer.headers }) : answer;
}

export async function takeUpload(c: Ctx) {
  try {
    const { ids, refused } = await receive(c);
    if (refused.length > 0) return refuse(c, refused);
    return c.redirect(ids.length === 1 ? `/afsendelser/${ids[0]}` : '/afsendelser', 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return refuse(c, [{ filename: '', problem: error }]);
    throw error;
  }
}
