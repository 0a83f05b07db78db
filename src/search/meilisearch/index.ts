import { unavailable } from '../../core/errors.ts';
import { keyOf } from '../forms.ts';
import { countedTo, type EngineAnswer, type EngineRequest, type EntryRef, type Facets, type SearchIndex } from '../types.ts';
import { documentId, documentOf, type ServerDocument } from './documents.ts';
import { criteriaFilter, scopeFilter } from './filter.ts';
import { facetNames, settingsToChange, wantedSettings } from './schema.ts';
import { exactWord, fromFacetValue, keyWord } from './words.ts';

/** The server as this engine needs it (connectors/meilisearch has one); errors as there. */
export type SearchServer = {
  settings(index: string): Promise<Record<string, unknown> | null>;
  hasIndex(index: string): Promise<boolean>;
  makeIndex(index: string): Promise<void>;
  changeSettings(index: string, changes: Record<string, unknown>): Promise<void>;
  put(index: string, documents: ServerDocument[]): Promise<void>;
  remove(index: string, ids: string[]): Promise<void>;
  drop(index: string): Promise<void>;
  search(index: string, query: Record<string, unknown>): Promise<{ hits: Record<string, unknown>[]; totalHits: number; facets: Record<string, Record<string, number>> }>;
  count(index: string): Promise<number>;
};

const mostFacetValues = 30;
/** So long texts are made ready in one go before others get their turn. */
const sliceMs = 10;

export const serverName = (record: string): string => `elevarkiv-${record}`;

/**
 * An index on the server. `server` answers it as the settings stand now, and throws where none is set. An index is made only
 * where it is `fresh`: one that is gone later was lost with all in it, and must be built again (meilisearch.no_index).
 */
export function openMeilisearchIndex(server: () => SearchServer, name: string, fresh: boolean): SearchIndex {
  const index = serverName(name);
  let ensured = false;
  let mayMake = fresh;

  /** The server makes an index of what it is sent, without settings: it must never get anything before there is one. */
  async function ensure(): Promise<void> {
    if (ensured && (await server().hasIndex(index))) return;
    let settings = await server().settings(index);
    if (!settings) {
      if (!mayMake) throw unavailable('meilisearch.no_index');
      await server().makeIndex(index);
      settings = {};
    }
    const changes = settingsToChange(settings);
    if (changes) await server().changeSettings(index, changes);
    [ensured, mayMake] = [true, false];
  }

  return {
    batch: 1000,
    async write(entries, gone) {
      await ensure();
      const documents: ServerDocument[] = [];
      let since = performance.now();
      for (const entry of entries) {
        documents.push(documentOf(entry));
        if (performance.now() - since < sliceMs) continue;
        await new Promise((resolve) => setImmediate(resolve));
        since = performance.now();
      }
      await server().put(index, documents);
      await server().remove(index, gone.map(documentId));
    },
    async search(request) {
      const query = queryOf(request);
      if (!query) return { hits: [], total: 0, more: false, facets: {}, rankedNewest: null, forms: [], suggestion: null };
      const { hits, totalHits, facets } = await server().search(index, query);
      const from = request.offset - (query.page - 1) * query.hitsPerPage;
      const more = totalHits > countedTo;
      return {
        hits: hits.slice(from, from + request.limit).flatMap(refOf), total: Math.min(totalHits, countedTo), more, facets: totalHits === 0 ? {} : facetsOf(facets), rankedNewest: null, suggestion: null,
        forms: [...request.query.phrases.flat(), ...request.query.numbers], keys: request.query.words.map(keyOf),
      };
    },
    check: ensure,
    finish: ensure,
    size: () => server().count(index),
    async close() {},
    destroy: () => server().drop(index),
  };
}

/** The request as the server takes it; null where nothing is asked for or nothing can be seen. */
function queryOf({ query, filters, scope, order, offset, limit }: EngineRequest): ({ page: number; hitsPerPage: number } & Record<string, unknown>) | null {
  if (scope.nothing || (!scope.everything && scope.cases.length === 0 && scope.marks.length === 0)) return null;
  const criteria = criteriaFilter(filters);
  // Each in quotes: the server must not put words together, take them apart, or guess at them.
  const terms = [...query.words.map((word) => keyWord(keyOf(word))), ...query.phrases.map((phrase) => phrase.map(exactWord).join(' ')), ...query.numbers.map(exactWord)].map((term) => `"${term}"`);
  if (terms.length + criteria.length === 0) return null;
  return {
    q: terms.join(' '), filter: [...scopeFilter(scope), ...criteria].map((each) => `(${each})`).join(' AND '), matchingStrategy: 'all', locales: wantedSettings.localizedAttributes[0].locales,
    ...pageWith(offset, limit), facets: facetNames, attributesToRetrieve: ['kind', 'ref'],
    ...(order === 'newest' ? { sort: ['day:desc'] } : {}),
  };
}

/** The smallest page of the server's that all the wanted ones are on: only with pages is the total exact. */
function pageWith(offset: number, limit: number): { page: number; hitsPerPage: number } {
  let size = limit;
  while (Math.floor(offset / size) !== Math.floor((offset + limit - 1) / size)) size++;
  return { page: Math.floor(offset / size) + 1, hitsPerPage: size };
}

function refOf({ kind, ref }: Record<string, unknown>): EntryRef[] {
  return (kind === 'case' || kind === 'document') && typeof ref === 'string' ? [{ kind, id: ref }] : [];
}

function facetsOf(found: Record<string, Record<string, number>>): Facets {
  return Object.fromEntries(facetNames.map((name) => {
    const counts = Object.entries(found[name] ?? {}).map(([value, count]) => ({ value: fromFacetValue(value), count }));
    return [name, counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, mostFacetValues)];
  }));
}
