import { rgb, type PDFDocument, type PDFPage } from 'pdf-lib';
import { a4, fitted, mm, newDocument, type Fonts } from './fonts.ts';

/** A table on A4 pages. Widths in millimetres, at most 180 in all; what is too long for its column is shortened with an ellipsis. */
export type TablePages = {
  title: string;
  /** Lines under the title on the first page. */
  lead: string[];
  columns: { label: string; width: number }[];
  rows: string[][];
  page(page: number, pages: number): string;
};

const size = 9;
const rowHeight = 16;
const left = mm(15);
const bottom = mm(16);

/** The table as PDF; every page carries the title and the headings. */
export async function tablePdf(table: TablePages): Promise<Uint8Array> {
  const { pdf, fonts } = await newDocument();
  pdf.setTitle(table.title);
  pdf.setLanguage('da');
  await addTable(pdf, fonts, table);
  return pdf.save();
}

/** The same as further pages of a document. Answers how many. */
export async function addTable(pdf: PDFDocument, fonts: Fonts, table: TablePages): Promise<number> {
  const room = (first: boolean) => Math.floor((a4.height - mm(36) - (first ? table.lead.length * mm(5) : 0) - bottom) / rowHeight);
  const parts = [table.rows.slice(0, room(true))];
  for (let at = parts[0]!.length; at < table.rows.length; at += room(false)) parts.push(table.rows.slice(at, at + room(false)));
  for (const [n, rows] of parts.entries()) drawPage(pdf, fonts, table, rows, { page: n + 1, pages: parts.length });
  return parts.length;
}

function drawPage(pdf: PDFDocument, fonts: Fonts, table: TablePages, rows: string[][], at: { page: number; pages: number }) {
  const page = pdf.addPage([a4.width, a4.height]);
  let y = a4.height - mm(20);
  page.drawText(fitted(table.title, fonts.bold, 14, a4.width - 2 * left), { x: left, y, size: 14, font: fonts.bold });
  for (const line of at.page === 1 ? table.lead : []) {
    y -= mm(5);
    page.drawText(fitted(line, fonts.regular, size, a4.width - 2 * left), { x: left, y, size, font: fonts.regular });
  }
  y -= mm(9);
  drawRow(page, fonts, table, table.columns.map(({ label }) => label), y, true);
  for (const row of rows) {
    y -= rowHeight;
    drawRow(page, fonts, table, row, y, false);
  }
  page.drawText(table.page(at.page, at.pages), { x: left, y: mm(10), size: 8, font: fonts.regular });
}

function drawRow(page: PDFPage, fonts: Fonts, table: TablePages, cells: string[], y: number, heading: boolean) {
  const font = heading ? fonts.bold : fonts.regular;
  let x = left;
  table.columns.forEach(({ width }, n) => {
    page.drawText(fitted(cells[n] ?? '', font, size, mm(width) - 4), { x, y, size, font });
    x += mm(width);
  });
  page.drawLine({ start: { x: left, y: y - 4 }, end: { x, y: y - 4 }, thickness: heading ? 0.8 : 0.3, color: rgb(0.7, 0.72, 0.75) });
}
