import { newStemmer } from 'snowball-stemmers';
import { danishLetters, otherSpellings } from './danish.ts';

const danish = newStemmer('danish');
const foreign = new RegExp(`[^\\x00-\\x7f${danishLetters}]`, 'g');

/** Letters of other alphabets with marks, as the plain letter; æ, ø and å are letters of their own (facts/search.md C). */
const foldMarks = (letter: string) => letter.normalize('NFD').replace(/\p{M}+/gu, '');

/**
 * Text as the index holds it and as queries ask: composed, small letters, foreign accents folded, å never a, and a
 * number written with a hyphen or space (010107-1234) in one piece.
 */
export function normalise(text: string): string {
  return text.normalize('NFC').toLowerCase()
    .replace(foreign, foldMarks)
    .replace(/(?<!\d)(\d{6})[-\u2010-\u2015 \u00a0](\d{4})(?!\d)/g, '$1$2');
}

/** The words of a normalised text, as the index's tokenizer sees them. */
export const wordsOf = (normalised: string): string[] => normalised.match(/[\p{L}\p{N}]+/gu) ?? [];

/** elev, elever, eleven, elevernes: one stem (Snowball's Danish rules). */
export const stemOf = (word: string): string => (/^\p{L}+$/u.test(word) ? danish.stem(word) : word);

/** The same word in the other spelling of its letters: Aagaard and its form with one letter. */
export const spellings = (word: string): string[] => [...new Set([word, ...otherSpellings.map(([from, to]) => word.replaceAll(from, to))])];
