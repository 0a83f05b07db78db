import type { Auxiliary } from '../../db/index.ts';
import { countedTo, type EngineAnswer, type EngineRequest, type EntryRef, type FacetName, type ParsedQuery, type SearchFilters } from '../types.ts';
import { packDay, unpackId } from './open-index.ts';
import { anyEntry, filterTokens, letsNothing, scoped } from './tokens.ts';
import { openVocabulary, type Vocabulary } from './vocabulary.ts';

/** Weighing reads the whole list of every word asked for: beyond so many entries in all it would take too long (facts/search.md C). */
const mostToWeigh = 20_000;

const mostFacetValues = 30;

const quoted = (word: string) => `"${word}"`;
const nothing: EngineAnswer = { hits: [], total: 0, more: false, facets: {}, rankedNewest: null, forms: [], suggestion: null };

type Asked = { match: string; exact: string; titled: string; forms: string[]; /** Entries on the lists of all words together. */ weight: number; missing: string[] };

/** The query in the index's own language. `exact` asks for the words as they were typed, `titled` for them in the title. */
function ask(query: ParsedQuery, filters: SearchFilters, vocabulary: Vocabulary): Asked {
  const forms: string[] = [];
  const missing: string[] = [];
  let weight = 0;
  const words = query.words.map((word) => {
    const found = vocabulary.formsOf(word);
    if (found.length === 0) missing.push(word);
    weight += found.reduce((sum, { entries }) => sum + entries, 0);
    forms.push(...found.map(({ term }) => term));
    return found.length === 0 ? quoted(word) : `(${found.map(({ term }) => quoted(term)).join(' OR ')})`;
  });
  const phrases = query.phrases.map((phrase) => {
    forms.push(...phrase);
    weight += Math.max(...phrase.map((word) => vocabulary.entriesWith(word)));
    return quoted(phrase.join(' '));
  });
  const numbers = query.numbers.map((number) => {
    forms.push(number);
    return `{title body numbers} : ${quoted(number)}`;
  });
  const narrowed = filterTokens(filters).map((each) => `tokens : ${each}`);
  // Nothing but a period or a status was asked for: they are columns of whatever there is.
  const tokens = words.length + phrases.length + numbers.length + narrowed.length === 0 && columnFilter(filters).sql !== '' ? [anyEntry] : narrowed;
  const all = (parts: string[], columns: string) => [...parts.map((part) => `{${columns}} : ${part}`), ...numbers, ...tokens].map((part) => `(${part})`).join(' AND ');
  return {
    match: all([...words, ...phrases], 'title body'),
    exact: all([...query.words.map(quoted), ...phrases], 'title body'),
    titled: all([...words, ...phrases], 'title'),
    forms: [...new Set(forms)], weight, missing,
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

const facetColumns: Record<FacetName, string> = {
  what: 'e.kind', caseKind: 'e.case_kind', documentTypeId: 'e.document_type', direction: 'e.direction', className: 'e.class_name', year: 'e.day / 10000',
};

/** Answers a request from an index file. Synchronous: runs where it keeps nobody waiting (thread.ts). */
export function openSearchFile(file: Auxiliary): (request: EngineRequest) => EngineAnswer {
  const vocabulary = openVocabulary(file);
  const statements = new Map<string, ReturnType<Auxiliary['prepare']>>();
  const statement = (sql: string) => statements.get(sql) ?? (statements.set(sql, file.prepare(sql)), statements.get(sql)!);

  /** The newest matches, so many, down to the row `oldest`; only as far as `countedTo` when counting. */
  function newest(match: string, filters: SearchFilters, limit: number, oldest = 0): number[] {
    const { sql, values } = columnFilter(filters);
    const query = sql === ''
      ? 'SELECT rowid AS row FROM words WHERE words MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?'
      : `SELECT e.row FROM words CROSS JOIN entries e ON e.row = words.rowid WHERE words MATCH ? AND words.rowid >= ?${sql} ORDER BY words.rowid DESC LIMIT ?`;
    return (statement(query).all(match, oldest, ...values, limit) as { row: number }[]).map(({ row }) => row);
  }

  function weighed(match: string, filters: SearchFilters, limit: number): number[] {
    const { sql, values } = columnFilter(filters);
    // A word in the title says more than one in the text; what access is held against says nothing.
    const query = sql === ''
      ? `SELECT rowid AS row FROM words WHERE words MATCH ? AND rank MATCH 'bm25(1.0, 8.0, 4.0, 0.0)' ORDER BY rank LIMIT ?`
      : `SELECT e.row FROM words CROSS JOIN entries e ON e.row = words.rowid WHERE words MATCH ? AND words.rank MATCH 'bm25(1.0, 8.0, 4.0, 0.0)'${sql} ORDER BY words.rank LIMIT ?`;
    return (statement(query).all(match, ...values, limit) as { row: number }[]).map(({ row }) => row);
  }

  /** Without reading whole lists: words in the title first, then the words as typed, then any form; the newest of each first. */
  function tiered(asked: Asked, request: EngineRequest, counted: number[]): number[] {
    const oldest = counted.at(-1)!;
    const among = new Set(counted);
    const wanted = request.offset + request.limit;
    const rows = new Set<number>();
    for (const query of [asked.titled, asked.exact]) {
      for (const row of newest(scoped(query, request.scope), request.filters, wanted, oldest)) if (among.has(row) && rows.size < wanted) rows.add(row);
    }
    for (const row of counted) if (rows.size < wanted) rows.add(row);
    return [...rows];
  }

  /** One pass over what was found, each facet counted beside the others: grouping them in SQL takes twice as long. */
  function facetsOf(rows: number[]): EngineAnswer['facets'] {
    const facets = Object.entries(facetColumns) as [FacetName, string][];
    const found = statement(`SELECT ${facets.map(([name, column]) => `${column} AS ${name}`).join(', ')} FROM json_each(?) j CROSS JOIN entries e ON e.row = j.value`)
      .all(JSON.stringify(rows)) as Record<FacetName, number | null>[];
    return Object.fromEntries(facets.map(([name]) => {
      const counts = new Map<number, number>();
      for (const each of found) if (each[name] !== null) counts.set(each[name], (counts.get(each[name]) ?? 0) + 1);
      const sorted = [...counts].map(([value, count]) => ({ value: name === 'year' ? String(value) : nameOf(value), count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
      return [name, sorted.slice(0, mostFacetValues)];
    }));
  }

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
    for (const word of asked.missing) {
      for (const candidate of vocabulary.near(word)) {
        if (newest(scoped(quoted(candidate), request.scope), {}, 1).length > 0) return { instead: candidate, of: word };
      }
    }
    return null;
  }

  return (request) => {
    if (letsNothing(request.scope)) return nothing;
    const asked = ask(request.query, request.filters, vocabulary);
    if (asked.match === '') return nothing;
    const match = scoped(asked.match, request.scope);
    const counted = newest(match, request.filters, countedTo + 1);
    const more = counted.length > countedTo;
    if (more) counted.pop();
    const base = { total: counted.length, more, facets: facetsOf(counted), forms: asked.forms };
    if (counted.length === 0) return { ...nothing, suggestion: suggest(asked, request) };
    if (request.order === 'newest') return { ...base, hits: refs(counted.slice(request.offset, request.offset + request.limit)), rankedNewest: null, suggestion: null };
    const small = !more && asked.weight + scopeWeight(request, vocabulary) <= mostToWeigh;
    const rows = small ? weighed(match, request.filters, request.offset + request.limit) : tiered(asked, request, counted);
    return { ...base, hits: refs(rows.slice(request.offset, request.offset + request.limit)), rankedNewest: more ? countedTo : null, suggestion: null };
  };
}

/** What weighing would also have to read: the lists of the marks and cases that the searcher's rights and the filters name. */
function scopeWeight(request: EngineRequest, vocabulary: Vocabulary): number {
  const tokens = scoped('', request.scope).match(/x[0-9a-f]{15}/g) ?? [];
  return [...tokens, ...filterTokens(request.filters)].reduce((sum, each) => sum + vocabulary.entriesWith(each), 0);
}
