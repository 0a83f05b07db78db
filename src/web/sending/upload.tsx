import { Problem } from '../../core/errors.ts';
import { plainFilename, uploadDispatch } from '../../sending/index.ts';
import { receiveFiles } from '../receive-files.ts';
import type { Ctx } from '../route.ts';
import { trayPage } from './tray.tsx';

/** So many files are taken of one form; of more the reader is told. */
const mostFiles = 100;

export type Refusal = { filename: string; problem: Problem };

/** Streams every file of a multipart form into the box, one dispatch each. */
async function receive(c: Ctx): Promise<{ ids: string[]; refused: Refusal[] }> {
  const { taken, refused } = await receiveFiles(c, mostFiles, (file) => uploadDispatch(c.get('deps'), c.get('actor'), file));
  return { ids: taken, refused: refused.map(({ filename, problem }) => ({ filename: filename && plainFilename(filename), problem })) };
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
