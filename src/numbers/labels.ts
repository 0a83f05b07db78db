import { cellsOf, wordCount } from './cells.ts';
import type { Piece } from './chains.ts';
import { labelsIn } from './label-words.ts';
import type { LabelHit, LabelKind } from './label-words.ts';
import type { LazyRow, Row } from './rows.ts';

/** Lengths in characters that each kind of number has. A letter form of CPR has ten too. */
const lengthOf: Record<LabelKind, number> = { cpr: 10, p: 10, cvr: 8, gln: 13, other: 0 };
const suits = (kind: LabelKind, piece: Piece) => kind === 'other' || lengthOf[kind] === piece.number.length;

/** The label on the number's own row: the word before it, else the one behind it. */
export function labelOnRow(row: Row, hits: LabelHit[], pieces: Piece[], piece: Piece): LabelKind | null {
  return labelBefore(row, hits, pieces, piece) ?? labelBehind(row, hits, piece);
}

function labelBefore(row: Row, hits: LabelHit[], pieces: Piece[], piece: Piece): LabelKind | null {
  let from = 0;
  for (const other of pieces) if (other.end <= piece.start && !other.loose) from = Math.max(from, other.end);
  // A label belongs to the first number behind it, so three digits or more in between end its reach.
  for (const digits of row.text.slice(from, piece.start).matchAll(/\d{3,}/g)) from = Math.max(from, from + digits.index + digits[0].length);
  const near = hits.filter((hit) => hit.start >= from && hit.end <= piece.start);
  const nearest = near.at(-1);
  if (!nearest) return null;
  const words = wordCount(row.text.slice(nearest.end, piece.start));
  if (words > (nearest.kind === 'other' ? 2 : 3)) return null;
  // "CPR-/CVR-nr.", "CPR-nr./kundenr.": two names for one number, the one that suits its length counts.
  const previous = near.at(-2);
  const joined = previous && /^[\s.,/()\-\u2010-\u2015]*(?:og|eller|or|and)?[\s/(\-\u2010-\u2015]*$/.test(row.text.slice(previous.end, nearest.start));
  if (joined && previous.kind !== 'other' && suits(previous.kind, piece) && (nearest.kind === 'other' || !suits(nearest.kind, piece))) {
    if (nearest.kind !== 'other' || row.text.slice(previous.end, nearest.start).includes('/')) return previous.kind;
  }
  return suits(nearest.kind, piece) ? nearest.kind : 'other';
}

function labelBehind(row: Row, hits: LabelHit[], piece: Piece): LabelKind | null {
  const hit = hits.find((candidate) => candidate.start >= piece.end);
  if (!hit || !suits(hit.kind, piece)) return null;
  const between = row.text.slice(piece.end, hit.start);
  if (/\d/.test(between) || wordCount(between) > 1 || between.includes('\t')) return null;
  // "010107-1234 CVR 12345678": the word belongs to the number that follows it.
  if (/^[^\d]{0,25}\d{4}/.test(row.text.slice(hit.end).replace(/(\d)[ \-](?=\d)/g, '$1'))) return null;
  if (hit.kind === 'other' && !between.includes('(') && !/^(?:kr|dkk)/.test(row.text.slice(hit.start))) return null;
  return hit.kind;
}

/** A number already judged by the heading of its column: the number below it in the column says the same. */
export type Judged = { left: number; right: number; length: number; column: () => LabelKind | null };

/**
 * The heading above the number: the nearest text over it is a label and little else, or another
 * number of the same column, whose heading is then its own too.
 */
export function labelOfColumn(rows: LazyRow[], index: number, piece: Piece, judged: Map<number, Judged[]>): LabelKind | null {
  const row = rows[index]!.read();
  const left = row.left[piece.start]!;
  const right = row.right[piece.end - 1]!;
  let level = row.level;
  let below = '';
  for (let i = index - 1; i >= 0 && i >= index - 8; i--) {
    const lazy = rows[i]!;
    if (lazy.direction !== rows[index]!.direction || lazy.level - level > 3.5 * Math.max(lazy.size, row.size)) return null;
    const above = lazy.read();
    const cell = cellsOf(above).find((one) => one.left < right && one.right > left);
    if (!cell) continue;
    level = lazy.level;
    const sister = judged.get(i)?.find((one) => Math.abs(one.left - left) < 8 || Math.abs(one.right - right) < 8);
    if (sister) return sister.length === piece.number.length ? sister.column() : null;
    const text = above.text.slice(cell.start, cell.end);
    if (/\d{4}/.test(text)) return null;
    for (const whole of below === '' ? [text] : [text + below, `${text} ${below}`]) {
      const hits = labelsIn(whole);
      // A narrow table has several headings in one cell: the one that stands over the number counts.
      const over = hits.length > 0 && wordCount(whole) - labelWords(whole, hits) <= 2 && hits.length === 1
        ? hits[0]
        : wordCount(whole) <= 9 && below === '' ? hits.find((hit) => aligned(above, cell.start + hit.start, cell.start + hit.end, left, right)) : undefined;
      if (over) return suits(over.kind, piece) ? over.kind : 'other';
    }
    if (below !== '' || wordCount(text) > 2) return null;
    below = text;
  }
  return null;
}

const labelWords = (text: string, hits: LabelHit[]) => hits.reduce((sum, hit) => sum + wordCount(text.slice(hit.start, hit.end)), 0);

function aligned(row: Row, start: number, end: number, left: number, right: number): boolean {
  const [from, to] = [row.left[start]!, row.right[end - 1]!];
  return Math.abs(from - left) < 6 || Math.abs(to - right) < 6 || Math.abs((from + to - left - right) / 2) < 10;
}
