import { openDocument } from '../engine/open-document.ts';
import { loadPdfium, type Pdfium } from '../engine/pdfium.ts';

let engine: Promise<Pdfium> | null = null;

/** How many pages a PDF has, with PDFium. Problems: pdf.damaged, pdf.encrypted, pdf.too_many_pages. */
export async function countPages(pdf: Uint8Array): Promise<number> {
  const pdfium = await (engine ??= loadPdfium());
  const address = pdfium.call.malloc(Math.max(1, pdf.length));
  if (address === 0) throw new RangeError('no room');
  pdfium.bytes().set(pdf, address);
  const document = openDocument(pdfium, address, pdf.length);
  const { pages } = document;
  document.close();
  return pages;
}
