import { stopWords } from './danish.ts';
import { normalise, wordsOf } from './text.ts';
import type { ParsedQuery } from './types.ts';

const mostCharacters = 500;
const mostWords = 10;

/**
 * Takes apart what was typed. "Quoted words" are a phrase; eight or ten digits (with or without hyphen) are a number,
 * found whole or not at all; the rest are words that must all be there. Nothing in it is syntax of an engine: stars,
 * brackets and operators are marks between words like any other.
 */
export function parseQuery(typed: string): ParsedQuery {
  // A character that cannot be part of a word separates words.
  const text = normalise(typed.slice(0, mostCharacters).replace(/\p{Cc}/gu, ' '));
  const query: ParsedQuery = { words: [], phrases: [], numbers: [], shortened: typed.length > mostCharacters };
  let left = mostWords;
  const take = (words: string[]): string[] => {
    if (words.length > left) query.shortened = true;
    const taken = words.slice(0, left);
    left -= taken.length;
    return taken;
  };
  const rest = text.replace(/["“”«»]([^"“”«»]*)["“”«»]/g, (_all, inside: string) => {
    const phrase = take(wordsOf(inside));
    if (phrase.length > 1) query.phrases.push(phrase);
    else if (phrase.length === 1) query.words.push(phrase[0]!);
    return ' ';
  });
  for (const word of take(wordsOf(rest))) {
    if (/^(\d{8}|\d{10})$/.test(word)) query.numbers.push(word);
    else query.words.push(word);
  }
  query.words = [...new Set(query.words)];
  const telling = query.words.filter((word) => !stopWords.has(word));
  if (telling.length > 0 || query.phrases.length > 0 || query.numbers.length > 0) query.words = telling;
  return query;
}

export const isEmpty = (query: ParsedQuery): boolean => query.words.length + query.phrases.length + query.numbers.length === 0;

/** What was typed with the word that was meant in place of the one that was not found, whatever marks stand around it. */
export const meantBy = (typed: string, { of, instead }: { of: string; instead: string }): string =>
  typed.normalize('NFC').replace(/[\p{L}\p{N}]+/gu, (word) => (normalise(word) === of ? instead : word));
