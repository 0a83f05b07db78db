import { letters } from './characters.ts';
import type { Row } from './rows.ts';

/** A stretch of a row between wide gaps; `start` and `end` are places in the row's text. */
export type Cell = { start: number; end: number; left: number; right: number };

/** The cells of a row, left to right. */
export function cellsOf(row: Row): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  for (let i = 0; i <= row.text.length; i++) {
    if (i < row.text.length && row.text[i] !== '\t') continue;
    if (i > start) cells.push({ start, end: i, left: row.left[start]!, right: row.right[i - 1]! });
    start = i + 1;
  }
  return cells;
}

/** The cell that holds the character at `place`. */
export function cellAt(row: Row, place: number): Cell {
  const start = row.text.lastIndexOf('\t', place) + 1;
  const tab = row.text.indexOf('\t', place);
  const end = tab < 0 ? row.text.length : tab;
  return { start, end, left: row.left[start]!, right: row.right[end - 1]! };
}

const word = new RegExp(`[${letters}]{2,}`, 'gu');

/** How many words (of two letters or more) a text in lower case has. */
export const wordCount = (text: string): number => text.match(word)?.length ?? 0;
