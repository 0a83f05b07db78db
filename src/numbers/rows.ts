import { plainCharacter } from './characters.ts';
import type { Box, PageText, TextLine } from './types.ts';

/**
 * What the eye reads as one row: every piece of text on one baseline, left to right. `text` is lower
 * case and composed (å is one character), a tab stands where a wide gap makes a new cell. `raw`,
 * `boxes`, `left` and `right` run beside `text`, one entry for each character; `left` and `right`
 * are measured along the reading direction, `level` across it (higher = further up).
 */
export type Row = {
  text: string;
  raw: string;
  boxes: Box[];
  left: Float64Array;
  right: Float64Array;
  level: number;
  size: number;
};

type Direction = 'right' | 'up' | 'down' | 'left';
type Strip = { line: TextLine; direction: Direction; digits: number; start: number; level: number; size: number };

/** A row not yet read: reading character by character is done only for rows that are asked for. `digits`: how many there are. */
export type LazyRow = { digits: number; level: number; size: number; direction: Direction; read(): Row };

/** The rows of a page from top to bottom, each reading direction by itself (a turned page has lines that run up or down). */
export function rowsOf(page: PageText): LazyRow[] {
  const strips: Strip[] = [];
  for (const line of page.lines) {
    const strip = stripOf(line);
    if (strip) strips.push(strip);
  }
  strips.sort((a, b) => (a.direction === b.direction ? b.level - a.level : a.direction < b.direction ? -1 : 1));
  const rows: LazyRow[] = [];
  let group: Strip[] = [];
  const close = () => {
    if (group.length > 0) rows.push(lazy(group));
    group = [];
  };
  for (const strip of strips) {
    const first = group[0];
    if (first && (first.direction !== strip.direction || Math.abs(first.level - strip.level) > 0.4 * Math.min(first.size, strip.size))) close();
    group.push(strip);
  }
  close();
  return rows;
}

function lazy(group: Strip[]): LazyRow {
  const first = group[0]!;
  let row: Row | undefined;
  return {
    digits: group.reduce((sum, strip) => sum + strip.digits, 0),
    level: first.level,
    size: first.size,
    direction: first.direction,
    read: () => (row ??= readRow(group)),
  };
}

function stripOf(line: TextLine): Strip | null {
  let first: Box | undefined;
  let last: Box | undefined;
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  let digits = 0;
  for (let i = 0; i < line.text.length; i++) {
    const box = line.boxes[i];
    const code = line.text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
    if (!box || code <= 32 || (box[2] <= box[0] && box[3] <= box[1])) continue;
    first ??= box;
    last = box;
    if (box[0] < x0) x0 = box[0];
    if (box[1] < y0) y0 = box[1];
    if (box[2] > x1) x1 = box[2];
    if (box[3] > y1) y1 = box[3];
  }
  if (!first || !last) return null;
  const across = (last[0] + last[2] - first[0] - first[2]) / 2;
  const along = (last[1] + last[3] - first[1] - first[3]) / 2;
  const direction: Direction = Math.abs(along) > Math.abs(across) ? (along > 0 ? 'up' : 'down') : across < 0 ? 'left' : 'right';
  const [, , bottom, top] = turned([x0, y0, x1, y1], direction);
  return { line, direction, digits, start: turned(first, direction)[0], level: (bottom + top) / 2, size: Math.max(4, top - bottom) };
}

/** `[left, right, bottom, top]` of a box as the reader of that direction sees it. */
function turned(box: Box, direction: Direction): [number, number, number, number] {
  const [x0, y0, x1, y1] = box;
  if (direction === 'right') return [x0, x1, y0, y1];
  if (direction === 'up') return [y0, y1, -x1, -x0];
  if (direction === 'down') return [-y1, -y0, x0, x1];
  return [-x1, -x0, -y1, -y0];
}

/** What is read of one row, kept between rows: filling plain arrays of numbers is several times as fast as growing lists, and pages have thousands of characters. */
const room = 512;
let [plainCodes, rawCodes, lefts, rights] = [new Uint16Array(room), new Uint16Array(room), new Float64Array(room), new Float64Array(room)];

function readRow(group: Strip[]): Row {
  const { direction, level } = group[0]!;
  const size = Math.max(...group.map((strip) => strip.size));
  // A gap is at most five marks, a ligature at most three letters.
  const most = group.reduce((sum, { line }) => sum + line.text.length, 0) * 8;
  if (most > plainCodes.length) [plainCodes, rawCodes, lefts, rights] = [new Uint16Array(most), new Uint16Array(most), new Float64Array(most), new Float64Array(most)];
  const boxes: Box[] = [];
  let count = 0;
  const put = (plain: number, original: number, box: Box, left: number, right: number) => {
    plainCodes[count] = plain;
    rawCodes[count] = original;
    lefts[count] = left;
    rights[count] = right;
    boxes[count++] = box;
  };
  let spaces = 0;
  let end = 0;
  let previous: Box | undefined;
  for (const { line } of [...group].sort((a, b) => a.start - b.start)) {
    let newLine = previous !== undefined;
    for (let i = 0; i < line.text.length; i++) {
      const code = line.text.charCodeAt(i);
      if (code >= 0x300 && code <= 0x36f && count > 0) {
        const composed = String.fromCharCode(plainCodes[count - 1]!, code).normalize('NFC');
        if (composed.length === 1) plainCodes[count - 1] = composed.charCodeAt(0);
        continue;
      }
      const ordinary = code > 32 && code < 127;
      const plain = ordinary ? '' : plainCharacter(line.text[i]!);
      const box = line.boxes[i] ?? previous;
      if (!box || (!ordinary && plain === '')) continue;
      if (plain === ' ') {
        spaces++;
        continue;
      }
      let left = box[0];
      let right = box[2];
      if (direction !== 'right') [left, right] = turned(box, direction);
      const first = !ordinary ? plain.charCodeAt(0) : code >= 65 && code <= 90 ? code + 32 : code;
      // Most characters follow each other closely, and nothing stands between them.
      if (previous && (spaces > 0 || newLine || left - end > 0.6 * size)) {
        // Gaps are measured between visible characters: the boxes of spaces cannot be trusted.
        const between = gapMark((left - end) / size, spaces, newLine, inNumber(plainCodes[count - 1]!) && inNumber(first) && plain.length < 2);
        for (const mark of between) put(mark.charCodeAt(0), 32, previous, end, left);
      }
      spaces = 0;
      newLine = false;
      put(first, code, box, left, right);
      for (let more = 1; more < plain.length; more++) put(plain.charCodeAt(more), code, box, left, right);
      previous = box;
      end = right;
    }
  }
  return { text: textOf(plainCodes, count), raw: textOf(rawCodes, count), boxes, left: lefts.slice(0, count), right: rights.slice(0, count), level, size };
}

const textOf = (codes: Uint16Array, count: number): string => Buffer.from(codes.buffer, 0, count * 2).toString('utf16le');

/** Digits and hyphens. */
const inNumber = (code: number) => (code >= 48 && code <= 57) || code === 45 || (code >= 0x2010 && code <= 0x2015);

/** What stands between two visible characters, by the gap in heights of the row and the spaces that were written. */
function gapMark(gap: number, spaces: number, newLine: boolean, number: boolean): string {
  if (gap > 1.5) return '\t';
  // A space with no width inside a number comes from a number drawn in several runs.
  if (spaces > 0) return spaces === 1 && number && gap < 0.06 ? '' : ' '.repeat(Math.min(spaces, 5));
  if (newLine) return gap > 0.15 || gap < -1 ? ' ' : '';
  return gap > 0.6 ? ' ' : '';
}
