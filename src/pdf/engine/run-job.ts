import { recogniseStart, startLength } from '../../formats/index.ts';
import type { CutLetter, PageRead } from '../types.ts';
import type { Answer, MoreLetters, PdfJob } from '../wire.ts';
import { bindDocuments } from './bind.ts';
import { cutLetter } from './cut-letters.ts';
import { documentLayout } from './layout.ts';
import { type OpenDocument, openDocument } from './open-document.ts';
import type { Pdfium } from './pdfium.ts';
import { cutScannedLetter } from '../ocr/cut-scans.ts';
import { openEyes } from '../ocr/eyes.ts';
import { readScans } from '../ocr/read-scans.ts';
import { addTextLayer } from '../ocr/text-layer.ts';
import { readPage } from './read-page.ts';
import { renderPage } from './render-page.ts';
import { saveDocument } from './save.ts';

/** Pages in one answer: often enough for progress, seldom enough to cost nothing. */
const pagesPerAnswer = 20;

type Give = (answer: Answer, ...bodies: Uint8Array[]) => void;

/** Does one job on the file that lies at `address` on PDFium's heap, giving answers as they come; `more` waits for the letters it has asked for. Throws Problems. */
export async function runInChild(pdfium: Pdfium, job: PdfJob, address: number, length: number, give: Give, more: () => MoreLetters): Promise<void> {
  if (job.do === 'bind') {
    const { pdf, pages } = bindDocuments(pdfium, job, address);
    return give({ is: 'bound', pages }, pdf);
  }
  if (job.do === 'unlock' && recogniseStart(pdfium.bytes().subarray(address, address + Math.min(length, startLength)), '') !== 'pdf') {
    // Loaded only here: every other job is of a PDF.
    const { openLocked } = await import('../convert/open-locked.ts');
    return give({ is: 'unlocked' }, openLocked(pdfium.bytes().slice(address, address + length), job.password));
  }
  const document = openDocument(pdfium, address, length, job.password);
  if (job.do === 'read') await read(pdfium, document, job, give);
  if (job.do === 'layer') {
    const bytes = pdfium.bytes().slice(address, address + length);
    give({ is: 'layered' }, await addTextLayer(pdfium, { ...document, bytes }, job.words, () => give({ is: 'alive' })));
  }
  if (job.do === 'cut') await cut(pdfium, document, job, give, more);
  if (job.do === 'check-signed') {
    // Loaded only here: no other job needs what reads certificates.
    const { checkSigned } = await import('../signatures/check-signed.ts');
    give({ is: 'verdict', verdict: await checkSigned(pdfium, document, pdfium.bytes().slice(address, address + length), job) });
  }
  if (job.do === 'render') job.pages.forEach((page, at) => give({ is: 'picture', at }, renderPage(pdfium, document.handle, page, job.width)));
  if (job.do === 'layout') give({ is: 'layout', layout: documentLayout(pdfium, document, job.pages) });
  if (job.do === 'unlock') give({ is: 'unlocked' }, saveDocument(pdfium, document.handle, { unlocked: true }));
}

async function cut(pdfium: Pdfium, document: OpenDocument, job: PdfJob & { do: 'cut' }, give: Give, more: () => MoreLetters): Promise<void> {
  const today = new Date();
  const eyes = openEyes(pdfium, () => give({ is: 'scans', part: 0, done: 0, total: 0 }));
  try {
    for (let { letters } = job; letters.length > 0; { letters } = job.dealt ? more() : none) {
      // Asked for before these are made, so that they are there when these are done.
      if (job.dealt) give({ is: 'more' });
      for (const letter of letters) {
        if (letter.scans?.length) giveLetter(await cutScannedLetter(pdfium, eyes.look, document, letter, today), give);
        else {
          const { texts: _, ...made } = await cutLetter(pdfium, document.handle, document.pages, letter, today);
          giveLetter(made, give);
        }
      }
    }
  } finally {
    eyes.close();
  }
}

const none: MoreLetters = { letters: [] };

function giveLetter({ original, sent, ...rest }: CutLetter, give: Give): void {
  give({ is: 'letter', ...rest, originalLength: original.length, sentLength: sent?.length ?? null }, original, ...(sent ? [sent] : []));
}

async function read(pdfium: Pdfium, document: OpenDocument, job: PdfJob & { do: 'read' }, give: Give): Promise<void> {
  const [part, parts] = job.part ?? [0, 1];
  const options = { today: new Date(), senderNumbers: job.senderNumbers, words: job.words };
  const skip = new Set(job.skip);
  const scans: PageRead[] = [];
  const end = Math.floor((document.pages * (part + 1)) / parts);
  let pages: PageRead[] = [];
  const flush = () => {
    if (pages.length > 0) give({ is: 'pages', pages, total: document.pages });
    pages = [];
  };
  for (let index = Math.floor((document.pages * part) / parts); index < end; index++) {
    if (skip.has(index + 1)) continue;
    const page = readPage(pdfium, document.handle, index, options);
    (page.unreadable ? scans : pages).push(page);
    if (pages.length >= pagesPerAnswer) flush();
  }
  flush();
  const alive = (done: number) => give({ is: 'scans', part, done, total: scans.length });
  await readScans(pdfium, document.handle, scans, { ...options, readers: job.readers ?? 1 }, (page) => give({ is: 'pages', pages: [page], total: document.pages }), alive);
}
