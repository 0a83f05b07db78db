import { createHash } from 'node:crypto';
import { plainSpelling } from '../danish.ts';
import { keysOf } from '../forms.ts';

/** The server takes no longer word than 250 bytes; with room for what stands before it. */
const longest = 200;

/**
 * A word in plain letters and digits, no two words alike. The server folds å to a and æ to ae, cuts some scripts up and knows
 * no Danish; of what is written here it can change nothing.
 */
function plain(word: string): string {
  const made = word.replace(/[^a-y0-9]/gu, (letter) => plainSpelling[letter] ?? `zx${letter.codePointAt(0)!.toString(16)}z`);
  return made.length <= longest ? made : `zq${createHash('sha256').update(word).digest('hex')}`;
}

/** A word as it stands in a text, for phrases and numbers; and the key it is found by in any form. Never each other. */
export const exactWord = (word: string): string => `w${plain(word)}`;
export const keyWord = (key: string): string => `k${plain(key)}`;

/** Words come again and again: their keys are kept, and forgotten when there are too many. */
const mostKept = 100_000;
const kept = new Map<string, string[]>();

export function keyWordsOf(word: string): string[] {
  const known = kept.get(word);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const made = keysOf(word).map(keyWord);
  kept.set(word, made);
  return made;
}

/** A text value as a facet: the server takes values that differ only in capital letters or in how they are composed for one. */
export const facetValue = (value: string): string => `v${Buffer.from(value).toString('hex')}`;
export const fromFacetValue = (value: string): string => Buffer.from(value.slice(1), 'hex').toString();
