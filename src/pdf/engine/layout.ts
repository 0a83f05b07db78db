import type { DocumentLayout, LayoutLine, PageLayout } from '../types.ts';
import { fontNamer } from './missing-fonts.ts';
import { directionsOf, loadPage } from './page-text.ts';
import { type Pdfium, withText } from './pdfium.ts';

const mostLines = 200;
const mostText = 200;

/** Which program made the file, and on some of its pages every line a person sees, with its place, size and font. */
export function documentLayout(pdfium: Pdfium, document: { handle: number; pages: number }, wanted: number[]): DocumentLayout {
  const pages = wanted.filter((page) => page >= 1 && page <= document.pages).flatMap((page) => pageLayout(pdfium, document.handle, page) ?? []);
  return { producer: metadata(pdfium, document.handle, 'Producer'), creator: metadata(pdfium, document.handle, 'Creator'), pages };
}

function pageLayout(pdfium: Pdfium, handle: number, page: number): PageLayout | null {
  const loaded = loadPage(pdfium, handle, page - 1, page);
  if (!loaded) return null;
  try {
    const fontOf = fontNamer(pdfium);
    const lines = directionsOf(loaded, 'visible').filter(({ angle }) => angle === 0).flatMap((direction) => direction.lines);
    const shown = lines.slice(0, mostLines).flatMap((line): LayoutLine[] => {
      const text = line.text.trim().slice(0, mostText);
      const first = line.characters.find((character) => character !== null && character.text.trim() !== '');
      if (text === '' || !first) return [];
      const at = line.boxes[line.characters.indexOf(first)]!;
      return [{ text, x: round(at[0]), y: round(at[1]), size: round(at[3] - at[1]), font: fontOf(first.object) }];
    });
    return { page, width: round(loaded.geometry.width), height: round(loaded.geometry.height), lines: shown };
  } finally {
    loaded.close();
  }
}

const round = (points: number) => Math.round(points * 10) / 10;

/** An entry of the Info dictionary, without control characters, at most 100 characters; empty where there is none. */
function metadata(pdfium: Pdfium, handle: number, name: 'Producer' | 'Creator'): string {
  const room = 512;
  const address = pdfium.call.malloc(room);
  try {
    const length = Math.min(room, withText(pdfium, name, (tag) => pdfium.call.FPDF_GetMetaText(handle, tag, address, room)));
    // UTF-16LE with its closing zero; what does not fit is not written at all.
    const text = length < 2 || length >= room ? '' : Buffer.from(pdfium.bytes().slice(address, address + length - 2)).toString('utf16le');
    return text.replace(/[\u0000-\u001f\ufffd]/g, '').trim().slice(0, 100);
  } finally {
    pdfium.call.free(address);
  }
}
