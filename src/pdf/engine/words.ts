import type { Character } from './characters.ts';
import type { Direction } from './lines.ts';

/** How a page should read when characters are gone: its signs in order, quickly compared, and its words, asked for only where the signs differ. */
export type Expected = { signs: string; words(): string[] };

/** Spaces, line ends and hyphens: PDFium adds and takes them by the distance. */
const loose = /[\s\-\u0000\u0002\u00ad\ufffd\ufffe]+/g;

/** The signs of a text by themselves. */
export const signsIn = (text: string): string => text.replace(loose, '');

export function expectedWithout(characters: Character[], directions: () => Direction[], removed: Set<Character>): Expected {
  let kept = '';
  for (const character of characters) if (character.text !== ' ' && !removed.has(character)) kept += character.text;
  return { signs: signsIn(kept), words: () => wordsWithout(directions(), removed) };
}

/** The words of a page as they should stand when `removed` is gone: words that lose a character are left out. */
function wordsWithout(directions: Direction[], removed: Set<Character>): string[] {
  const words: string[] = [];
  for (const { lines } of directions) for (const line of lines) {
    for (const match of line.text.matchAll(/\S+/g)) {
      let touched = false;
      for (let at = match.index; at < match.index + match[0].length; at++) touched ||= removed.has(line.characters[at]!);
      if (!touched) words.push(match[0]);
    }
  }
  return words;
}

/** How many of `expected` are missing in `text`. Words may stand closer or further apart than before. */
export function lostWords(expected: string[], text: string): number {
  const left = new Map<string, number>();
  for (const word of text.split(/\s+/)) left.set(word, (left.get(word) ?? 0) + 1);
  let missing: string[] = [];
  for (const word of expected) {
    const count = left.get(word) ?? 0;
    if (count > 0) left.set(word, count - 1);
    else missing.push(word);
  }
  if (missing.length === 0) return 0;
  // Not a word of its own any more, but perhaps joined with, or parted from, its neighbour.
  let rest = [...left].map(([word, count]) => word.repeat(count)).join('');
  missing = missing.filter((word) => {
    const at = rest.indexOf(word);
    if (at >= 0) rest = rest.slice(0, at) + rest.slice(at + word.length);
    return at < 0;
  });
  return missing.length;
}
