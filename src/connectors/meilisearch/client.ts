import { unavailable } from '../../core/errors.ts';
import { call } from './call.ts';
import { done } from './tasks.ts';
import type { MeilisearchServer, MeilisearchSettings, ServerAnswer, ServerDocument } from './types.ts';

/** The server takes 100 MB by default; one payload stays far below, and memory with it. */
const mostCharacters = 20_000_000;

/** A server by its API as published (facts in README.md); nothing is called before somebody asks. */
export function connectMeilisearch(settings: MeilisearchSettings): MeilisearchServer {
  const at = (index: string, rest = '') => `/indexes/${encodeURIComponent(index)}${rest}`;

  return {
    async version() {
      const { pkgVersion } = ((await call(settings, 'GET', '/version')).body ?? {}) as { pkgVersion?: unknown };
      if (typeof pkgVersion !== 'string' || !/^\d+\.\d+/.test(pkgVersion)) throw unavailable('meilisearch.nonsense');
      return pkgVersion.slice(0, 40);
    },
    async settings(index) {
      const { status, body } = await call(settings, 'GET', at(index, '/settings'), { mayBeAbsent: true });
      return status === 404 ? null : object(body);
    },
    async hasIndex(index) {
      return (await call(settings, 'GET', at(index), { mayBeAbsent: true })).status !== 404;
    },
    async makeIndex(index) {
      await done(settings, await call(settings, 'POST', '/indexes', { body: JSON.stringify({ uid: index, primaryKey: 'id' }) }), 'index_already_exists');
    },
    async changeSettings(index, changes) {
      await done(settings, await call(settings, 'PATCH', at(index, '/settings'), { body: JSON.stringify(changes) }));
    },
    async put(index, documents) {
      for (const body of payloads(documents)) await done(settings, await call(settings, 'POST', at(index, '/documents?primaryKey=id'), { body }));
    },
    async remove(index, ids) {
      if (ids.length > 0) await done(settings, await call(settings, 'POST', at(index, '/documents/delete-batch'), { body: JSON.stringify(ids) }));
    },
    async drop(index) {
      const answer = await call(settings, 'DELETE', at(index), { mayBeAbsent: true });
      if (answer.status !== 404) await done(settings, answer, 'index_not_found');
    },
    async search(index, query) {
      return answerOf((await call(settings, 'POST', at(index, '/search'), { body: JSON.stringify(query), timeoutMs: settings.searchTimeoutMs })).body);
    },
    async count(index) {
      const { numberOfDocuments } = object((await call(settings, 'GET', at(index, '/stats'))).body);
      if (typeof numberOfDocuments !== 'number') throw unavailable('meilisearch.nonsense');
      return numberOfDocuments;
    },
  };
}

/** Documents as JSON arrays of a bounded size. */
function* payloads(documents: ServerDocument[]): Generator<string> {
  let parts: string[] = [];
  let size = 0;
  for (const document of documents) {
    const part = JSON.stringify(document);
    if (size + part.length > mostCharacters && parts.length > 0) {
      yield `[${parts.join(',')}]`;
      [parts, size] = [[], 0];
    }
    parts.push(part);
    size += part.length;
  }
  if (parts.length > 0) yield `[${parts.join(',')}]`;
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unavailable('meilisearch.nonsense');
  return value as Record<string, unknown>;
}

/** Half an answer is none: a total or a facet that is not there would be shown as nothing found. */
function answerOf(body: unknown): ServerAnswer {
  const { hits, totalHits, facetDistribution } = object(body);
  if (!Array.isArray(hits) || typeof totalHits !== 'number') throw unavailable('meilisearch.nonsense');
  const facets = Object.entries(object(facetDistribution ?? {})).map(([name, counts]) => [name, object(counts)]);
  return { hits: hits.map(object), totalHits, facets: Object.fromEntries(facets) as ServerAnswer['facets'] };
}
