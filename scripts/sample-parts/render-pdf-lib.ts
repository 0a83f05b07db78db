import { writeFile } from 'node:fs/promises';
import { PDFDocument, type PDFFont, type PDFPage, StandardFonts, rgb } from 'pdf-lib';
import type { Block, LetterSender, SampleLetter } from './types.ts';
import { logoPaths } from './logo.ts';
import { continuationLine, footerLine } from './words.ts';

const millimetre = 72 / 25.4;
const left = 22 * millimetre;
const width = 168 * millimetre;
const colour = (hex: string) => rgb(...([1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number]));
const green = colour('#24523f');
const grey = colour('#555555');
const ink = colour('#1b1b1b');

/** The standard fonts know Latin-1 only: other letters lose their accents, as older printing systems make them do. */
export const latin = (text: string) =>
  text.replace(/ı/g, 'i').replace(/ł/g, 'l').replace(/Ł/g, 'L').replace(/[^\u0000-\u00ff–—•’“”€]/g, (sign) => sign.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));

function wrap(font: PDFFont, size: number, text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of latin(text).split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && font.widthOfTextAtSize(longer, size) > room) { lines.push(line); line = word; } else line = longer;
  }
  return [...lines, line];
}

type Pen = { page: PDFPage; y: number; plain: PDFFont; bold: PDFFont };
type Style = { x?: number; room?: number; size?: number; bold?: boolean; color?: ReturnType<typeof rgb>; right?: boolean; leading?: number };

function write(pen: Pen, text: string, { x = left, room = width, size = 10, bold = false, color = ink, right = false, leading = 1.4 }: Style = {}): void {
  const font = bold ? pen.bold : pen.plain;
  for (const line of wrap(font, size, text, room)) {
    pen.y -= size * leading;
    pen.page.drawText(line, { x: right ? x + room - font.widthOfTextAtSize(line, size) : x, y: pen.y, size, font, color });
  }
}

function rule(pen: Pen, thickness: number, color: ReturnType<typeof rgb>): void {
  pen.page.drawLine({ start: { x: left, y: pen.y }, end: { x: left + width, y: pen.y }, thickness, color });
}

function table(pen: Pen, part: Extract<Block, { kind: 'table' }>): void {
  for (const [at, row] of [part.columns.map((one) => one.title), ...part.rows].entries()) {
    const strong = at === 0 || (part.total === true && at === part.rows.length);
    if (at === 0) pen.page.drawRectangle({ x: left, y: pen.y - 17, width, height: 17, color: colour('#e8efeb') });
    const top = pen.y;
    let lowest = top;
    let x = left;
    for (const [place, words] of row.entries()) {
      const room = (part.columns[place]?.share ?? 0) * width;
      pen.y = top;
      write(pen, words, { x: x + 4, room: room - 8, size: 9, bold: strong, right: part.columns[place]?.right ?? false, leading: 1.32 });
      lowest = Math.min(lowest, pen.y);
      x += room;
    }
    pen.y = lowest - 5;
    rule(pen, 0.4, colour('#c9d3ce'));
  }
  pen.y -= 10;
}

function block(pen: Pen, part: Block): void {
  if (part.kind === 'paragraph') { write(pen, part.text); pen.y -= 7; }
  if (part.kind === 'heading') { pen.y -= 6; write(pen, part.text, { size: 11.5, bold: true, color: green }); pen.y -= 4; }
  if (part.kind === 'list') { for (const item of part.items) { const top = pen.y; write(pen, '•', { x: left + 4 }); pen.y = top; write(pen, item, { x: left + 16, room: width - 16 }); pen.y -= 1.5; } pen.y -= 6; }
  if (part.kind === 'facts') {
    pen.page.drawRectangle({ x: left, y: pen.y - part.rows.length * 13.4 - 8, width, height: part.rows.length * 13.4 + 8, color: colour('#f3f6f4') });
    pen.y -= 2;
    for (const [label, value] of part.rows) { const top = pen.y; write(pen, label, { x: left + 10, size: 9.4, color: grey, leading: 1.426 }); pen.y = top; write(pen, value, { x: left + 120, size: 9.4, leading: 1.426 }); }
    pen.y -= 16;
  }
  if (part.kind === 'signature') {
    write(pen, 'Med venlig hilsen');
    pen.page.drawSvgPath('M4 24 C14 2 22 4 20 22 S34 8 40 18 S56 30 62 14 S80 10 84 20 S104 24 116 10', { x: left, y: pen.y - 2, borderColor: colour('#27408b'), borderWidth: 1.3 });
    pen.y -= 34;
    write(pen, part.name, { bold: true });
    write(pen, part.title, { size: 9, color: grey });
  }
  if (part.kind === 'table') table(pen, part);
}

function firstPage(pen: Pen, letter: SampleLetter, sender: LetterSender): void {
  for (const { path, fill } of logoPaths) pen.page.drawSvgPath(path, { x: left, y: 800, scale: 0.8, color: colour(fill) });
  pen.y = 797;
  write(pen, sender.name, { x: left + 50, size: 18, bold: true, color: green });
  pen.y = 801;
  for (const line of [sender.address.street, `${sender.address.postalCode} ${sender.address.town}`, sender.email]) write(pen, line, { size: 8, right: true, color: grey });
  pen.y = 752;
  rule(pen, 1.2, green);
  pen.y = 722;
  for (const [place, line] of letter.to.entries()) write(pen, line, { room: 290, bold: place === 0 });
  pen.y = 724;
  for (const [label, value] of letter.head) { const top = pen.y; write(pen, label, { x: left + 320, size: 9, color: grey, leading: 1.5 }); pen.y = top; write(pen, value, { x: left + 392, size: 9, leading: 1.5 }); }
  pen.y = 622;
  if (letter.title) { write(pen, letter.title, { size: 15, bold: true, color: green }); pen.y -= 8; }
}

/** Draws the letters with pdf-lib and the standard fonts; answers the PDF. */
export async function drawLetters(letters: SampleLetter[], sender: LetterSender): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(letters[0]?.title ?? '');
  pdf.setProducer('pdf-lib');
  const [plain, bold] = [await pdf.embedFont(StandardFonts.Helvetica), await pdf.embedFont(StandardFonts.HelveticaBold)];
  for (const letter of letters) for (const [place, blocks] of letter.pages.entries()) {
    const pen: Pen = { page: pdf.addPage([595.28, 841.89]), y: 800, plain, bold };
    if (place === 0) firstPage(pen, letter, sender);
    else { write(pen, continuationLine(sender, letter.title, place + 1, letter.pages.length), { size: 8.4, color: grey }); pen.y -= 6; rule(pen, 0.5, colour('#b9c8c1')); pen.y -= 8; }
    for (const part of blocks) block(pen, part);
    if (pen.y < 60) throw new Error(`Letter "${letter.title}" runs over its page`);
    pen.y = 44;
    const foot = latin(footerLine(sender));
    write(pen, foot, { x: left + (width - plain.widthOfTextAtSize(foot, 7.2)) / 2, room: 2000, size: 7.2, color: grey });
  }
  return pdf.save();
}

export async function renderWithPdfLib(letters: SampleLetter[], sender: LetterSender, output: string): Promise<void> {
  await writeFile(output, await drawLetters(letters, sender));
}
