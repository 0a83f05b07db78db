import { findCandidates, type Box, type Candidate, type PageText, type TextLine } from '../../numbers/index.ts';
import { type Character, readCharacters } from './characters.ts';
import { type Direction, linesOf } from './lines.ts';
import { type PageGeometry, pageGeometry } from './page-geometry.ts';
import type { Pdfium } from './pdfium.ts';

/** A loaded page with its characters; handles of PDFium that `close` gives back. */
export type LoadedPage = { number: number; page: number; textPage: number; geometry: PageGeometry; characters: Character[]; close(): void };

/** Loads page `index` (from 0) of an open document; `number` is what it is called outside (1-based). */
export function loadPage(pdfium: Pdfium, document: number, index: number, number: number): LoadedPage | null {
  const { call } = pdfium;
  const page = call.FPDF_LoadPage(document, index);
  if (page === 0) return null;
  const textPage = call.FPDFText_LoadPage(page);
  const geometry = pageGeometry(pdfium, page);
  return {
    number, page, textPage, geometry,
    characters: textPage === 0 ? [] : readCharacters(pdfium, textPage, geometry.crop),
    close() {
      if (textPage !== 0) call.FPDFText_ClosePage(textPage);
      call.FPDF_ClosePage(page);
    },
  };
}

/** The text of a text page as PDFium orders it, in one call: a quarter of the cost of reading every character. */
export function quickText(pdfium: Pdfium, textPage: number): string {
  const { call } = pdfium;
  const count = call.FPDFText_CountChars(textPage);
  if (count <= 0) return '';
  const address = call.malloc((count + 1) * 2);
  const written = call.FPDFText_GetText(textPage, 0, count, address);
  const text = Buffer.from(pdfium.bytes().slice(address, address + Math.max(0, written - 1) * 2).buffer).toString('utf16le');
  call.free(address);
  return text.replace(/\r\n?/g, '\n').replace(/[\u0002\ufffe]/g, '-');
}

/** The text in the order of the content, one line a row. */
export function plainText(directions: Direction[]): string {
  return directions.flatMap((direction) => direction.lines).sort((a, b) => a.order - b.order).map((line) => line.text.trim()).join('\n');
}

/** Number candidates in the given characters, boxes from the lower left of the MediaBox. Skew writing is searched in its own turned frame, the rest together. */
export function candidatesIn(loaded: LoadedPage, directions: Direction[], options: { today: Date; senderNumbers?: string[] }): Candidate[] {
  return searchable(loaded, directions).flatMap(({ text, toPage }) => {
    const found = findCandidates(text, options);
    if (!toPage) return found;
    return found.map((one) => ({ ...one, fragments: one.fragments.map((fragment) => ({ ...fragment, box: toPage(fragment.box) })) }));
  });
}

type Searchable = { text: PageText; /** from the frame of `text` to the page, absent where they are the same */ toPage?: (box: Box) => Box };

/** Splits a page into texts that the number search can read: everything at right angles, and each skew direction alone. */
export function searchable(loaded: LoadedPage, directions: Direction[]): Searchable[] {
  const { width, height } = loaded.geometry;
  const base = { page: loaded.number, width, height };
  const upright: (TextLine & { order: number })[] = [];
  const found: Searchable[] = [];
  for (const { angle, lines, toPage } of directions) {
    if (angle % 90 !== 0) found.push({ text: { ...base, lines }, toPage });
    else if (angle === 0) upright.push(...lines);
    else upright.push(...lines.map((line) => ({ ...line, boxes: line.boxes.map(toPage) })));
  }
  if (upright.length > 0) found.unshift({ text: { ...base, lines: upright.sort((a, b) => a.order - b.order) } });
  return found;
}

/** Lines of every writing direction, of all characters or of some. */
export function directionsOf(loaded: LoadedPage, which: 'visible' | 'hidden' | 'all'): Direction[] {
  const used = which === 'all' ? loaded.characters : loaded.characters.filter((character) => character.hidden === (which === 'hidden'));
  return linesOf(used, loaded.geometry.media);
}
