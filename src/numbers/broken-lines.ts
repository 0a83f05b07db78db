import { invisible, joiners } from './characters.ts';
import { cellsOf } from './cells.ts';
import type { Piece } from './chains.ts';
import type { LazyRow, Row } from './rows.ts';

/** A number that begins at the end of one row and ends at the start of the next one below. */
export type Broken = { piece: Piece; tail: { row: Row; start: number; end: number } };

const atEnd = new RegExp(`(?<![\\d+<])(?:\\d[${joiners}${invisible}]{0,3}){1,12}$`, 'u');
const atStart = new RegExp(`^[${joiners}]{0,2}(?:\\d[${joiners}${invisible}]{0,3}){1,12}`, 'u');
/** The shortest number that is broken over two rows has eight digits. */
const fewest = 8;
const dashAtEnd = /[\-\u00ad\u2010-\u2015\u2212]\s*$/;

/**
 * Numbers broken over the end of row `index`. Six digits with a hyphen at the end of a cell and four
 * at the start of the row below are one; any other break is marked `loose` and needs a label.
 */
export function brokenPieces(rows: LazyRow[], index: number, pieces: Piece[]): Broken[] {
  const [here, below] = [rows[index]!, rows[index + 1]];
  if (!below?.digits || here.digits + below.digits < fewest || below.direction !== here.direction || here.level - below.level > 2.4 * Math.max(here.size, below.size)) return [];
  const row = here.read();
  const found: Broken[] = [];
  for (const cell of cellsOf(row)) {
    const text = row.text.slice(cell.start, cell.end);
    const end = atEnd.exec(text);
    if (!end) continue;
    const start = cell.start + end.index;
    if (pieces.some((piece) => !piece.loose && piece.end > start && !piece.attached)) continue;
    const next = below.read();
    const nextCell = cellsOf(next).find((one) => one.left >= cell.left - 40 && one.left <= row.left[start]! + 6);
    const tail = nextCell && atStart.exec(next.text.slice(nextCell.start, nextCell.end));
    if (!nextCell || !tail) continue;
    const head = lastDigits(end[0]);
    const join = combine(head, end[0], tail[0]);
    if (!join) continue;
    const lead = /^\D*/.exec(tail[0])![0].length;
    const from = start + join.from;
    const dash = dashAtEnd.test(end[0]);
    found.push({
      piece: { start: from, end: start + end[0].trimEnd().length, number: join.number, shape: dash ? 'hyphen' : 'spaced', loose: join.loose || !dash, attached: false, neighbour: 'none', stamp: false },
      tail: { row: next, start: nextCell.start + lead, end: nextCell.start + join.to },
    });
  }
  return found;
}

/** Digit groups with their places in the text. */
const lastDigits = (text: string) => [...text.matchAll(/\d+/g)].map((match) => ({ digits: match[0], at: match.index }));

/** Takes as many groups from the end of the first row and the start of the second as make 10 (or 8) digits. */
function combine(head: { digits: string; at: number }[], first: string, second: string): { number: string; from: number; to: number; loose: boolean } | null {
  const tail = lastDigits(second);
  const whole = (from: number, to: number) => head.slice(from).map((group) => group.digits).join('') + tail.slice(0, to).map((group) => group.digits).join('');
  for (const total of [10, 8]) {
    for (let from = head.length - 1; from >= 0; from--) {
      for (let to = 1; to <= tail.length; to++) {
        const number = whole(from, to);
        if (number.length !== total) continue;
        const headLength = number.length - tail.slice(0, to).reduce((sum, group) => sum + group.digits.length, 0);
        const clean = total === 10 && headLength === 6 && to === 1 && from === head.length - 1 && dashAtEnd.test(first);
        return { number, from: head[from]!.at, to: tail[to - 1]!.at + tail[to - 1]!.digits.length, loose: !clean };
      }
    }
  }
  return null;
}
