import type { Character } from './characters.ts';
import type { Pdfium } from './pdfium.ts';

const mostFonts = 20;

/** Names of the fonts that draw what is seen on a page and lie not in the file: another font may stand in for them on another machine. */
export function missingFonts(pdfium: Pdfium, characters: Character[]): string[] {
  const fonts = new Map<number, string | null>();
  let last = 0;
  for (const { object, hidden } of characters) {
    if (object === last || hidden) continue;
    last = object;
    const font = pdfium.call.FPDFTextObj_GetFont(object);
    if (font === 0 || fonts.has(font)) continue;
    fonts.set(font, pdfium.call.FPDFFont_GetIsEmbedded(font) === 0 ? nameOf(pdfium, font) : null);
  }
  return [...new Set([...fonts.values()].filter((name) => name !== null))].slice(0, mostFonts);
}

/** The name of the font that draws a text object, asked for once for each font. */
export function fontNamer(pdfium: Pdfium): (object: number) => string {
  const names = new Map<number, string>();
  return (object) => {
    const font = pdfium.call.FPDFTextObj_GetFont(object);
    if (font === 0) return '?';
    return names.get(font) ?? names.set(font, nameOf(pdfium, font)).get(font)!;
  };
}

/** Without the six letters of a subset (ISO 32000-1, 9.6.4); at most 60 characters. */
function nameOf(pdfium: Pdfium, font: number): string {
  const room = 120;
  const address = pdfium.call.malloc(room);
  try {
    const length = Math.min(room, pdfium.call.FPDFFont_GetBaseFontName(font, address, room));
    const name = Buffer.from(pdfium.bytes().slice(address, address + Math.max(0, length - 1))).toString('utf8');
    return name.replace(/^[A-Z]{6}\+/, '').replace(/[\u0000-\u001f\ufffd]/g, '').slice(0, 60) || '?';
  } finally {
    pdfium.call.free(address);
  }
}
