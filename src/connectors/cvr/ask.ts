import { unavailable, type Problem } from '../../core/errors.ts';

/** More than the largest company's units; an answer beyond it is cut off and refused. */
const longestAnswer = 24 * 1024 * 1024;

export type Call = { url: URL; headers: Record<string, string>; body: unknown; timeoutMs: number };

/** What was answered: JSON of a 200, or that the address is not there. */
export type Answered = { kind: 'json'; value: unknown } | { kind: 'not_there' };

/**
 * Posts JSON and reads the answer, within a time and a size. Redirects are not followed: credentials go to the address
 * that was set and nowhere else. Throws as CvrRegister; the error never names the address, which may carry a key.
 */
export async function ask({ url, headers, body, timeoutMs }: Call): Promise<Answered> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', signal, headers: { accept: 'application/json', 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    const text = await readUpTo(answer, longestAnswer);
    if (answer.status === 404) return { kind: 'not_there' };
    const fault = statusFault(answer.status);
    if (fault) throw unavailable(fault, { status: answer.status });
    return { kind: 'json', value: parsed(text) };
  } catch (error) {
    throw problemOf(error);
  }
}

function statusFault(status: number): string | null {
  if (status === 200) return null;
  if (status === 401 || status === 403) return 'cvr.not_authorised';
  if (status === 429 || status === 503) return 'cvr.busy';
  return status >= 500 ? 'cvr.error' : 'cvr.nonsense';
}

async function readUpTo(answer: Response, most: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.byteLength;
    if (length > most) throw unavailable('cvr.too_large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unavailable('cvr.nonsense');
  }
}

const tls = /CERT|TLS|SSL|ALTNAME|SELF_SIGNED|UNABLE_TO_/i;

function problemOf(error: unknown): Problem {
  const { name, code, reason } = error as { name?: string; code?: string; reason?: string };
  if (reason?.startsWith('cvr.')) return error as Problem;
  if (name === 'TimeoutError' || name === 'AbortError') return unavailable('cvr.timeout');
  return unavailable(typeof code === 'string' && tls.test(code) ? 'cvr.tls' : 'cvr.away');
}

export const nonsense = () => unavailable('cvr.nonsense');
