import { sql } from 'drizzle-orm';
import { searchScope, visibleCases, visibleDocuments, type Actor } from '../access/index.ts';
import { maskCpr } from '../numbers/index.ts';
import type { Reader } from '../db/index.ts';
import { isEmpty, parseQuery } from './query.ts';
import { markAll, snippetOf, type Snippet } from './snippets.ts';
import type { Direction, EngineAnswer, EngineRequest, EntryKind, EntryRef, Facets, SearchFilters } from './types.ts';

export type SearchHit = {
  kind: EntryKind; id: string; caseId: string; caseTitle: string; title: Snippet; snippet: Snippet | null;
  documentType: string | null; direction: Direction | null; at: string;
};
export type SearchResult = Omit<EngineAnswer, 'hits' | 'forms' | 'keys' | 'facets'> & { hits: SearchHit[]; facets: Facets; page: number; pageSize: number; shortened: boolean; insteadOf: string | null };
export type SearchRequest = { text: string; filters: SearchFilters; order: 'best' | 'newest'; page: number };

export const searchPageSize = 20;

/** The port: whichever index answers. Throws unavailable where none does. */
export type AskIndex = (request: EngineRequest) => Promise<EngineAnswer & { /** Why the embedded index answers in the server's place: a reason. */ insteadOf?: string }>;

/**
 * One page (from 1) of what the actor may see. The index has been asked with the actor's scope, and every hit is looked up in
 * the database through the actor once more: an index that lags behind shows nothing it should not. Nothing is logged here
 * (archive/searches.ts, saveSearch, logs the criteria).
 */
export async function search(reader: Reader, ask: AskIndex, actor: Actor, request: SearchRequest): Promise<SearchResult> {
  const query = parseQuery(request.text);
  const page = Math.max(1, request.page);
  const filters = isEmpty(query) && Object.keys(request.filters).length === 0 ? { what: 'document' as const } : request.filters;
  const answer = await ask({ query, filters, scope: searchScope(reader, actor), order: isEmpty(query) ? 'newest' : request.order, offset: (page - 1) * searchPageSize, limit: searchPageSize });
  const { hits, forms, keys = [], insteadOf = null, ...rest } = answer;
  return { ...rest, insteadOf, hits: shownOf(reader, actor, hits, { forms, keys }), page, pageSize: searchPageSize, shortened: query.shortened };
}

type Row = { id: string; caseId: string; caseTitle: string; number: string | null; numberKind: string | null; title: string; documentType: string | null; direction: Direction | null; at: string; text: string | null };

const number = sql`(SELECT i.number FROM case_identifiers i WHERE i.case_id = c.id AND i.position = 0) AS number, (SELECT i.kind FROM case_identifiers i WHERE i.case_id = c.id AND i.position = 0) AS numberKind`;

/** The hits that the actor may see, in their order. All in one statement of each kind: what the actor may see is worked out once, not for each hit. */
function shownOf(reader: Reader, actor: Actor, hits: EntryRef[], found: { forms: string[]; keys: string[] }): SearchHit[] {
  const ids = (kind: EntryKind) => JSON.stringify(hits.flatMap((hit) => (hit.kind === kind ? [hit.id] : [])));
  const ofCases = sql`IN (SELECT o.case_id FROM json_each(${ids('document')}) k CROSS JOIN documents o ON o.id = k.value)`;
  const documents = reader.orm.all<Row>(sql`SELECT d.id, c.id AS caseId, c.title AS caseTitle, ${number}, d.title, t.name AS documentType, d.direction, d.created_at AS at, x.text
    FROM json_each(${ids('document')}) j CROSS JOIN documents d ON d.id = j.value JOIN cases c ON c.id = d.case_id LEFT JOIN document_types t ON t.id = d.document_type_id LEFT JOIN document_texts x ON x.document_id = d.id
    WHERE ${visibleDocuments(actor, sql`c.id`, sql`d.document_type_id`, ofCases)}`);
  const cases = reader.orm.all<Row>(sql`SELECT c.id, c.id AS caseId, c.title AS caseTitle, ${number}, c.title, NULL AS documentType, NULL AS direction, c.updated_at AS at, NULL AS text
    FROM json_each(${ids('case')}) j CROSS JOIN cases c ON c.id = j.value WHERE ${visibleCases(actor, sql`c.id`, sql`IN (SELECT value FROM json_each(${ids('case')}))`)}`);
  const rows = { document: new Map(documents.map((row) => [row.id, row])), case: new Map(cases.map((row) => [row.id, row])) };
  return hits.flatMap(({ kind, id }) => {
    const row = rows[kind].get(id);
    return row ? [hitOf(kind, row, found)] : [];
  });
}

function hitOf(kind: EntryKind, row: Row, { forms, keys }: { forms: string[]; keys: string[] }): SearchHit {
  const masked = row.number === null ? '' : row.numberKind === 'cpr' ? maskCpr(row.number) : row.number;
  const caseTitle = row.caseTitle || masked;
  return {
    kind, id: row.id, caseId: row.caseId, caseTitle, title: markAll(row.title || masked, forms, keys), snippet: row.text ? masking(snippetOf(row.text, forms, keys)) : null,
    documentType: row.documentType, direction: row.direction, at: row.at,
  };
}

/** A number that stands in the text of a letter is masked where it is shown in a list. */
const masking = (snippet: Snippet | null): Snippet | null => snippet && snippet.map((part) => ({ ...part, text: part.text.replace(/(?<!\d)(\d{6})[-\u2010-\u2015 \u00a0]?\d{4}(?!\d)/g, '$1-xxxx') }));
