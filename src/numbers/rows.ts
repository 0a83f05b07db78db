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
  left: number[];
  right: number[];
  level: number;
  size: number;
};

type Direction = 'right' | 'up' | 'down' | 'left';
type Strip = { line: TextLine; direction: Direction; start: number; level: number; size: number };

/** A row not yet read: reading character by character is done only for rows that are asked for. */
export type LazyRow = { hasDigits: boolean; level: number; size: number; direction: Direction; read(): Row };

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
    hasDigits: group.some((strip) => /\d/.test(strip.line.text)),
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
  for (let i = 0; i < line.text.length; i++) {
    const box = line.boxes[i];
    if (!box || line.text.charCodeAt(i) <= 32 || (box[2] <= box[0] && box[3] <= box[1])) continue;
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
  return { line, direction, start: turned(first, direction)[0], level: (bottom + top) / 2, size: Math.max(4, top - bottom) };
}

/** `[left, right, bottom, top]` of a box as the reader of that direction sees it. */
function turned(box: Box, direction: Direction): [number, number, number, number] {
  const [x0, y0, x1, y1] = box;
  if (direction === 'right') return [x0, x1, y0, y1];
  if (direction === 'up') return [y0, y1, -x1, -x0];
  if (direction === 'down') return [-y1, -y0, x0, x1];
  return [-x1, -x0, -y1, -y0];
}

function readRow(group: Strip[]): Row {
  const { direction, level } = group[0]!;
  const size = Math.max(...group.map((strip) => strip.size));
  const row: Row = { text: '', raw: '', boxes: [], left: [], right: [], level, size };
  // Collected in arrays: joining strings character by character is slow on long pages.
  const text: string[] = [];
  const raw: string[] = [];
  const put = (plain: string, original: string, box: Box, left: number, right: number) => {
    text.push(plain);
    raw.push(original);
    row.boxes.push(box);
    row.left.push(left);
    row.right.push(right);
  };
  let spaces = 0;
  let end = 0;
  let previous: Box | undefined;
  for (const { line } of [...group].sort((a, b) => a.start - b.start)) {
    let newLine = previous !== undefined;
    for (let i = 0; i < line.text.length; i++) {
      const original = line.text[i]!;
      const code = original.charCodeAt(0);
      if (code >= 0x300 && code <= 0x36f && text.length > 0) {
        const composed = (text[text.length - 1]! + original).normalize('NFC');
        if (composed.length === 1) text[text.length - 1] = composed;
        continue;
      }
      const plain = code > 32 && code < 127 ? (code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : original) : plainCharacter(original);
      const box = line.boxes[i] ?? previous;
      if (plain === '' || !box) continue;
      if (plain === ' ') {
        spaces++;
        continue;
      }
      let left = box[0];
      let right = box[2];
      if (direction !== 'right') [left, right] = turned(box, direction);
      // Most characters follow each other closely, and nothing stands between them.
      if (previous && (spaces > 0 || newLine || left - end > 0.6 * size)) {
        // Gaps are measured between visible characters: the boxes of spaces cannot be trusted.
        const between = gapMark((left - end) / size, spaces, newLine, inNumber(text.at(-1)!) && inNumber(plain));
        for (const mark of between) put(mark, ' ', previous, end, left);
      }
      spaces = 0;
      newLine = false;
      for (const part of plain) put(part, original, box, left, right);
      previous = box;
      end = right;
    }
  }
  row.text = text.join('');
  row.raw = raw.join('');
  return row;
}

const inNumber = (character: string) => /[\d\-\u2010-\u2015]/.test(character);

/** What stands between two visible characters, by the gap in heights of the row and the spaces that were written. */
function gapMark(gap: number, spaces: number, newLine: boolean, number: boolean): string {
  if (gap > 1.5) return '\t';
  // A space with no width inside a number comes from a number drawn in several runs.
  if (spaces > 0) return spaces === 1 && number && gap < 0.06 ? '' : ' '.repeat(Math.min(spaces, 5));
  if (newLine) return gap > 0.15 || gap < -1 ? ' ' : '';
  return gap > 0.6 ? ' ' : '';
}
