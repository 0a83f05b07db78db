import { factsOf, token } from '../facts.ts';
import { normalise, wordsOf } from '../text.ts';
import type { EntryRef, IndexEntry } from '../types.ts';
import { keyNames, keysOfPart, overlap, textNames, wordsOfPart } from './schema.ts';
import { exactWord, facetValue, keyWordsOf } from './words.ts';

export type ServerDocument = { id: string } & Record<string, unknown>;

/** Letters, digits, - and _ are all that the server takes in an id, and all that ours are made of. */
export const documentId = ({ kind, id }: EntryRef): string => `${kind}-${id}`;

const exact = (words: string[]) => words.map(exactWord).join(' ');
const keysOfAll = (words: string[]) => [...new Set(words.flatMap(keyWordsOf))];

/** Pieces of a list, each beginning with the last `again` of the one before. */
function* pieces<T>(all: T[], size: number, again = 0): Generator<T[]> {
  for (let from = 0; from < all.length; from += size - again) {
    yield all.slice(from, from + size);
    if (from + size >= all.length) return;
  }
}

/** An entry as the server holds it: words in plain letters, keys they are found by, and facts as tokens. No text anybody could read. */
export function documentOf(entry: IndexEntry): ServerDocument {
  const [title, body] = [wordsOf(normalise(entry.title)), wordsOf(normalise(entry.body))];
  const texts = [...pieces(body, wordsOfPart, overlap)].slice(0, textNames.length).map((part, n) => [textNames[n]!, exact(part)]);
  const keys = [...pieces(keysOfAll(body), keysOfPart)].slice(0, keyNames.length).map((part, n) => [keyNames[n]!, part]);
  return {
    id: documentId(entry), kind: entry.kind, ref: entry.id, title: exact(title), titleKeys: keysOfAll(title), numbers: entry.numbers.map(exactWord),
    ...Object.fromEntries([...texts, ...keys]),
    facts: [...factsOf(entry), ...factsBeside(entry)].map(token),
    what: facetValue(entry.kind), caseKind: facetValue(entry.caseKind), documentTypeId: entry.documentTypeId && facetValue(entry.documentTypeId),
    direction: entry.direction && facetValue(entry.direction), className: entry.className && facetValue(entry.className), year: facetValue(entry.day.slice(0, 4)),
    day: dayNumber(entry.day),
  };
}

const factsBeside = ({ caseStatus, officerId }: IndexEntry): string[] => [`status:${caseStatus}`, ...(officerId ? [`officer:${officerId}`] : [])];

/** A day as a number that can be compared: 20261124. */
export const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));
