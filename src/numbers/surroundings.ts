import { cellAt, cellsOf, wordCount } from './cells.ts';
import type { Piece } from './chains.ts';
import { labelsIn, roleIn } from './label-words.ts';
import type { LazyRow, Row } from './rows.ts';

/** Whether the number stands in a short field of its own and not inside a sentence, and whose it is said to be. */
export function surroundingsOf(rows: LazyRow[], index: number, pieces: Piece[], piece: Piece): { field: boolean; role: 'owner' | 'other' | null } {
  const row = rows[index]!.read();
  const cell = cellAt(row, piece.start);
  const before = row.text.slice(cell.start, piece.start);
  const above = rowAbove(rows, index, 1.9);
  const sentence = wordCount(row.text.slice(cell.start, cell.end)) > 7;
  const continues = above !== null && wordCount(above.text) >= 8 && /^[^A-ZÆØÅ]/.test(row.raw.slice(cell.start)) && labelsIn(before)[0]?.start !== 0;
  const field = !sentence && !continues;
  let from = 0;
  for (const other of pieces) if (other.end <= piece.start && !other.loose) from = Math.max(from, other.end);
  let spoken = row.text.slice(from, piece.start);
  if (!field && above && from === 0) spoken = `${above.text.slice(-90)} ${spoken}`;
  const behind = /^\s*[(,]\s*([^)\d]{2,30})\)/.exec(row.text.slice(piece.end, piece.end + 40))?.[1] ?? '';
  return { field, role: roleIn(`${spoken} ${behind}`) ?? (field ? sectionRole(rows, index, piece) : null) };
}

function rowAbove(rows: LazyRow[], index: number, reach: number): Row | null {
  const [row, above] = [rows[index]!, rows[index - 1]];
  return above && above.direction === row.direction && above.level - row.level < reach * Math.max(row.size, above.size) ? above.read() : null;
}

/** "Værge" as a heading over "Navn: ..." and "CPR: ...": at most three close rows up, until another number. */
function sectionRole(rows: LazyRow[], index: number, piece: Piece): 'other' | null {
  const left = rows[index]!.read().left[piece.start]!;
  for (let i = index; i > 0 && i > index - 3; i--) {
    const above = rowAbove(rows, i, 1.9);
    if (!above || /\d{6}/.test(above.text)) return null;
    const cell = cellsOf(above).find((one) => one.left <= left + 2 && one.right >= left - 120);
    if (!cell) continue;
    const text = above.text.slice(cell.start, cell.end);
    const first = text.split(/[\s:,/]+/, 1)[0] ?? '';
    if (wordCount(text) <= 4 && roleIn(first) === 'other' && roleIn(text) === 'other') return 'other';
  }
  return null;
}
