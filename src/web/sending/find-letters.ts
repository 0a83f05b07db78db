import { readSearch, saveSearch } from '../../archive/index.ts';
import { Problem } from '../../core/errors.ts';
import { getDispatch, listLetters, type LetterFilter } from '../../sending/index.ts';
import type { FoundLetters } from '../../../views/sending/find-letter.tsx';
import { readForm } from '../form.ts';
import type { Ctx } from '../route.ts';

/** A page of a dispatch's letters; `searchId` names what the reader has searched for, as takeLetterSearch kept it. */
export function findLetters(c: Ctx, dispatchId: string, want: { filter: LetterFilter; page: number; searchId: string | null | undefined }): FoundLetters {
  const { db } = c.get('deps');
  const query = wordsOf(c, want.searchId);
  const letters = listLetters(db, c.get('actor'), dispatchId, { filter: want.filter, query, page: want.page });
  return { ...letters, searchId: query ? want.searchId! : '' };
}

/** Nothing where the search is somebody else's or no more: the list is then shown whole. */
export function wordsOf(c: Ctx, searchId: string | null | undefined): string {
  if (!searchId) return '';
  try {
    return readSearch(c.get('deps').db, c.get('actor'), searchId).words ?? '';
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return '';
    throw error;
  }
}

/** What is searched for is posted, kept and logged under an id of its own, like a search in the archive. */
export async function takeLetterSearch(c: Ctx) {
  const id = c.req.param('id')!;
  getDispatch(c.get('deps').db, c.get('actor'), id);
  const form = await readForm(c);
  const words = form.text('find').slice(0, 100);
  const address = form.text('liste') === 'dispatch' ? `/afsendelser/${id}` : `/afsendelser/${id}/modtagere`;
  const query = new URLSearchParams();
  const filter = form.text('vis');
  if (filter && filter !== 'all') query.set('vis', filter);
  if (words) query.set('soeg', saveSearch(c.get('deps'), c.get('actor'), { words }));
  return c.redirect(query.size > 0 ? `${address}?${query.toString()}` : address, 303);
}
