import { countedTo, type FacetName } from '../types.ts';

/**
 * The server reads 65,535 positions of one attribute and passes over the rest without a word: a long text is split over as
 * many attributes as it needs, each beginning with the last words of the one before, so that a phrase across the cut is found.
 */
export const wordsOfPart = 60_000;
export const overlap = 10;
const textParts = 20;
/** A list costs nine positions a word (the server keeps the words of a list apart). */
export const keysOfPart = 7000;
const keyParts = 60;

const numbered = (name: string, most: number) => Array.from({ length: most }, (_, n) => `${name}${n + 1}`);
export const textNames = numbered('text', textParts);
export const keyNames = numbered('keys', keyParts);

export const facetNames: FacetName[] = ['what', 'caseKind', 'documentTypeId', 'direction', 'className', 'year'];

const equality = { facetSearch: false, filter: { equality: true, comparison: false } };

/** Settings of an index. What is not here stays the server's own. */
export const wantedSettings = {
  displayedAttributes: ['id', 'kind', 'ref'],
  // In order of weight: the title before the text.
  searchableAttributes: ['title', 'titleKeys', 'numbers', ...textNames, ...keyNames],
  filterableAttributes: [{ attributePatterns: ['facts', ...facetNames], features: equality }, { attributePatterns: ['day'], features: { facetSearch: false, filter: { equality: false, comparison: true } } }],
  sortableAttributes: ['day'],
  // Without a wish for the newest first, sort says nothing and the title weighs most; what is alike stands newest first.
  rankingRules: ['sort', 'words', 'attribute', 'proximity', 'day:desc'],
  stopWords: [],
  synonyms: {},
  distinctAttribute: null,
  proximityPrecision: 'byWord',
  // A number is found whole or not at all, and a slip of the pen is pointed out (open-search.ts), not followed.
  typoTolerance: { enabled: false, disableOnNumbers: true },
  prefixSearch: 'disabled',
  facetSearch: false,
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'count' } },
  pagination: { maxTotalHits: countedTo + 1 },
  // Otherwise the server guesses a language, and might take words apart as German.
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['dan'] }],
} as const;

/** Settings that are sets: the server may answer them in another order. */
const unordered = new Set(['displayedAttributes', 'sortableAttributes', 'stopWords']);

/** What must be changed of an index's settings for them to be as wanted; null = nothing. */
export function settingsToChange(actual: Record<string, unknown>): Record<string, unknown> | null {
  const changed = Object.entries(wantedSettings).filter(([name, value]) => !covers(value, actual[name], unordered.has(name)));
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

/** Whether all that is wanted is there; the server's own further keys do not count. */
function covers(wanted: unknown, actual: unknown, asSet = false): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) return false;
    return asSet ? wanted.every((each) => actual.includes(each)) : wanted.every((each, n) => covers(each, actual[n]));
  }
  if (typeof wanted !== 'object' || wanted === null) return wanted === (actual ?? null);
  const has = (typeof actual === 'object' && actual !== null ? actual : {}) as Record<string, unknown>;
  if (Object.keys(wanted).length === 0) return Object.keys(has).length === 0;
  return Object.entries(wanted).every(([key, value]) => covers(value, has[key]));
}
