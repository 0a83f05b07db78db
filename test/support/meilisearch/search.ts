import { folded, readFilter, type Lookup } from './filter-language.ts';
import type { StandInIndex, StoredDocument } from './store.ts';
import { standsIn, termsOf, type Term } from './words.ts';

export class Refusal extends Error {
  constructor(readonly code: string, message: string, readonly status = 400) { super(message); }
}

type Query = {
  q?: string | null; filter?: unknown; sort?: string[] | null; facets?: string[] | null; page?: number | null; hitsPerPage?: number | null; offset?: number; limit?: number;
  matchingStrategy?: string; attributesToRetrieve?: string[] | null;
};
type Features = { equality: boolean; comparison: boolean };

/** Which operations the settings allow on an attribute; null = it is not filterable. */
function featuresOf(index: StandInIndex, attribute: string): Features | null {
  for (const rule of (index.settings['filterableAttributes'] ?? []) as (string | { attributePatterns: string[]; features?: { filter?: Partial<Features> } })[]) {
    if (rule === attribute) return { equality: true, comparison: true };
    if (typeof rule !== 'string' && rule.attributePatterns.includes(attribute)) return { equality: true, comparison: false, ...rule.features?.filter };
  }
  return null;
}

const values = (document: StoredDocument, attribute: string): unknown[] => [document.fields[attribute] ?? []].flat();

function filtered(index: StandInIndex, filter: unknown): StoredDocument[] {
  if (filter === null || filter === undefined) return [...index.documents.values()];
  const source = Array.isArray(filter) ? filter.map((each) => `(${Array.isArray(each) ? each.map((one) => `(${one})`).join(' OR ') : each})`).join(' AND ') : String(filter);
  let test: ReturnType<typeof readFilter>;
  try {
    test = readFilter(source);
  } catch (error) {
    throw new Refusal('invalid_search_filter', (error as Error).message);
  }
  const lookIn = (document: StoredDocument): Lookup => (attribute, operator) => {
    const features = featuresOf(index, attribute);
    if (!features?.[operator]) throw new Refusal('invalid_search_filter', `${attribute} is not filterable by ${operator}`);
    return values(document, attribute);
  };
  // Also of an empty index the attributes are judged.
  test(lookIn({ fields: {}, words: new Map(), order: 0 }));
  return [...index.documents.values()].filter((document) => test(lookIn(document)));
}

/** The first attribute a term stands in, by weight; -1 = in none. */
function placeOf(index: StandInIndex, document: StoredDocument, term: Term, loose: { prefix: boolean; typos: boolean }): number {
  const set = index.settings['searchableAttributes'] as string[];
  return (set.includes('*') ? [...document.words.keys()] : set).findIndex((name) => document.words.has(name) && standsIn(term, document.words.get(name)!, loose));
}

export function answerSearch(index: StandInIndex, query: Query): Record<string, unknown> {
  const terms = termsOf(query.q ?? '');
  const typo = index.settings['typoTolerance'] as { enabled: boolean };
  const prefix = index.settings['prefixSearch'] !== 'disabled';
  const loose = terms.map((_, n) => ({ typos: typo.enabled, prefix: prefix && n === terms.length - 1 }));
  const weights = new Map<StoredDocument, number>();
  for (const document of filtered(index, query.filter)) {
    const places = terms.map((term, n) => placeOf(index, document, term, loose[n]!));
    // Without "all", words are given up from the end until something is found.
    const kept = query.matchingStrategy === 'all' ? places : places.slice(0, Math.max(1, places.indexOf(-1) === -1 ? places.length : places.indexOf(-1)));
    if (kept.every((place) => place >= 0)) weights.set(document, kept.reduce((sum, place) => sum + place, 0));
  }
  for (const each of query.sort ?? []) if (!(index.settings['sortableAttributes'] as string[]).includes(each.split(':')[0]!)) throw new Refusal('invalid_search_sort', `${each} is not sortable`);
  const rules = (index.settings['rankingRules'] as string[]).flatMap((rule) => (rule === 'sort' ? (query.sort ?? []) : [rule]));
  const found = [...weights.keys()].sort((a, b) => {
    for (const rule of rules) {
      const [attribute, direction] = rule.split(':');
      const by = direction ? compare(values(a, attribute!)[0], values(b, attribute!)[0]) * (direction === 'desc' ? -1 : 1) : ['attribute', 'attributeRank'].includes(rule) ? weights.get(a)! - weights.get(b)! : 0;
      if (by !== 0) return by;
    }
    return a.order - b.order;
  });
  return { ...paged(index, query, found), query: query.q ?? '', processingTimeMs: 1, ...(query.facets ? { facetDistribution: facetsOf(index, query.facets, found), facetStats: {} } : {}) };
}

const compare = (a: unknown, b: unknown): number => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a ?? '') < String(b ?? '') ? -1 : String(a ?? '') > String(b ?? '') ? 1 : 0);

function paged(index: StandInIndex, query: Query, found: StoredDocument[]): Record<string, unknown> {
  const most = (index.settings['pagination'] as { maxTotalHits: number }).maxTotalHits;
  const reached = found.slice(0, most);
  const displayed = index.settings['displayedAttributes'] as string[];
  const show = ({ fields }: StoredDocument) => Object.fromEntries(Object.entries(fields).filter(([name]) => (displayed.includes('*') || displayed.includes(name)) && (!query.attributesToRetrieve || query.attributesToRetrieve.includes('*') || query.attributesToRetrieve.includes(name))));
  if (query.page || query.hitsPerPage) {
    const [page, size] = [query.page ?? 1, query.hitsPerPage ?? 20];
    return { hits: reached.slice((page - 1) * size, page * size).map(show), page, hitsPerPage: size, totalHits: reached.length, totalPages: Math.ceil(reached.length / size) };
  }
  const [offset, limit] = [query.offset ?? 0, query.limit ?? 20];
  return { hits: reached.slice(offset, offset + limit).map(show), offset, limit, estimatedTotalHits: reached.length };
}

function facetsOf(index: StandInIndex, names: string[], found: StoredDocument[]): Record<string, Record<string, number>> {
  const most = (index.settings['faceting'] as { maxValuesPerFacet: number }).maxValuesPerFacet;
  // One that is not filterable is passed over without a word.
  return Object.fromEntries(names.filter((name) => featuresOf(index, name)).map((name) => {
    const counts = new Map<string, { value: string; count: number }>();
    for (const value of found.flatMap((document) => [...new Set(values(document, name).map(String))])) {
      const known = counts.get(folded(value)) ?? { value, count: 0 };
      counts.set(folded(value), { ...known, count: known.count + 1 });
    }
    return [name, Object.fromEntries([...counts.values()].sort((a, b) => b.count - a.count).slice(0, most).map(({ value, count }) => [value, count]))];
  }));
}
