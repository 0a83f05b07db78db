import type { Tx } from '../db/index.ts';
import { matches } from '../numbers/index.ts';
import type { ReadPage, SourceNumber } from './ports.ts';

/** Those of a file's numbers that its pages do not show. */
export function numbersHidden(numbers: SourceNumber[], pages: ReadPage[]): SourceNumber[] {
  const read = new Set(pages.flatMap((page) => page.candidates.map(({ number }) => number)));
  return numbers.filter(({ number }) => !read.has(number) && !pages.some((page) => matches(page.text, number)));
}

/** Of the numbers found in the file itself those are kept that the pages do not show: the secretary is told of them. */
export function compareNumbers(tx: Tx, dispatchId: string, pages: ReadPage[]): void {
  const row = tx.statement('SELECT numbers FROM dispatch_conversions WHERE dispatch_id = ? AND compared = 0').get(dispatchId) as { numbers: string } | undefined;
  if (!row) return;
  const hidden = numbersHidden(JSON.parse(row.numbers) as SourceNumber[], pages);
  tx.statement('UPDATE dispatch_conversions SET numbers = ?, compared = 1 WHERE dispatch_id = ?').run(JSON.stringify(hidden), dispatchId);
}
