import { keyOf } from '../forms.ts';

/**
 * What `found` holds of an entry, beside the facts of tokens.ts (which begin with x): the keys of its words behind one letter of an
 * alphabet that no Danish word is written in, those of its title once more behind another. No text can make a fact or a title's key of itself.
 */
export const wordKey = (key: string): string => `σ${key}`;
export const titleKey = (key: string): string => `τ${key}`;

/** The keys of an entry's words, each once. `key`: a word's key, for those who remember them. */
export function keysOfEntry(title: string[], body: string[], numbers: string[], key: (word: string) => string = keyOf): string {
  const inTitle = new Set(title.map(key));
  return [...new Set([...inTitle, ...body.map(key), ...numbers])].map(wordKey).concat([...inTitle].map(titleKey)).join(' ');
}
