import { readSearch, saveSearch } from '../../archive/index.ts';
import { Problem } from '../../core/errors.ts';
import type { Ctx } from '../route.ts';

/** The words behind a search's id; nothing where the search is somebody else's or no more. */
export function wordsOf(c: Ctx, searchId: string | undefined): string {
  if (!searchId) return '';
  try {
    return readSearch(c.get('deps').db, c.get('actor'), searchId).words ?? '';
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return '';
    throw error;
  }
}

/** Keeps what was typed under an id: no name or number stands in an address. '' for nothing typed. */
export const keepWords = (c: Ctx, words: string): string => (words ? saveSearch(c.get('deps'), c.get('actor'), { words: words.slice(0, 100) }) : '');

/** The address of a list with its choices; empty ones and the first page are left out. */
export function addressOf(path: string, now: Record<string, string | number | undefined>) {
  return (changes: Record<string, string | number>) => {
    const query = Object.entries({ ...now, ...changes }).filter(([key, value]) => value !== '' && value !== undefined && !(key === 'side' && Number(value) === 1));
    return query.length > 0 ? `${path}?${new URLSearchParams(query.map(([key, value]) => [key, String(value)])).toString()}` : path;
  };
}
