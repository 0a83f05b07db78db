import { writeCsv } from '../../sheets/index.ts';
import { tablePdf } from '../../typeset/index.ts';
import type { BatchDetail, BatchLetter } from './types.ts';

/** What the list says in words; the interface gives them. */
export type ListWords = {
  title: string; lead: string; columns: { position: string; name: string; address: string; dispatch: string; pages: string; sheets: string };
  without: { protected: string; missing: string }; page(page: number, pages: number): string;
};

const inIt = (batch: BatchDetail) => batch.rows.filter(({ position }) => position !== null);
const addressOf = (row: BatchLetter, words: ListWords) => row.address?.join(', ') ?? (row.without ? words.without[row.without] : '');
const cellsOf = (row: BatchLetter, words: ListWords) => [row.position, row.recipient.name, addressOf(row, words), row.dispatchTitle, row.pages, row.sheets].map((cell) => String(cell ?? ''));

/** In posting order, for a spreadsheet. */
export const batchCsv = (batch: BatchDetail, words: ListWords): Uint8Array => writeCsv([Object.values(words.columns), ...inIt(batch).map((row) => cellsOf(row, words))]);

/** The same on paper: to tick off while the envelopes are filled. */
export function batchListPdf(batch: BatchDetail, words: ListWords): Promise<Uint8Array> {
  const widths = [10, 48, 66, 34, 12, 10];
  return tablePdf({
    title: words.title, lead: [words.lead], columns: Object.values(words.columns).map((label, n) => ({ label, width: widths[n]! })),
    rows: inIt(batch).map((row) => cellsOf(row, words)), page: words.page,
  });
}
