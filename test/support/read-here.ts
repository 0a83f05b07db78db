import type { PageRead } from '../../src/pdf/index.ts';
import { openDocument } from '../../src/pdf/engine/open-document.ts';
import { loadPdfium, place, type Pdfium } from '../../src/pdf/engine/pdfium.ts';
import { readPage } from '../../src/pdf/engine/read-page.ts';

let started: Promise<Pdfium> | undefined;

/** What a child of the document worker reads in a document with text, without its process: for tests of many small documents that ask what is found, not where it is read. */
export async function readHere(pdf: Uint8Array, options: { today: Date; senderNumbers?: string[] }): Promise<PageRead[]> {
  const pdfium = await (started ??= loadPdfium());
  const document = openDocument(pdfium, place(pdfium, pdf), pdf.length);
  try {
    return Array.from({ length: document.pages }, (_, index) => readPage(pdfium, document.handle, index, options));
  } finally {
    document.close();
  }
}
