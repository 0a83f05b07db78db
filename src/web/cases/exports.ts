import { caseNumbers, exportCasePdf, exportCaseZip, exportInsight, getCase } from '../../archive/index.ts';
import { notFound } from '../../core/errors.ts';
import { postOfSubject } from '../../receiving/index.ts';
import { casePdfWords, insightWords } from '../../../views/texts/exports.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { Ctx } from '../route.ts';

const id = (c: Ctx) => c.req.param('id') ?? '';
const file = (content: Uint8Array | ReadableStream<Uint8Array>, mime: string, filename: string) =>
  new Response(content as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': mime, 'Content-Disposition': contentDisposition('attachment', filename), 'Cache-Control': 'no-store' } });

export function takeCaseZip(c: Ctx) {
  const { filename, content } = exportCaseZip(c.get('deps'), c.get('actor'), id(c));
  return file(content, 'application/zip', filename);
}

export async function takeCasePdf(c: Ctx) {
  const { filename, content } = await exportCasePdf(c.get('deps'), c.get('actor'), id(c), casePdfWords);
  return file(content, 'application/pdf', filename);
}

/** The request for access of whoever the case is about. */
export async function takeInsight(c: Ctx) {
  const deps = c.get('deps');
  getCase(deps.db, c.get('actor'), id(c));
  const subject = caseNumbers(deps.db, id(c))[0];
  if (!subject) throw notFound();
  const { filename, content } = await exportInsight(deps, c.get('actor'), subject, insightWords, (who) => postOfSubject(deps, c.get('actor'), who));
  return file(content, 'application/zip', filename);
}
