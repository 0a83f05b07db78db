import { addWordsToDocument, addWordsToLetter, nextEarlierScan, searchableOf, settleEarlierScan, type AddWords, type EarlierScan } from '../archive/index.ts';
import { Problem } from '../core/errors.ts';
import type { Deps } from '../deps.ts';
import { addWordsToMessage } from '../receiving/index.ts';

/** The words of a PDF's scanned pages; of a letter that left never those of a number, which may be painted over in it. */
export const addWords = ({ documents }: Deps, words: 'all' | 'without_numbers'): AddWords => async (pdf) => {
  try {
    return await searchableOf(documents, pdf, await documents.read(pdf, { words }));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return { pdf: null, reason: 'searchable.failed' };
  }
};

const works: Record<EarlierScan['kind'], (deps: Deps, id: string) => Promise<void>> = {
  document: (deps, id) => addWordsToDocument(deps, addWords(deps, 'all'), id),
  letter: (deps, id) => addWordsToLetter(deps, addWords(deps, 'without_numbers'), (pdf) => deps.documents.preserve(pdf), id),
  message: (deps, id) => addWordsToMessage(deps, addWords(deps, 'all'), id),
};

/**
 * Looks at one thing that was read before scans got a searchable PDF; false where none is left. One that cannot be read comes
 * again after the others, four times in all. Throws where the document worker or a tool is away: nothing is settled then.
 */
export async function lookAtEarlierScan(deps: Deps): Promise<boolean> {
  const next = nextEarlierScan(deps.db);
  if (!next) return false;
  try {
    await works[next.kind](deps, next.id);
  } catch (error) {
    if (error instanceof Problem && (error.code === 'unavailable' || error.reason === 'preserve.no_tool')) throw error;
    deps.db.write((tx) => settleEarlierScan(tx, next, 'again'));
  }
  return true;
}
