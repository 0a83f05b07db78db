import type { Box, TextLine } from '../../numbers/index.ts';
import type { Character } from './characters.ts';

/** The lines of one writing direction. Boxes are in a frame turned so that the writing runs from left to right; `toPage` turns a box back. */
export type Direction = { angle: number; lines: FrameLine[]; toPage(box: Box): Box };

/** A line with the character behind each UTF-16 unit (null for a space that only the distance shows). */
export type FrameLine = TextLine & { characters: (Character | null)[]; order: number };

type Segment = { bottom: number; top: number; left: number; right: number; order: number; characters: Character[]; boxes: Box[]; spaced: boolean[] };

/**
 * Lines of a page, one group for each writing direction, boxes measured from the lower left corner
 * of `media`. Runs on one base line are joined where the distance is at most two line heights, so
 * that a number drawn in pieces is whole and columns stay apart. Order: the order of the content.
 */
export function linesOf(characters: Character[], media: Box): Direction[] {
  const first = characters[0];
  if (!first) return [];
  // Most pages are written in one direction, and copying thousands of characters is dear.
  const groups = new Map<number, Character[]>(characters.every((character) => character.angle === first.angle) ? [[first.angle, characters]] : []);
  if (groups.size === 0) for (const character of characters) {
    const group = groups.get(character.angle);
    if (group) group.push(character);
    else groups.set(character.angle, [character]);
  }
  return [...groups].map(([angle, group]) => {
    const { toFrame, toPage } = turn(angle, media);
    return { angle, toPage, lines: joinRows(segments(group, toFrame)).map(toLine) };
  });
}

function turn(angle: number, media: Box) {
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const [dx, dy] = [media[0], media[1]];
  const about = (box: Box, c: number, s: number): Box => {
    if (angle === 0) return box;
    if (angle % 90 === 0) {
      const [a, b] = [box[0] * c - box[1] * s, box[0] * s + box[1] * c];
      const [d, e] = [box[2] * c - box[3] * s, box[2] * s + box[3] * c];
      return [Math.min(a, d), Math.min(b, e), Math.max(a, d), Math.max(b, e)];
    }
    // A skew box is the upright box around a turned letter: its middle is right, its size is taken down to the letter's.
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    const [u, v] = [x * c - y * s, x * s + y * c];
    const [w, h] = [box[2] - box[0], box[3] - box[1]];
    const tall = Math.max(w, h) / (Math.abs(c) + Math.abs(s));
    return [u - tall / 4, v - tall / 2, u + tall / 4, v + tall / 2];
  };
  if (angle === 0 && dx === 0 && dy === 0) return { toFrame: (box: Box) => box, toPage: (box: Box) => box };
  return {
    toFrame: (box: Box) => about([box[0] - dx, box[1] - dy, box[2] - dx, box[3] - dy], cos, -sin),
    toPage: (box: Box) => about(box, cos, sin),
  };
}

function segments(characters: Character[], toFrame: (box: Box) => Box): Segment[] {
  const found: Segment[] = [];
  let current: Segment | null = null;
  const all = characters.map((character) => toFrame(character.box));
  const spaced = new Array<boolean>(characters.length).fill(false);
  const close = (end: number) => {
    if (!current) return;
    current.characters = characters.slice(current.order, end);
    current.boxes = all.slice(current.order, end);
    current.spaced = spaced.slice(current.order, end);
  };
  for (let order = 0; order < characters.length; order++) {
    const character = characters[order]!;
    const box = all[order]!;
    const height = box[3] - box[1];
    const distance: number = current ? box[0] - current.right : Infinity;
    if (current && distance < 2 * height && distance > -height && sameRow(current, box[1], box[3])) {
      spaced[order] = character.spaceBefore || distance > 0.3 * height;
      if (box[2] > current.right) current.right = box[2];
      if (box[1] < current.bottom) current.bottom = box[1];
      if (box[3] > current.top) current.top = box[3];
      continue;
    }
    close(order);
    current = { bottom: box[1], top: box[3], left: box[0], right: box[2], order, characters: [], boxes: [], spaced: [] };
    found.push(current);
  }
  close(characters.length);
  return found;
}

function sameRow(a: { bottom: number; top: number }, bottom: number, top: number): boolean {
  const overlap = Math.min(a.top, top) - Math.max(a.bottom, bottom);
  return overlap >= 0.5 * Math.min(a.top - a.bottom, top - bottom);
}

/** Joins pieces that continue each other on one row but came apart in the content. A sweep from the top, so that a hostile page costs no square time. */
function joinRows(pieces: Segment[]): Segment[] {
  const byHeight = [...pieces].sort((a, b) => b.top + b.bottom - a.top - a.bottom || a.left - b.left);
  const rows: Segment[][] = [];
  for (const piece of byHeight) {
    const row = rows.at(-1);
    if (row && sameRow(row[0]!, piece.bottom, piece.top)) row.push(piece);
    else rows.push([piece]);
  }
  const joined: Segment[] = [];
  for (const row of rows) {
    row.sort((a, b) => a.left - b.left || a.order - b.order);
    let current: Segment | null = null;
    for (const piece of row) {
      const height = piece.top - piece.bottom;
      const distance: number = current ? piece.left - current.right : Infinity;
      if (current && distance < 2 * height && distance > -0.5 * height) {
        piece.spaced[0] = distance > 0.2 * height;
        for (const character of piece.characters) current.characters.push(character);
        for (const box of piece.boxes) current.boxes.push(box);
        for (const spaced of piece.spaced) current.spaced.push(spaced);
        current.right = Math.max(current.right, piece.right);
        current.order = Math.min(current.order, piece.order);
      } else {
        joined.push((current = piece));
      }
    }
  }
  return joined.sort((a, b) => a.order - b.order);
}

/** A line where every character is one sign and no space is to be added, as nearly all are, takes over the segment's own lists. */
function plainLine({ characters, boxes, spaced, order }: Segment): FrameLine | null {
  const parts = new Array<string>(characters.length);
  for (let at = 0; at < characters.length; at++) {
    const sign = characters[at]!.text;
    if (sign.length !== 1 || (at > 0 && spaced[at] && !isSpace(parts[at - 1]!) && !isSpace(sign))) return null;
    parts[at] = sign;
  }
  return { text: parts.join(''), boxes, characters, order };
}

function toLine(segment: Segment): FrameLine {
  const plain = plainLine(segment);
  if (plain) return plain;
  const parts: string[] = [];
  const boxes: Box[] = [];
  const characters: (Character | null)[] = [];
  let right = segment.left;
  for (let at = 0; at < segment.characters.length; at++) {
    const character = segment.characters[at]!;
    const box = segment.boxes[at]!;
    if (segment.spaced[at] && at > 0 && !isSpace(parts[parts.length - 1]!) && !isSpace(character.text)) {
      parts.push(' ');
      boxes.push([Math.min(right, box[0]), box[1], Math.max(right, box[0]), box[3]]);
      characters.push(null);
    }
    parts.push(character.text);
    for (let unit = 0; unit < character.text.length; unit++) {
      boxes.push(box);
      characters.push(character);
    }
    right = box[2];
  }
  return { text: parts.join(''), boxes, characters, order: segment.order };
}

const isSpace = (text: string) => text === ' ' || text === '\u00a0' || text.trim() === '';
