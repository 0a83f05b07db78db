import { localDay } from '../core/dates.ts';
import { brokenPieces } from './broken-lines.ts';
import { judge } from './judge.ts';
import type { Place } from './judge.ts';
import { piecesOf } from './chains.ts';
import type { Piece } from './chains.ts';
import { labelsIn } from './label-words.ts';
import { labelOfColumn, labelOnRow } from './labels.ts';
import type { Judged } from './labels.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Box, Candidate, Fragment, PageText } from './types.ts';

/** Digits of the shortest number: a letter form of CPR has seven and three letters. */
const fewestDigits = 7;

/** `senderNumbers`: the school's own CVR, P-numbers or GLN, digits only. `bare`: without what only a person or `understand` asks for (snippet, field, role). */
export type FindOptions = { today: Date; senderNumbers?: string[]; bare?: boolean };

/**
 * Every place on the page with the shape of a CPR, CVR, P-number or GLN, in reading order, with
 * what the page itself says of it: label on the row or over the column, check sum, age, and why it
 * is no recipient. Boxes in points from the lower left, unrotated. Rules: facts/domain.md 1.3.
 */
export function findCandidates(page: PageText, options: FindOptions): Candidate[] {
  const rows = rowsOf(page);
  const day = dayOf(options.today);
  const senders = new Set(options.senderNumbers ?? []);
  const judged = new Map<number, Judged[]>();
  const found: Candidate[] = [];
  const add = (place: Place, index: number, pieces: Piece[], fragments: () => Fragment[]) => {
    const verdict = judge(place, day, options.today, senders);
    if (!verdict) return;
    const { piece } = place;
    const told = options.bare ? { snippet: '' } : { snippet: snippetOf(rows[index]!.read(), piece), ...surroundingsOf(rows, index, pieces, piece) };
    found.push({ page: page.page, ...verdict, fragments: fragments(), shape: piece.shape, ...told });
  };
  rows.forEach((lazy, index) => {
    if (lazy.digits === 0) return;
    const pieces = lazy.digits >= fewestDigits ? piecesOf(lazy.read()) : [];
    const broken = brokenPieces(rows, index, pieces);
    if (pieces.length === 0 && broken.length === 0) return;
    const row = lazy.read();
    const hits = labelsIn(row.text);
    const columns: Judged[] = [];
    judged.set(index, columns);
    for (const { piece, tail } of broken) {
      const label = labelOnRow(row, hits, pieces, piece) ?? labelOfColumn(rows, index, piece, judged);
      if (piece.loose && label !== 'cpr' && label !== 'cvr' && label !== 'p') continue;
      add({ piece, label, glued: false }, index, pieces, () => [fragmentOf(page.page, row, piece.start, piece.end), fragmentOf(page.page, tail.row, tail.start, tail.end)]);
    }
    for (const piece of pieces) {
      if (broken.some((one) => piece.start < one.piece.end && piece.end > one.piece.start)) continue;
      const own = labelOnRow(row, hits, pieces, piece);
      const column = once(() => (own === null || own === 'other' ? labelOfColumn(rows, index, piece, judged) : null));
      columns.push({ left: row.left[piece.start]!, right: row.right[piece.end - 1]!, length: piece.number.length, column });
      const label = own ?? column();
      const glued = /[a-zà-ÿ]/.test(row.text[piece.start - 1] ?? '') && !hits.some((hit) => hit.end === piece.start);
      add({ piece, label, glued }, index, pieces, () => [fragmentOf(page.page, row, piece.start, piece.end)]);
    }
  });
  return found;
}

/** The same answer each time, worked out when it is first asked for. */
function once<T>(work: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: work() }).value;
}

/** Making a day of a moment costs as much as reading a third of a page, and all pages of a document have the same. */
let lastDay = { at: Number.NaN, day: '' };
function dayOf(today: Date): string {
  if (lastDay.at !== today.getTime()) lastDay = { at: today.getTime(), day: localDay(today) };
  return lastDay.day;
}

function fragmentOf(page: number, row: Row, start: number, end: number): Fragment {
  let [x0, y0, x1, y1]: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = start; i < end; i++) {
    const box = row.boxes[i]!;
    [x0, y0, x1, y1] = [Math.min(x0, box[0]), Math.min(y0, box[1]), Math.max(x1, box[2]), Math.max(y1, box[3])];
  }
  return { page, box: [x0, y0, x1, y1], text: row.raw.slice(start, end) };
}

/** At most 80 characters around the number; the last four places of anything like a CPR number are hidden. */
function snippetOf(row: Row, piece: Piece): string {
  const from = Math.max(0, piece.start - 34);
  const text = row.raw.slice(from, Math.min(row.raw.length, piece.end + 24)).replace(/\s+/g, ' ').trim();
  return text.replace(/(?<!\d)(\d{6}[\s\-\u2010-\u2015./]{0,3})(\d{4}|[A-Z]{3}\d)(?!\d)/g, '$1xxxx').slice(0, 80);
}
