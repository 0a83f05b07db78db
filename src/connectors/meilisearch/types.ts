/** Where the server is. `key` '' = a server without keys; `authorities`: PEM that its certificate may come from, '' = those everybody knows. `timeoutMs`: for one call; a search has `searchTimeoutMs`. */
export type MeilisearchSettings = { url: string; key: string; authorities?: string; timeoutMs: number; searchTimeoutMs: number; /** Longest wait for one task. */ taskTimeoutMs: number; /** Gives up what is under way. */ signal?: AbortSignal | undefined };

export type ServerDocument = { id: string } & Record<string, unknown>;
export type ServerAnswer = { hits: Record<string, unknown>[]; totalHits: number; facets: Record<string, Record<string, number>> };

/**
 * A Meilisearch server. What writes has been done, not only queued, when it answers.
 * Errors: unavailable meilisearch.away, .timeout, .tls, .not_authorised, .busy, .nonsense, .slow (a task is not done in time), .full,
 * .task_failed {code}, .task_canceled, .stopped, .no_index; invalid meilisearch.refused {code}.
 */
export type MeilisearchServer = {
  version(): Promise<string>;
  /** The settings of an index as they stand; null where there is no such index. */
  settings(index: string): Promise<Record<string, unknown> | null>;
  hasIndex(index: string): Promise<boolean>;
  /** An index that is there already is fine. */
  makeIndex(index: string): Promise<void>;
  changeSettings(index: string, changes: Record<string, unknown>): Promise<void>;
  /** Adds documents or replaces those of the same id. */
  put(index: string, documents: ServerDocument[]): Promise<void>;
  remove(index: string, ids: string[]): Promise<void>;
  /** Takes the index away; one that is not there is fine. */
  drop(index: string): Promise<void>;
  search(index: string, query: Record<string, unknown>): Promise<ServerAnswer>;
  /** Documents in it. */
  count(index: string): Promise<number>;
};
