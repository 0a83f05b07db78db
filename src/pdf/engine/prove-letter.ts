import { matches } from '../../numbers/index.ts';
import { openDocument } from './open-document.ts';
import { directionsOf, loadPage, plainText, quickText } from './page-text.ts';
import { type Pdfium, place } from './pdfium.ts';
import { objectsHolding } from './search-objects.ts';
import { type Expected, lostWords, signsIn } from './words.ts';

export type Proof = { leaks: string[]; /** page by page */ texts: string[] };

/**
 * Reads the finished letter again, as anybody could. Leaks: `text` a removed number in the text of
 * a page, `object` one in any decoded object of the file, `lost:N` N other words gone, `pages` a page too few.
 * The number itself is not in the answer: it may reach a log. `expected`: one for each page.
 */
export function prove(pdfium: Pdfium, pdf: Uint8Array, numbers: Iterable<string>, expected: Expected[]): Proof {
  const leaks: string[] = [];
  const texts: string[] = [];
  const document = openDocument(pdfium, place(pdfium, pdf), pdf.length);
  let lost = 0;
  try {
    if (document.pages !== expected.length) leaks.push('pages');
    for (let index = 0; index < document.pages; index++) {
      const { text, missing } = readAgain(pdfium, document.handle, index, expected[index]);
      texts.push(text);
      lost += missing;
    }
  } finally {
    document.close();
  }
  const text = texts.join('\n');
  const gone = [...numbers];
  if (gone.some((number) => matches(text, number))) leaks.push('text');
  if (gone.length > 0 && objectsHolding(pdf, gone).length > 0) leaks.push('object');
  if (lost > 0) leaks.push(`lost:${lost}`);
  return { leaks, texts };
}

function readAgain(pdfium: Pdfium, document: number, index: number, expected: Expected | undefined): { text: string; missing: number } {
  const { call } = pdfium;
  const page = call.FPDF_LoadPage(document, index);
  const textPage = page === 0 ? 0 : call.FPDFText_LoadPage(page);
  const text = textPage === 0 ? '' : quickText(pdfium, textPage);
  if (textPage !== 0) call.FPDFText_ClosePage(textPage);
  if (page !== 0) call.FPDF_ClosePage(page);
  if (!expected || expected.signs === signsIn(text)) return { text, missing: 0 };
  // The order may have changed, or runs been joined otherwise: word by word.
  const loaded = loadPage(pdfium, document, index, index + 1);
  if (!loaded) return { text, missing: expected.words().length };
  const lines = plainText(directionsOf(loaded, 'all'));
  loaded.close();
  return { text: lines, missing: lostWords(expected.words(), lines) };
}
