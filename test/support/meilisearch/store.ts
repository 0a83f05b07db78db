import { positionsOf, type Positions } from './words.ts';

export type StoredDocument = { fields: Record<string, unknown>; words: Map<string, Positions>; order: number };
export type StandInIndex = { uid: string; primaryKey: string | null; madeAt: string; changedAt: string; settings: Record<string, unknown>; documents: Map<string, StoredDocument> };

/** As the server has them before anybody sets anything. */
const defaultSettings = (): Record<string, unknown> => ({
  displayedAttributes: ['*'], searchableAttributes: ['*'], filterableAttributes: [], sortableAttributes: [], foreignKeys: [], rankingRules: ['words', 'typo', 'proximity', 'attributeRank', 'sort', 'wordPosition', 'exactness'],
  stopWords: [], nonSeparatorTokens: [], separatorTokens: [], dictionary: [], synonyms: {}, distinctAttribute: null, proximityPrecision: 'byWord',
  typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 }, disableOnWords: [], disableOnAttributes: [], disableOnNumbers: false },
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'alpha' } }, pagination: { maxTotalHits: 1000 }, embedders: {}, searchCutoffMs: null, localizedAttributes: null, facetSearch: true, prefixSearch: 'indexingTime',
});

/** What a server holds in memory, and how it changes: each of these is what a task does. Throws a code where the task fails. */
export class Store {
  readonly indexes = new Map<string, StandInIndex>();
  #order = 0;

  make(uid: string, primaryKey: string | null): void {
    if (this.indexes.has(uid)) throw 'index_already_exists';
    this.#new(uid, primaryKey);
  }

  drop(uid: string): void {
    if (!this.indexes.delete(uid)) throw 'index_not_found';
  }

  change(uid: string, changes: Record<string, unknown>): void {
    const index = this.indexes.get(uid) ?? this.#new(uid, null);
    for (const [name, value] of Object.entries(changes)) {
      const before = index.settings[name];
      const nested = ['typoTolerance', 'faceting', 'pagination'].includes(name);
      index.settings[name] = value === null ? defaultSettings()[name] : nested ? { ...(before as object), ...(value as object) } : value;
    }
    for (const document of index.documents.values()) document.words = this.#wordsOf(index, document.fields);
    index.changedAt = new Date().toISOString();
  }

  put(uid: string, primaryKey: string | null, documents: Record<string, unknown>[]): void {
    // The server makes an index of what it is sent, with settings nobody has set.
    const index = this.indexes.get(uid) ?? this.#new(uid, primaryKey);
    index.primaryKey ??= primaryKey ?? 'id';
    for (const fields of documents) {
      const id = fields[index.primaryKey];
      if (id === undefined) throw 'missing_document_id';
      if (!/^[a-zA-Z0-9_-]{1,511}$/.test(String(id))) throw 'invalid_document_id';
    }
    for (const fields of documents) index.documents.set(String(fields[index.primaryKey]), { fields, words: this.#wordsOf(index, fields), order: this.#order++ });
    index.changedAt = new Date().toISOString();
  }

  remove(uid: string, ids: unknown[]): void {
    const index = this.indexes.get(uid);
    if (!index) throw 'index_not_found';
    for (const id of ids) index.documents.delete(String(id));
  }

  #new(uid: string, primaryKey: string | null): StandInIndex {
    if (!/^[a-zA-Z0-9_-]{1,400}$/.test(uid)) throw 'invalid_index_uid';
    const at = new Date().toISOString();
    const index = { uid, primaryKey, madeAt: at, changedAt: at, settings: defaultSettings(), documents: new Map() };
    this.indexes.set(uid, index);
    return index;
  }

  #wordsOf(index: StandInIndex, fields: Record<string, unknown>): Map<string, Positions> {
    const searchable = index.settings['searchableAttributes'] as string[];
    return new Map(Object.entries(fields).filter(([name]) => searchable.includes('*') || searchable.includes(name)).map(([name, value]) => [name, positionsOf(value)]));
  }
}
