import { PDFDocument, StandardFonts } from 'pdf-lib';

/** A PDF with one page for each list of lines. */
export async function pdfOf(pages: string[][]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const lines of pages) {
    const page = document.addPage([595, 842]);
    lines.forEach((line, n) => page.drawText(line, { x: 70, y: 760 - n * 22, size: 11, font }));
  }
  return document.save();
}
