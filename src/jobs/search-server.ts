import { connectMeilisearch, type MeilisearchServer } from '../connectors/meilisearch/index.ts';
import type { Reader } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';

const callMs = 30_000;
/** A settings change over a large index, or a large payload, may take its time. */
const taskMs = 30 * 60_000;

/** The school's Meilisearch server as the settings stand now; null where none is set up. */
export function searchServer(reader: Reader, signal?: AbortSignal): MeilisearchServer | null {
  const settings = readSettings(reader);
  if (settings['search.url'] === '') return null;
  return connectMeilisearch({ url: settings['search.url'], key: settings['search.key'], authorities: settings['search.authorities'], timeoutMs: callMs, searchTimeoutMs: settings['search.timeoutSeconds'] * 1000, taskTimeoutMs: taskMs, signal });
}
