import type { UnreadableReason } from '../types.ts';
import { contrast, paint } from './bitmap.ts';
import type { LoadedPage } from './page-text.ts';
import type { Pdfium } from './pdfium.ts';
import { plainlyWritten, scrambled } from './scrambled.ts';

const wordsOf = ({ characters }: LoadedPage): string => characters.map(({ hidden, text, spaceBefore }) => (hidden || text.trim() === '' ? ' ' : spaceBefore ? ` ${text}` : text)).join('');

/** A scanned page with a stamp or a page number over it still has its words in the picture. */
const fewCharacters = 60;
const image = 3;
const noLetter = /[\ufffd\ue000-\uf8ff\p{Cn}\p{Cc}]/u;

/**
 * Whether the text layer of a page can be trusted (facts/printing.md 4.4): `no_text` where ink is
 * seen but hardly a letter is text, `untrusted_font` where a font does not say which letters it
 * draws, `nonsense` where more than a fifth of the letters are no letters, or where they stand for others. A blank page is readable,
 * but for a scan: whether it is blank is seen when it is read (`isBlank`), and looking twice is dear.
 */
export function unreadable(pdfium: Pdfium, loaded: LoadedPage): UnreadableReason | null {
  let seen = 0;
  let strange = 0;
  const signs = new Uint32Array(256);
  for (const { hidden, text, unmapped } of loaded.characters) {
    if (hidden || text === ' ' || text.trim() === '') continue;
    if (unmapped) return 'untrusted_font';
    seen++;
    if (text > '\u00ff' || text < ' ') strange += noLetter.test(text) ? 1 : 0;
    else signs[text.charCodeAt(0)]! += 1;
  }
  if (strange > seen / 5 || (!plainlyWritten(signs) && scrambled(wordsOf(loaded)))) return 'nonsense';
  if (seen >= fewCharacters) return null;
  if (pictureCoversHalf(pdfium, loaded)) return 'no_text';
  if (seen > 0) return null;
  if (pdfium.call.FPDFPage_CountObjects(loaded.page) === 0 && pdfium.call.FPDFPage_GetAnnotCount(loaded.page) === 0) return null;
  return isBlank(pdfium, loaded) ? null : 'no_text';
}

/** Whether a person would see nothing on the page but paper. */
export function isBlank(pdfium: Pdfium, { page, geometry }: LoadedPage): boolean {
  const picture = paint(pdfium, page, geometry, 'all', 300);
  return picture !== null && contrast(picture) < 12;
}

function pictureCoversHalf(pdfium: Pdfium, { page, geometry: { crop } }: LoadedPage): boolean {
  const { call, scratch } = pdfium;
  const area = (crop[2] - crop[0]) * (crop[3] - crop[1]);
  const count = Math.min(call.FPDFPage_CountObjects(page), 2_000);
  let covered = 0;
  for (let index = 0; index < count; index++) {
    const object = call.FPDFPage_GetObject(page, index);
    if (call.FPDFPageObj_GetType(object) !== image) continue;
    if (!call.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) continue;
    const [a, b, c, d] = pdfium.floats().subarray(scratch >> 2, (scratch >> 2) + 4) as unknown as [number, number, number, number];
    covered += Math.abs((c - a) * (d - b));
  }
  return covered > area / 2;
}
