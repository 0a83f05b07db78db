import { invalid, Problem, unavailable } from '../../core/errors.ts';
import type { SigningSettings } from './types.ts';

export type Answer = { status: number; body: Uint8Array };

/** More than any state of a hundred requests. */
const longestAnswer = 1_000_000;
/** Time added for a body on a slow line: one second per MiB. */
const forBytes = (bytes: number) => Math.ceil(bytes / 1048.576);
const certificate = /CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL|ALTNAME/i;

/**
 * One call over HTTPS, with the key. Never follows to another address: the key and the person's number would go along.
 * Errors: unavailable signing.away, signing.timeout, signing.tls; signing.nonsense where the answer is longer than `limit` bytes.
 */
export async function call(settings: SigningSettings, method: 'GET' | 'POST' | 'PUT', path: string, options: { body?: FormData | string; bytes?: number; limit?: number } = {}): Promise<Answer> {
  const { body, bytes = 0, limit = longestAnswer } = options;
  const headers: Record<string, string> = { accept: 'application/json, application/pdf' };
  if (settings.apiToken !== '') headers['authorization'] = `Bearer ${settings.apiToken}`;
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  const signal = AbortSignal.timeout(settings.timeoutMs + forBytes(bytes + (limit > longestAnswer ? limit : 0)));
  try {
    const answer = await fetch(settings.baseUrl + path, {
      method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }), ...(settings.authorities === '' ? {} : { tls: { ca: settings.authorities } }),
    });
    return { status: answer.status, body: await readAtMost(answer, limit) };
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { name, code = '', message = '' } = error as { name?: string; code?: string; message?: string };
    if (name === 'TimeoutError' || name === 'AbortError') throw unavailable('signing.timeout');
    throw unavailable(certificate.test(code) || certificate.test(message) ? 'signing.tls' : 'signing.away');
  }
}

async function readAtMost(answer: Response, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > limit) throw unavailable('signing.nonsense');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The Problem an answer stands for that is not the one hoped for. The service's words are its own: only codes go on. */
export function refusalOf({ status, body }: Answer): Problem {
  if (status === 401 || status === 403) return unavailable('signing.not_authorised');
  if (status === 429 || status >= 500) return unavailable('signing.busy');
  if (status === 400 || status === 409 || status === 413 || status === 415 || status === 422) return invalid('signing.refused', { code: codeOf(body) });
  return unavailable('signing.nonsense');
}

function codeOf(body: Uint8Array): string {
  try {
    const { code } = JSON.parse(Buffer.from(body).toString()) as { code?: unknown };
    return typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : '';
  } catch {
    return '';
  }
}
