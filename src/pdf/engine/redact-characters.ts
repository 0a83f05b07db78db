import type { Box } from '../../numbers/index.ts';
import type { Character } from './characters.ts';
import { dropMarks } from './marks.ts';
import type { LoadedPage } from './page-text.ts';
import type { Pdfium } from './pdfium.ts';

/** FS_QUADPOINTSF: four corners of two floats. */
const quadBytes = 32;
const inFormsToo = 1;
const withoutBlackBoxes = 0;

/**
 * Takes the glyphs out of the content of a loaded page and writes the content anew, without tags. PDFium removes
 * every glyph that touches the area, so the area is the middle of each letter alone: neighbours in
 * the row and tight rows above and below lose nothing. `wide` takes nine tenths of the letter, for
 * fonts whose glyph boxes PDFium does not know; hidden letters lie on a picture of themselves, and
 * the picture is painted over too.
 */
export function redactCharacters(pdfium: Pdfium, loaded: LoadedPage, characters: Iterable<Character>, wide: boolean): void {
  const { call } = pdfium;
  const boxes = [...characters].map((character) => middle(character.box, wide || character.hidden ? 0.9 : 0.24));
  const address = call.malloc(Math.max(1, boxes.length) * quadBytes);
  const floats = pdfium.floats();
  boxes.forEach(([x0, y0, x1, y1], at) => floats.set([x0, y1, x1, y1, x0, y0, x1, y0], (address + at * quadBytes) >> 2));
  if (boxes.length > 0) call.EPDFText_RedactInQuads(loaded.page, address, boxes.length, inFormsToo, withoutBlackBoxes);
  call.free(address);
  dropMarks(pdfium, loaded.page);
  call.FPDFPage_GenerateContent(loaded.page);
}

function middle([x0, y0, x1, y1]: Box, share: number): Box {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [w, h] = [((x1 - x0) * share) / 2, ((y1 - y0) * share) / 2];
  return [x - w, y - h, x + w, y + h];
}
