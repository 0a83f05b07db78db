import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
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

/** A part of a PNG: its length, name, bytes and check sum. */
function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(Bun.hash.crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A picture, as from a telephone: sky over a field. */
export function photo(filename: string): MailFile {
  const [width, height] = [480, 360];
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows.set(y < height * 0.6 ? [110 + y / 3, 160 + y / 4, 225] : [90 + ((x * y) % 13), 140, 60], y * (1 + width * 3) + 1 + x * 3);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const content = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
  return { filename, mime: 'image/png', content };
}

/** So many bytes that cannot be packed. */
export const bulk = (filename: string, mime: string, bytes: number): MailFile => ({ filename, mime, content: randomBytes(bytes) });
