import { sql } from 'drizzle-orm';
import { searchScope, visibleCases, visibleDocuments, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { parseQuery } from './query.ts';
import type { AskIndex, SearchRequest } from './search.ts';
import type { EntryKind } from './types.ts';

/** So many at once are asked of the index. */
const piece = 1000;

/**
 * The ids of all cases or all documents that a search finds for the actor, the newest first, at most `most`; `more` where there
 * are others. Held against the database through the actor like `search`.
 */
export async function searchAll(reader: Reader, ask: AskIndex, actor: Actor, request: Pick<SearchRequest, 'text' | 'filters'>, kind: EntryKind, most: number): Promise<{ ids: string[]; more: boolean }> {
  if (request.filters.what && request.filters.what !== kind) return { ids: [], more: false };
  const asked = { query: parseQuery(request.text), filters: { ...request.filters, what: kind }, scope: searchScope(reader, actor), order: 'newest' as const };
  const found = new Set<string>();
  let more = false;
  let byEmbedded: boolean | undefined;
  for (let offset = 0; offset < most; offset += piece) {
    const limit = Math.min(piece, most - offset);
    const answer = await ask({ ...asked, offset, limit });
    if (offset > 0 && Boolean(answer.insteadOf) !== byEmbedded) {
      // The other engine has taken over, and has its own order: pieces of both would leave some out.
      found.clear();
      offset = -piece;
      continue;
    }
    byEmbedded = Boolean(answer.insteadOf);
    for (const { id } of answer.hits) found.add(id);
    more = answer.more || answer.total > most;
    if (answer.hits.length < limit) break;
  }
  const ids = JSON.stringify([...found]);
  const seen = reader.orm.all<{ id: string }>(kind === 'case'
    ? sql`SELECT c.id FROM json_each(${ids}) j JOIN cases c ON c.id = j.value WHERE ${visibleCases(actor, sql`c.id`)} ORDER BY j.key`
    : sql`SELECT d.id FROM json_each(${ids}) j JOIN documents d ON d.id = j.value WHERE ${visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`)} ORDER BY j.key`);
  return { ids: seen.map(({ id }) => id), more };
}
