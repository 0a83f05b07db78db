import type { Character } from './characters.ts';
import { directionsOf, type LoadedPage } from './page-text.ts';

/** The words of a page as they should stand when `removed` is gone: words that lose a character are left out. */
export function wordsWithout(loaded: LoadedPage, removed: Set<Character>): string[] {
  const words: string[] = [];
  for (const { lines } of directionsOf(loaded, 'all')) for (const line of lines) {
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
  if (expected.join('') === text.replace(/\s+/g, '')) return 0;
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
