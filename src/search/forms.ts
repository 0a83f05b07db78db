import { danishLetters } from './danish.ts';
import { stemOf } from './text.ts';

/** Shorter words are parts of too many others; a longer one is no word but a row of signs (as in fts5). */
const shortestPart = 4;
const longestWord = 60;

/** One spelling of å: Aarhus and Århus are one word. */
const oneSpelling = (word: string) => word.replaceAll('aa', danishLetters.at(-1)!);
const isWord = (word: string) => /^\p{L}+$/u.test(word);

/** What a word that was typed is looked for as. */
export const keyOf = (word: string): string => (isWord(word) ? stemOf(oneSpelling(word)) : word);

/**
 * What a word of a text is found as, for an engine without a vocabulary of its own: its stem, and the parts it may be made of:
 * each beginning (ordblind in ordblindestøtte) and each ending with its stem (fravær in skolefraværet) of four letters or more.
 * A part in the middle of a compound is not among them: all pieces of all words would be ten times as many.
 */
export function keysOf(word: string): string[] {
  if (!isWord(word) || word.length > longestWord) return [word];
  const plain = oneSpelling(word);
  const keys = new Set([stemOf(plain)]);
  for (let end = shortestPart; end <= plain.length - 2; end++) keys.add(plain.slice(0, end));
  for (let start = 2; start <= plain.length - shortestPart; start++) {
    // The stemmer takes one ending at a time: aftenen is aften, but aften is aft.
    const ending = plain.slice(start);
    const stem = stemOf(ending);
    for (const key of [ending, stem, stemOf(stem)]) if (key.length >= shortestPart) keys.add(key);
  }
  return [...keys];
}

/** Whether a word of a text is found by one of the keys; most are ruled out without being taken apart. */
export const foundBy = (word: string, keys: string[]): boolean => {
  const plain = oneSpelling(word);
  return keys.some((key) => word === key || (plain.includes(key) && keysOf(word).includes(key)));
};
