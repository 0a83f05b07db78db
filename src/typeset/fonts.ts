import fontkit from '@pdf-lib/fontkit';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument, type PDFFont } from 'pdf-lib';

/** A page of A4 and a millimetre, in points. */
export const a4 = { width: 595.28, height: 841.89 };
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

export type Fonts = { regular: PDFFont; bold: PDFFont };
let kept: Promise<[Uint8Array, Uint8Array]> | undefined;

/** The faces the portal is set in: Latin with every mark, Greek and Cyrillic, so that no name is spelt otherwise. */
function faces(): Promise<[Uint8Array, Uint8Array]> {
  const folder = join(dirname(fileURLToPath(import.meta.resolve('dkfds/package.json'))), 'dist/fonts/IBMPlexSans/complete/woff');
  kept ??= Promise.all([readFile(join(folder, 'IBMPlexSans-Regular.woff')), readFile(join(folder, 'IBMPlexSans-SemiBold.woff'))]);
  return kept;
}

/** An empty document with its fonts. */
export async function newDocument(): Promise<{ pdf: PDFDocument; fonts: Fonts }> {
  const [regular, bold] = await faces();
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  return { pdf, fonts: { regular: await pdf.embedFont(regular, { subset: true }), bold: await pdf.embedFont(bold, { subset: true }) } };
}

/** The text, shortened with an ellipsis until it is at most `width` points wide. */
export function fitted(text: string, font: PDFFont, size: number, width: number): string {
  if (font.widthOfTextAtSize(text, size) <= width) return text;
  let short = text;
  while (short.length > 1 && font.widthOfTextAtSize(`${short}\u2026`, size) > width) short = short.slice(0, -1);
  return `${short.trimEnd()}\u2026`;
}
