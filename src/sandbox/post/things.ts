import { randomBytes } from 'node:crypto';
import { encode } from 'fast-png';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { MailFile } from './mail.ts';

/** A PDF of one page with these lines. */
export async function pdfOf(filename: string, lines: string[]): Promise<MailFile> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  lines.forEach((line, index) => page.drawText(line, { x: 60, y: 770 - index * 20, size: 11, font }));
  return { filename, mime: 'application/pdf', content: await document.save() };
}

/** A picture, as from a telephone: sky over a field. */
export function photo(filename: string): MailFile {
  const [width, height] = [480, 360];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(y < height * 0.6 ? [110 + y / 3, 160 + y / 4, 225] : [90 + ((x * y) % 13), 140, 60], (y * width + x) * 3);
  return { filename, mime: 'image/png', content: encode({ width, height, data, channels: 3, depth: 8 }) };
}

/** So many bytes that cannot be packed. */
export const bulk = (filename: string, mime: string, bytes: number): MailFile => ({ filename, mime, content: randomBytes(bytes) });
