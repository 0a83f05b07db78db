import { beginUpload, fileDocument, finishUpload, getCase, takePiece } from '../../archive/index.ts';
import { Problem, statusOf } from '../../core/errors.ts';
import { sentenceOf } from '../../../views/texts.ts';
import { documentsPage } from '../archive/case.tsx';
import { readForm } from '../form.ts';
import { pageProblem } from '../page-problem.ts';
import { receiveFiles } from '../receive-files.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

const mostFiles = 1000;
const mostPiece = 8 * 1024 * 1024;

/** The case with why, under the status of the first reason. */
async function refusedPage(c: Ctx, caseId: string, refused: { filename: string; problem: Problem }[]): Promise<Response> {
  return pageProblem(await documentsPage(c, getCase(c.get('deps').db, c.get('actor'), caseId), { refused }), refused[0]!.problem);
}

/** Files from a plain form, each its own document; one that is refused does not stop the next. */
export async function takeDocuments(c: Ctx) {
  const deps = c.get('deps');
  const caseId = c.req.param('id') ?? '';
  getCase(deps.db, c.get('actor'), caseId);
  try {
    const { taken, refused } = await receiveFiles(c, mostFiles, (file) => fileDocument(deps, c.get('actor'), caseId, file));
    if (refused.length > 0) return await refusedPage(c, caseId, refused);
    if (taken.length > 0) sayDone(c, 'documentsFiled');
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return refusedPage(c, caseId, [{ filename: '', problem: error }]);
  }
  return c.redirect(`/sager/${caseId}`, 303);
}

const uploading = (c: Ctx) => ({ ...c.get('deps'), uploadsPath: c.get('deps').config.uploadsPath });

/** For the script that sends pieces: what it asks for as JSON, a refusal with its sentence. */
const answering = (work: (c: Ctx) => Promise<object>) => async (c: Ctx) => {
  try {
    return c.json(await work(c));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return c.json({ message: sentenceOf(error) }, statusOf[error.code] as 422);
  }
};

export const takeBegin = answering(async (c) => {
  const form = await readForm(c);
  return beginUpload(uploading(c), c.get('actor'), c.req.param('id') ?? '', { filename: form.text('navn'), folder: form.text('mappe') || null, size: Number(form.text('stoerrelse')), modified: form.text('aendret') ? Number(form.text('aendret')) : null });
});

export const takeUploadPiece = answering(async (c) => {
  let answer: object = {};
  const { refused } = await receiveFiles(c, 1, async ({ content }) => {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of content) {
      size += part.length;
      if (size > mostPiece) throw new Problem('invalid', 'request.too_large');
      parts.push(part);
    }
    answer = await takePiece(uploading(c), c.get('actor'), c.req.param('id') ?? '', Number(c.req.param('from')), new Uint8Array(Buffer.concat(parts)));
  });
  if (refused[0]) throw refused[0].problem;
  return answer;
});

export const takeEnd = answering(async (c) => {
  const document = await finishUpload(uploading(c), c.get('actor'), c.req.param('id') ?? '');
  return { document };
});

