import { invisible, joiners } from './characters.ts';
import type { Row } from './rows.ts';

/** Digits that hang together on a row: `groups` of digits and the `joins` between them (one fewer). */
export type Chain = { groups: { digits: string; start: number; end: number }[]; joins: string[] };

export type Shape = 'hyphen' | 'spaced' | 'bare' | 'letters';
/**
 * A stretch of a row that could be one number. `loose` = an odd grouping, believed only beside a
 * label; `attached` = more digits, letters or signs hang on it; `neighbour` = other digits stand one
 * space away; `stamp` = it reads as a date followed by a time.
 */
export type Piece = { start: number; end: number; number: string; shape: Shape; loose: boolean; attached: boolean; neighbour: 'none' | 'short' | 'long'; stamp: boolean };

const digits = /\d+/g;
const joinable = new RegExp(`^[${joiners}${invisible}]{1,4}$`, 'u');
const hasDash = /[\-\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/;

/** The chains of a row; a tab (a wide gap) always parts them. */
export function chainsOf(text: string): Chain[] {
  const chains: Chain[] = [];
  let chain: Chain | undefined;
  for (const match of text.matchAll(digits)) {
    const group = { digits: match[0], start: match.index, end: match.index + match[0].length };
    const last = chain?.groups.at(-1);
    const join = last ? text.slice(last.end, group.start) : '';
    if (chain && joinable.test(join)) {
      chain.joins.push(join);
      chain.groups.push(group);
    } else chains.push((chain = { groups: [group], joins: [] }));
  }
  return chains;
}

type Window = { first: number; last: number; shape: Shape; loose: boolean };

/** The group sizes that numbers are written in; the first that fits at a place is taken. */
function windowAt(chain: Chain, first: number, loose: boolean): Window | null {
  const { groups, joins } = chain;
  const size = (i: number) => groups[i]?.digits.length ?? 0;
  const fits = (sizes: number[]) => sizes.every((length, i) => size(first + i) === length);
  const take = (count: number, shape: Shape, odd = false): Window => ({ first, last: first + count - 1, shape, loose: odd });
  if (fits([10]) || fits([13]) || fits([8])) return take(1, 'bare');
  if (fits([6, 4])) return take(2, hasDash.test(joins[first]!) ? 'hyphen' : 'spaced');
  if (fits([2, 2, 2, 4]) && joins[first]!.trim() === joins[first + 1]!.trim()) return take(4, 'spaced');
  const single = singles(chain, first);
  if (single > 0) return take(single, 'spaced', single === 8);
  for (const total of [13, 10, 8]) {
    let sum = 0;
    for (let i = first; i < groups.length && sum < total; i++) {
      sum += size(i);
      if (sum !== total) continue;
      const count = i - first + 1;
      if (total === 13 && groups.slice(first, i + 1).map((group) => group.digits).join('').startsWith('5798')) return take(count, 'spaced');
      if (total < 13 && loose && joins.slice(first, i).every((join) => join.length <= 3)) return take(count, 'spaced', true);
    }
  }
  return null;
}

/** A number whose digits stand apart: 0 1 0 1 0 7 - 1 2 3 4. How many groups, or 0. */
function singles(chain: Chain, first: number): number {
  let count = 0;
  while (chain.groups[first + count]?.digits.length === 1) count++;
  const preceded = chain.groups[first - 1]?.digits.length === 1;
  return !preceded && (count === 10 || count === 8 || count === 13) ? count : 0;
}

/** Digits of the shortest number, a CVR. */
const shortest = 8;

/** `loose` windows need more care, so a first round tries the ordinary forms from every group. */
export function piecesOf(row: Row): Piece[] {
  const pieces: Piece[] = [];
  const taken = accounts(row.text);
  for (const chain of chainsOf(row.text)) {
    if (chain.groups.reduce((sum, group) => sum + group.digits.length, 0) < shortest) continue;
    const windows: Window[] = [];
    const free = chain.groups.map(() => true);
    for (const loose of [false, true]) {
      for (let i = 0; i < chain.groups.length; i++) {
        const window = free[i] ? windowAt(chain, i, loose) : null;
        if (!window || !free.slice(window.first, window.last + 1).every(Boolean)) continue;
        free.fill(false, window.first, window.last + 1);
        windows.push(window);
        i = window.last;
      }
    }
    for (const window of windows) pieces.push(pieceOf(row, chain, window, windows, taken));
  }
  for (const match of row.raw.matchAll(letterForm)) {
    pieces.push({ start: match.index, end: match.index + match[0].length, number: match[0].replace(/[^0-9A-Za-z]/g, '').toUpperCase(), shape: 'letters', loose: /\s/.test(match[0]), attached: false, neighbour: 'none', stamp: false });
  }
  return pieces.sort((a, b) => a.start - b.start);
}

const letterForm = /(?<![0-9A-Za-z.\-/])\d{6}[\s\-\u2010-\u2015]?[A-ZÆØÅ]{3}\d(?![0-9A-Za-z])/gu;

function pieceOf(row: Row, chain: Chain, window: Window, windows: Window[], taken: [number, number][]): Piece {
  const { groups, joins } = chain;
  const start = groups[window.first]!.start;
  const end = groups[window.last]!.end;
  const number = groups.slice(window.first, window.last + 1).map((group) => group.digits).join('');
  const before = joins[window.first - 1];
  const after = joins[window.last];
  const isPiece = (index: number) => windows.some((other) => other !== window && index >= other.first && index <= other.last && !other.loose);
  // "8700 Horsens" after a space is a neighbour, "-1234" is more of the same number. A slash between two whole numbers is a list.
  const tight = (join: string | undefined, index: number) => join !== undefined && !/\s/.test(join) && !(/^[/.]$/.test(join) && isPiece(index));
  const neighbours = [window.first - 1, window.last + 1].filter((index) => groups[index] && !isPiece(index)).map((index) => groups[index]!.digits.length);
  const signs = /[+<>_@=&#%*\\]/;
  const touching = (row.text[start - 1] ?? '') + (row.text[end] ?? '');
  const attached =
    tight(before, window.first - 1) || tight(after, window.last + 1) || signs.test(touching) ||
    /(?<!\d)\d{1,3}[,:]$/.test(row.text.slice(Math.max(0, start - 6), start)) || /^[,:]\d{1,2}(?!\d)/.test(row.text.slice(end, end + 4)) || (window.shape === 'bare' && /^[a-zà-ÿ]/.test(row.text.slice(end, end + 1))) ||
    taken.some(([from, to]) => start < to && end > from);
  return { start, end, number, shape: window.shape, loose: window.loose, attached, neighbour: neighbours.length === 0 ? 'none' : Math.max(...neighbours) >= 3 ? 'long' : 'short', stamp: isStamp(chain, window) };
}

/** 010224 1530 or 01.02.24 1530: a date with a time or a year behind it and no hyphen between. */
function isStamp({ groups, joins }: Chain, { first, last, shape }: Window): boolean {
  if (shape !== 'spaced' || groups[last]!.digits.length !== 4 || last === first) return false;
  const join = joins[last - 1]!;
  const tail = Number(groups[last]!.digits);
  const clock = tail % 100 < 60 && tail < 2400;
  return !/^[\-\u2010-\u2015]$/.test(join) && (clock || (tail >= 1900 && tail < 2100));
}

/** Stretches that are bank accounts (IBAN) or payment lines (+71<...+...<). */
function accounts(text: string): [number, number][] {
  const spans: [number, number][] = [];
  for (const match of text.matchAll(/(?<![a-z0-9])[a-z]{2}\d{2}(?:\s?\d{4}){2,7}(?:\s?\d{1,4})?(?!\d)|\+\s?\d{2}\s?<[\d\s+]+<?[\d\s]*<?|\d+\s?<\s?\d*/g)) {
    spans.push([match.index, match.index + match[0].length]);
  }
  return spans;
}
