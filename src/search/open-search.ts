import { join } from 'node:path';
import { Problem, unavailable } from '../core/errors.ts';
import type { Database } from '../db/index.ts';
import { indexToAsk, isBehind, listIndexes, type IndexRecord } from './changes.ts';
import { openFts5Index } from './fts5/index.ts';
import { openMeilisearchIndex, serverName, type SearchServer } from './meilisearch/index.ts';
import type { AskIndex } from './search.ts';
import type { EngineRequest, SearchIndex } from './types.ts';

type Server = SearchServer & { version(): Promise<string> };

export type Search = {
  /** Asks the index in use. Throws unavailable search.none, search.broken. */
  ask: AskIndex;
  /** Opens an index by its record, for whoever keeps it. */
  open(record: IndexRecord): SearchIndex;
  /** Takes an index away on the server. Throws Problem where the server is not there. */
  remove(name: string): Promise<void>;
  /** The server as it is set up now, for a test call; null where none is. */
  server(): Server | null;
  /** The process stops: what is under way with the server is given up. */
  interrupt(): void;
  close(): Promise<void>;
};

/** A server that did not answer is not asked again for so long: every page would wait for it. */
const restMs = 10_000;
/** With more changes than this on their way to the server, the embedded index knows better. */
const mostBehind = 500;

/**
 * The search of a box whose index files lie in `folder`. The embedded index is always kept; where the school has a server
 * and its index is ready, that is asked, and the embedded one in its place while it is away or behind. Nothing is opened
 * before somebody asks.
 */
export function openSearch(deps: { db: Database; folder: string; server?: (stopping: AbortSignal) => Server | null }): Search {
  const stopping = new AbortController();
  let embedded: { name: string; index: SearchIndex } | undefined;
  let resting: { until: number; reason: string } | undefined;

  const needed = (): SearchServer => {
    const found = deps.server?.(stopping.signal);
    if (!found) throw unavailable('meilisearch.not_configured');
    return found;
  };
  const open = (record: IndexRecord): SearchIndex => {
    if (record.engine === 'fts5') return openFts5Index(join(deps.folder, `${record.name}.sqlite`));
    return openMeilisearchIndex(needed, record.name, record.state === 'building' && record.caseCursor + record.documentCursor === 0);
  };

  async function askEmbedded(request: EngineRequest) {
    const record = indexToAsk(deps.db, 'fts5');
    if (!record) throw unavailable('search.none');
    if (embedded?.name !== record.name) {
      await embedded?.index.close();
      embedded = { name: record.name, index: open(record) };
    }
    return embedded.index.search(request);
  }

  /** Why the server's index is not asked just now; null = it is. */
  function reasonNot(record: IndexRecord): string | null {
    if (record.lastError) return record.lastError;
    if (resting && performance.now() < resting.until) return resting.reason;
    return isBehind(deps.db, record.name, mostBehind) ? 'meilisearch.behind' : null;
  }

  return {
    open,
    remove: (name) => needed().drop(serverName(name)),
    server: () => deps.server?.(stopping.signal) ?? null,
    interrupt: () => stopping.abort(),
    async ask(request) {
      const record = listIndexes(deps.db).findLast((each) => each.engine === 'meilisearch' && each.state === 'ready');
      if (!record) return askEmbedded(request);
      const reason = reasonNot(record);
      if (reason) return { ...(await askEmbedded(request)), insteadOf: reason };
      try {
        const answer = await open(record).search(request);
        resting = undefined;
        return await withSuggestion(answer, () => askEmbedded(request));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        resting = { until: performance.now() + restMs, reason: error.reason };
        return { ...(await askEmbedded(request)), insteadOf: error.reason };
      }
    },
    async close() {
      await embedded?.index.close();
      embedded = undefined;
    },
  };
}

type Answer = Awaited<ReturnType<SearchIndex['search']>>;

/** The server knows no words; the embedded index does, and points out only what the searcher may see. */
export async function withSuggestion(answer: Answer, askEmbedded: () => Promise<Answer>): Promise<Answer> {
  return answer.total > 0 ? answer : { ...answer, suggestion: (await askEmbedded()).suggestion };
}
