import Papa from 'papaparse';
import { rgb, type PDFDocument, type PDFPage } from 'pdf-lib';
import { a4, fitted, mm, newDocument, type Fonts } from './fonts.ts';
import type { BatchDetail, BatchLetter } from './types.ts';

/** What the list says in words; the interface gives them. */
export type ListWords = {
  title: string; lead: string; columns: { position: string; name: string; address: string; dispatch: string; pages: string; sheets: string };
  without: { protected: string; missing: string }; page(page: number, pages: number): string;
};

const inIt = (batch: BatchDetail) => batch.rows.filter(({ position }) => position !== null);
const addressOf = (row: BatchLetter, words: ListWords) => row.address?.join(', ') ?? (row.without ? words.without[row.without] : '');

/** In posting order, for a spreadsheet in Danish: semicolons, a byte order mark, and no cell that is taken for a formula. */
export function batchCsv(batch: BatchDetail, words: ListWords): string {
  const { position, name, address, dispatch, pages, sheets } = words.columns;
  const rows = inIt(batch).map((row) => [row.position, row.recipient.name ?? '', addressOf(row, words), row.dispatchTitle, row.pages, row.sheets]);
  return `\ufeff${Papa.unparse({ fields: [position, name, address, dispatch, pages, sheets], data: rows }, { delimiter: ';', newline: '\r\n', escapeFormulae: true })}\r\n`;
}

const size = 9;
const rowHeight = 16;
const left = mm(15);
const widths = [mm(10), mm(48), mm(66), mm(34), mm(12), mm(10)];
const perPage = Math.floor((a4.height - mm(55)) / rowHeight);

/** The same on paper: to tick off while the envelopes are filled. */
export async function batchListPdf(batch: BatchDetail, words: ListWords): Promise<Uint8Array> {
  const { pdf, fonts } = await newDocument();
  const rows = inIt(batch);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  for (let n = 0; n < pages; n++) drawPage(pdf, fonts, words, rows.slice(n * perPage, (n + 1) * perPage), { page: n + 1, pages });
  return pdf.save();
}

function drawPage(pdf: PDFDocument, fonts: Fonts, words: ListWords, rows: BatchLetter[], at: { page: number; pages: number }) {
  const page = pdf.addPage([a4.width, a4.height]);
  page.drawText(fitted(words.title, fonts.bold, 14, a4.width - 2 * left), { x: left, y: a4.height - mm(20), size: 14, font: fonts.bold });
  page.drawText(fitted(words.lead, fonts.regular, size, a4.width - 2 * left), { x: left, y: a4.height - mm(26), size, font: fonts.regular });
  let y = a4.height - mm(36);
  drawRow(page, fonts, Object.values(words.columns), y, true);
  for (const row of rows) {
    y -= rowHeight;
    drawRow(page, fonts, [String(row.position), row.recipient.name ?? '', addressOf(row, words), row.dispatchTitle, String(row.pages ?? ''), String(row.sheets ?? '')], y, false);
  }
  page.drawText(words.page(at.page, at.pages), { x: left, y: mm(10), size: 8, font: fonts.regular });
}

function drawRow(page: PDFPage, fonts: Fonts, cells: string[], y: number, heading: boolean) {
  const font = heading ? fonts.bold : fonts.regular;
  let x = left;
  cells.forEach((cell, n) => {
    page.drawText(fitted(cell, font, size, widths[n]! - 4), { x, y, size, font });
    x += widths[n]!;
  });
  page.drawLine({ start: { x: left, y: y - 4 }, end: { x, y: y - 4 }, thickness: heading ? 0.8 : 0.3, color: rgb(0.7, 0.72, 0.75) });
}
