import { PDFDocument, type PDFFont, type PDFPage, StandardFonts, degrees, rgb } from 'pdf-lib';

/** A page to put words on. `y` counts from the top in points, as a person measures it. */
export type Sheet = {
  page: PDFPage;
  put(x: number, y: number, text: string, options?: { size?: number; bold?: boolean; turn?: number }): void;
  /** The same words in separate text runs, as justified or kerned text is stored. */
  pieces(x: number, y: number, parts: string[], options?: { size?: number }): void;
  /** Lines of body text from `y` down. */
  body(y: number, lines: string[]): void;
};

/** Draws a document page by page with the standard fonts and answers its bytes. */
export async function drawSheets(draw: (newSheet: (size?: [number, number]) => Sheet) => void): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const plain = await pdf.embedFont(StandardFonts.TimesRoman);
  const strong = await pdf.embedFont(StandardFonts.TimesRomanBold);
  draw((size = [595.28, 841.89]) => sheet(pdf.addPage(size), plain, strong));
  return pdf.save();
}

function sheet(page: PDFPage, plain: PDFFont, strong: PDFFont): Sheet {
  const height = page.getHeight();
  const put: Sheet['put'] = (x, y, text, { size = 11, bold = false, turn = 0 } = {}) =>
    page.drawText(text, { x, y: height - y, size, font: bold ? strong : plain, color: rgb(0.1, 0.1, 0.1), rotate: degrees(turn) });
  return {
    page,
    put,
    pieces(x, y, parts, { size = 11 } = {}) {
      let at = x;
      for (const part of parts) { put(at, y, part, { size }); at += plain.widthOfTextAtSize(part, size); }
    },
    body(y, lines) { for (const [place, line] of lines.entries()) put(64, y + place * 16, line); },
  };
}
