import type { Auxiliary } from '../../db/index.ts';
import { countedTo, type EngineAnswer, type EngineRequest, type EntryRef, type FacetName, type SearchFilters } from '../types.ts';
import { keyOf } from '../forms.ts';
import { openColumns } from './columns.ts';
import { titleKey, wordKey } from './keys.ts';
import { packDay, unpackId } from './open-index.ts';
import { anyEntry, filterTokens, letsNothing, scoped, scopedFirst } from './tokens.ts';
import { openVocabulary, type Vocabulary } from './vocabulary.ts';

/** Weighing reads the whole list of every word asked for: beyond so many entries in all it would take too long (facts/search.md C). */
const mostToWeigh = 20_000;

/** Forms of a word that are weighed. */
const mostFormsWeighed = 20;

const mostFacetValues = 30;

const quoted = (word: string) => `"${word}"`;
const nothing: EngineAnswer = { hits: [], total: 0, more: false, facets: {}, rankedNewest: null, forms: [], suggestion: null };

/** A query in the language of one of the two inverted indexes (open-index.ts). */
type Match = { table: 'found' | 'words'; query: string };
type Asked = {
  all: Match; /** The words as they were typed. */ exact: Match; /** All words in the title. */ titled: Match | null; /** For weighing. */ inForms: Match;
  forms: string[]; /** Entries on the lists of all words together. */ weight: number; missing: string[];
};

const anyOf = (words: string[]) => `(${words.map(quoted).join(' OR ')})`;

/** The query in the index's own language; null where nothing is asked for. */
function ask({ query, filters, scope }: EngineRequest, vocabulary: Vocabulary): Asked | null {
  const words = query.words.map((word) => ({ word, ...vocabulary.lookUp(word) }));
  const byRarity = [...words].sort((a, b) => a.entries - b.entries);
  const narrowed = filterTokens(filters);
  // Nothing but a period or a status was asked for: they are columns of whatever there is.
  const tokens = words.length + query.phrases.length + query.numbers.length + narrowed.length === 0 && columnFilter(filters).sql !== '' ? [anyEntry] : narrowed;
  if (words.length + query.phrases.length + query.numbers.length + tokens.length === 0) return null;
  const all = (parts: string[]) => parts.map((part) => `(${part})`).join(' AND ');
  const inFound = (key: (key: string) => string): Match => ({
    table: 'found', query: scopedFirst([...query.numbers.map((number) => quoted(wordKey(number))), ...byRarity.map(({ keys }) => anyOf(keys.map(key))), ...tokens], scope),
  });
  const phrases = query.phrases.map((phrase) => quoted(phrase.join(' ')));
  const inWords = (each: string[]): Match => ({
    table: 'words', query: scoped(all([...[...each, ...phrases].map((part) => `{title body} : ${part}`), ...query.numbers.map((number) => `{title body numbers} : ${quoted(number)}`), ...tokens.map((token) => `tokens : ${token}`)]), scope, 'tokens : '),
  });
  const inForms = inWords(words.map(({ word, forms }) => anyOf(forms.length > 0 ? forms.slice(0, mostFormsWeighed) : [word])));
  return {
    inForms, exact: inWords(words.map(({ word }) => quoted(word))),
    // Where words stand beside each other, only `words` knows.
    ...(phrases.length > 0 ? { all: inForms, titled: null } : { all: inFound(wordKey), titled: words.length > 0 ? inFound(titleKey) : null }),
    forms: [...new Set([...words.flatMap(({ forms }) => forms), ...query.phrases.flat(), ...query.numbers])],
    weight: words.reduce((sum, { entries }) => sum + entries, 0) + query.phrases.reduce((sum, phrase) => sum + Math.max(...phrase.map((word) => vocabulary.entriesWith(wordKey(keyOf(word))))), 0),
    missing: words.filter(({ forms }) => forms.length === 0).map(({ word }) => word),
  };
}

const named = '(SELECT number FROM names WHERE name = ?)';

/** What is asked of the entries' own columns, as a condition on `e`. */
function columnFilter(filters: SearchFilters): { sql: string; values: (string | number)[] } {
  const parts: [string, string | number | undefined][] = [
    [`e.case_status = ${named}`, filters.caseStatus], [`e.officer = ${named}`, filters.officerId],
    ['e.day >= ?', filters.from && packDay(filters.from)], ['e.day <= ?', filters.to && packDay(filters.to)],
  ];
  const used = parts.filter((part): part is [string, string | number] => part[1] !== undefined && part[1] !== '');
  return { sql: used.map(([sql]) => ` AND ${sql}`).join(''), values: used.map(([, value]) => value) };
}

/** In the order of columns.ts. */
const facetNames: FacetName[] = ['what', 'caseKind', 'documentTypeId', 'direction', 'className', 'year'];

export type SearchFile = { answer(request: EngineRequest): EngineAnswer; /** Makes the next search quicker, some milliseconds at a time. True while there is more to do. */ warm(): boolean };

/** Answers requests from an index file. Synchronous: runs where it keeps nobody waiting (thread.ts). */
export function openSearchFile(file: Auxiliary): SearchFile {
  const vocabulary = openVocabulary(file);
  const columns = openColumns(file);
  const statements = new Map<string, ReturnType<Auxiliary['prepare']>>();
  const statement = (sql: string) => statements.get(sql) ?? (statements.set(sql, file.prepare(sql)), statements.get(sql)!);
  const rowsOf = (sql: string, ...values: (string | number)[]) => statement(sql).pluck().all(...values) as number[];

  /** The newest matches, so many, down to the row `oldest`. */
  function newest({ table, query }: Match, filters: SearchFilters, limit: number, oldest = 0): number[] {
    const { sql, values } = columnFilter(filters);
    const from = sql === '' ? `${table} w` : `${table} w CROSS JOIN entries e ON e.row = w.rowid`;
    return rowsOf(`SELECT w.rowid FROM ${from} WHERE ${table} MATCH ? AND w.rowid >= ?${sql} ORDER BY w.rowid DESC LIMIT ?`, query, oldest, ...values, limit);
  }

  /** Of these entries, newest first, those that come first by weight. */
  function weighed({ inForms }: Asked, { filters, offset, limit }: EngineRequest, counted: number[]): number[] {
    const { sql, values } = columnFilter(filters);
    const from = sql === '' ? 'words' : 'words CROSS JOIN entries e ON e.row = words.rowid';
    // A word in the title says more than one in the text; what access is held against says nothing.
    const rows = rowsOf(`SELECT words.rowid FROM ${from} WHERE words MATCH ? AND words.rank MATCH 'bm25(1.0, 8.0, 4.0, 0.0)'${sql} ORDER BY words.rank LIMIT ?`, inForms.query, ...values, offset + limit);
    // Forms beyond those that are weighed come last.
    return [...new Set([...rows, ...counted])];
  }

  /** Without reading whole lists: words in the title first, then the words as typed, then any form; the newest of each first. */
  function tiered({ titled, exact }: Asked, { filters, offset, limit }: EngineRequest, counted: number[]): number[] {
    const [among, wanted] = [new Set(counted), offset + limit];
    const rows = new Set<number>();
    for (const match of [titled, exact]) {
      for (const row of match ? newest(match, filters, wanted, counted.at(-1)) : []) if (among.has(row)) rows.add(row);
      if (rows.size >= wanted) return [...rows];
    }
    return [...new Set([...rows, ...counted])];
  }

  const facetsOf = (rows: number[]): EngineAnswer['facets'] => Object.fromEntries(columns.count(rows).map((counts, n) => {
    const name = facetNames[n]!;
    const values = [...counts].map(([value, count]) => ({ value: name === 'year' ? String(value) : nameOf(value), count }));
    return [name, values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, mostFacetValues)];
  }));

  const nameOf = (number: number) => (statement('SELECT name FROM names WHERE number = ?').get(number) as { name: string }).name;

  function refs(rows: number[]): EntryRef[] {
    const one = statement('SELECT id, kind FROM entries WHERE row = ?');
    return rows.flatMap((row) => {
      const found = one.get(row) as { id: Uint8Array | string; kind: number } | undefined;
      return found ? [{ kind: nameOf(found.kind) as EntryRef['kind'], id: unpackId(found.id) }] : [];
    });
  }

  /** A form that would have found something the searcher may see; never a word out of what they may not. */
  function suggest(asked: Asked, request: EngineRequest): EngineAnswer['suggestion'] {
    const missing = [...asked.missing, ...request.query.phrases.flat().filter((word) => vocabulary.lookUp(word).forms.length === 0)];
    for (const word of missing) {
      for (const candidate of vocabulary.near(word)) {
        if (newest({ table: 'words', query: scoped(quoted(candidate), request.scope, 'tokens : ') }, {}, 1).length > 0) return { instead: candidate, of: word };
      }
    }
    return null;
  }

  function answer(request: EngineRequest): EngineAnswer {
    if (letsNothing(request.scope)) return nothing;
    columns.refresh();
    const asked = ask(request, vocabulary);
    if (!asked) return nothing;
    const counted = newest(asked.all, request.filters, countedTo + 1);
    const more = counted.length > countedTo;
    if (more) counted.pop();
    if (counted.length === 0) return { ...nothing, suggestion: suggest(asked, request) };
    const best = request.order === 'best';
    const small = best && !more && asked.weight <= mostToWeigh && asked.weight + scopeWeight(request, vocabulary) <= mostToWeigh;
    const rows = !best ? counted : small ? weighed(asked, request, counted) : tiered(asked, request, counted);
    return {
      total: counted.length, more, facets: facetsOf(counted), forms: asked.forms, suggestion: null,
      hits: refs(rows.slice(request.offset, request.offset + request.limit)), rankedNewest: best && more ? countedTo : null,
    };
  }

  // One transaction: what is counted is what was found.
  return { answer: file.transaction(answer), warm: file.transaction(() => columns.warm()) };
}

/** What weighing would also have to read: the lists of the marks and cases that the searcher's rights and the filters name. */
function scopeWeight(request: EngineRequest, vocabulary: Vocabulary): number {
  const tokens = scoped('', request.scope).match(/x[0-9a-f]{15}/g) ?? [];
  return [...tokens, ...filterTokens(request.filters)].reduce((sum, each) => sum + vocabulary.entriesWith(each), 0);
}
