import { matches } from '../../numbers/index.ts';
import { openDocument } from './open-document.ts';
import { directionsOf, loadPage, plainText } from './page-text.ts';
import { type Pdfium, place } from './pdfium.ts';
import { objectsHolding } from './search-objects.ts';
import { lostWords } from './words.ts';

export type Proof = { leaks: string[]; text: string };

/**
 * Reads the finished letter again, as anybody could. Leaks: `text` a removed number in the text of
 * a page, `object` one in any decoded object of the file, `lost:N` N other words gone, `pages` a page too few.
 * The number itself is not in the answer: it may reach a log.
 */
export function prove(pdfium: Pdfium, pdf: Uint8Array, numbers: Iterable<string>, words: string[][]): Proof {
  const leaks: string[] = [];
  const texts: string[] = [];
  const document = openDocument(pdfium, place(pdfium, pdf), pdf.length);
  let lost = 0;
  try {
    if (document.pages !== words.length) leaks.push('pages');
    for (let index = 0; index < document.pages; index++) {
      const loaded = loadPage(pdfium, document.handle, index, index + 1);
      if (!loaded) continue;
      const text = plainText(directionsOf(loaded, 'all'));
      loaded.close();
      texts.push(text);
      lost += lostWords(words[index] ?? [], text);
    }
  } finally {
    document.close();
  }
  const text = texts.join('\n');
  const gone = [...numbers];
  if (gone.some((number) => matches(text, number))) leaks.push('text');
  if (gone.length > 0 && objectsHolding(pdf, gone).length > 0) leaks.push('object');
  if (lost > 0) leaks.push(`lost:${lost}`);
  return { leaks, text };
}
