import { invalid, Problem, unavailable } from '../../core/errors.ts';
import type { MeilisearchSettings } from './types.ts';

/** Twenty hits with facets are far below; what is longer is not an answer of this API. */
const longestAnswer = 8 * 1024 * 1024;
const certificate = /CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL|ALTNAME/i;

export type Answer = { status: number; body: unknown };
type Options = { body?: string; timeoutMs?: number; /** That there is no such index is an answer too (404), not a failure. */ mayBeAbsent?: boolean };

/** One call with the key. Never follows to another address: the key and the school's texts would go along. */
export async function call(settings: MeilisearchSettings, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, options: Options = {}): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json', ...(settings.key === '' ? {} : { authorization: `Bearer ${settings.key}` }), ...(options.body === undefined ? {} : { 'content-type': 'application/json' }) };
  const timeout = AbortSignal.timeout(options.timeoutMs ?? settings.timeoutMs);
  const signal = settings.signal ? AbortSignal.any([timeout, settings.signal]) : timeout;
  try {
    const answer = await fetch(settings.url + path, { method, headers, redirect: 'manual', signal, ...(settings.authorities ? { tls: { ca: settings.authorities } } : {}), ...(options.body === undefined ? {} : { body: options.body }) });
    const body = parsed(await readAtMost(answer));
    const absent = options.mayBeAbsent && answer.status === 404 && codeOf(body) === 'index_not_found';
    if (answer.status !== 200 && answer.status !== 202 && !absent) throw refusalOf(answer.status, body);
    return { status: answer.status, body };
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (settings.signal?.aborted) throw unavailable('meilisearch.stopped');
    const { name, code = '', message = '' } = error as { name?: string; code?: string; message?: string };
    if (name === 'TimeoutError' || name === 'AbortError') throw unavailable('meilisearch.timeout');
    throw unavailable(certificate.test(code) || certificate.test(message) ? 'meilisearch.tls' : 'meilisearch.away');
  }
}

async function readAtMost(answer: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.byteLength;
    if (length > longestAnswer) throw unavailable('meilisearch.nonsense');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The server's own words may quote what was searched for or indexed: only its code goes on. */
export function codeOf(body: unknown): string {
  const code = (body as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && /^[a-z_]{1,60}$/.test(code) ? code : '';
}

function refusalOf(status: number, body: unknown): Problem {
  const code = codeOf(body);
  if (code === 'index_not_found') return unavailable('meilisearch.no_index');
  if (status === 401 || status === 403) return unavailable('meilisearch.not_authorised');
  if (/no_space_left|database_size_limit/.test(code)) return unavailable('meilisearch.full');
  if (status === 429 || status === 408 || status >= 500) return unavailable('meilisearch.busy');
  // A refusal in the server's own manner; anything else (a redirect, a page) is not this API.
  return code !== '' && status >= 400 ? invalid('meilisearch.refused', { code }) : unavailable('meilisearch.nonsense');
}
