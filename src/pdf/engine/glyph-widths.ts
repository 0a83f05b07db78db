import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject } from 'pdf-lib';

/** How a font writes: bytes for a code, and a code's width in thousandths of the letter size (null: not known). */
export type GlyphWidths = { bytes: 1 | 2; of(code: number): number | null };

const key = (name: string) => PDFName.of(name);
const numberOf = (object: PDFObject | undefined) => (object instanceof PDFNumber ? object.asNumber() : null);

/** Widths of a font dictionary (ISO 32000-1, 9.6 and 9.7). Null for what needs more than a table: Type 3, vertical writing, other CMaps than Identity-H. */
export function glyphWidths(font: PDFDict): GlyphWidths | null {
  const kind = font.lookup(key('Subtype'));
  if (kind === key('Type0')) return composite(font);
  const first = numberOf(font.lookup(key('FirstChar')));
  const widths = font.lookup(key('Widths'));
  if (kind === key('Type3') || first === null || !(widths instanceof PDFArray)) return null;
  return { bytes: 1, of: (code) => (code >= first && code - first < widths.size() ? numberOf(widths.lookup(code - first)) : null) };
}

function composite(font: PDFDict): GlyphWidths | null {
  const descendants = font.lookup(key('DescendantFonts'));
  const descendant = descendants instanceof PDFArray ? descendants.lookup(0) : undefined;
  if (font.lookup(key('Encoding')) !== key('Identity-H') || !(descendant instanceof PDFDict)) return null;
  const usual = numberOf(descendant.lookup(key('DW'))) ?? 1000;
  const list = descendant.lookup(key('W'));
  const widths = new Map<number, number>();
  if (list instanceof PDFArray) readRanges(list, widths);
  return { bytes: 2, of: (code) => widths.get(code) ?? usual };
}

/** `c [w w ...]` or `first last w` (table 117). */
function readRanges(list: PDFArray, widths: Map<number, number>): void {
  for (let at = 0; at + 1 < list.size(); ) {
    const first = numberOf(list.lookup(at)) ?? 0;
    const second = list.lookup(at + 1);
    if (second instanceof PDFArray) {
      for (let index = 0; index < second.size(); index++) widths.set(first + index, numberOf(second.lookup(index)) ?? 0);
      at += 2;
    } else {
      const last = Math.min(numberOf(second) ?? first, first + 65_535);
      const width = numberOf(list.lookup(at + 2)) ?? 0;
      for (let code = first; code <= last; code++) widths.set(code, width);
      at += 3;
    }
  }
}
