import type { CutLetter, PageRead } from '../types.ts';
import type { Answer, Job } from '../wire.ts';
import { cutLetter } from './cut-letters.ts';
import { type OpenDocument, openDocument } from './open-document.ts';
import type { Pdfium } from './pdfium.ts';
import { readPage } from './read-page.ts';
import { renderPage } from './render-page.ts';
import { saveDocument } from './save.ts';

/** Pages in one answer: often enough for progress, seldom enough to cost nothing. */
const pagesPerAnswer = 20;

type Give = (answer: Answer, ...bodies: Uint8Array[]) => void;

/** Does one job on the PDF that lies at `address` on PDFium's heap, giving answers as they come. Throws Problems. */
export async function runInChild(pdfium: Pdfium, job: Job, address: number, length: number, give: Give): Promise<void> {
  const document = openDocument(pdfium, address, length, job.password);
  if (job.do === 'read') read(pdfium, document, job, give);
  const today = new Date();
  if (job.do === 'cut') for (const letter of job.letters) giveLetter(await cutLetter(pdfium, document.handle, document.pages, letter, today), give);
  if (job.do === 'render') job.pages.forEach((page, at) => give({ is: 'picture', at }, renderPage(pdfium, document.handle, page, job.width)));
  if (job.do === 'unlock') give({ is: 'unlocked' }, saveDocument(pdfium, document.handle, { unlocked: true }));
}

function giveLetter({ original, sent, ...rest }: CutLetter, give: Give): void {
  give({ is: 'letter', ...rest, originalLength: original.length, sentLength: sent?.length ?? null }, original, ...(sent ? [sent] : []));
}

function read(pdfium: Pdfium, document: OpenDocument, job: Job & { do: 'read' }, give: Give): void {
  const [part, parts] = job.part ?? [0, 1];
  const options = { today: new Date(), senderNumbers: job.senderNumbers };
  const end = Math.floor((document.pages * (part + 1)) / parts);
  let pages: PageRead[] = [];
  const flush = () => {
    if (pages.length > 0) give({ is: 'pages', pages, total: document.pages });
    pages = [];
  };
  for (let index = Math.floor((document.pages * part) / parts); index < end; index++) {
    pages.push(readPage(pdfium, document.handle, index, options));
    if (pages.length >= pagesPerAnswer) flush();
  }
  flush();
}
