import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request as openRequest, type RequestOptions } from 'node:https';
import { createSecureContext, type ConnectionOptions, type SecureContext, type TLSSocket } from 'node:tls';
import { unavailable } from '../../core/errors.ts';
import { failureOf, type Failure } from './failure.ts';
import type { DigitalPostSettings } from './types.ts';

export type Call = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the base address, with its query. */
  path: string;
  /** XML, or a container, to be posted. */
  body?: Uint8Array;
  /** What the body is; XML where nothing is said. */
  contentType?: 'application/x-lzma' | 'application/json';
  /** What is asked for; JSON where nothing is said. */
  accept?: 'application/xml';
  /** A POST that may be made twice without harm. */
  repeatable?: true;
  /** A connection of its own, closed afterwards: only then is it known how far a failed call came. */
  fresh: boolean;
};

/** An HTTP answer, whatever its status. `fresh` = it came over a connection whose handshake was made for it. */
export type Answer = { kind: 'answer'; status: number; text: string; fresh: boolean };

/** The beginning of an answer whose bytes are still to come. Reading them throws Problem unavailable where they stop too early or too long. */
export type Stream = { kind: 'stream'; status: number; contentType: string; body: AsyncIterable<Uint8Array> };

/** More than any receipt or page of contacts. */
const longestAnswer = 16 * 1024 * 1024;
/** Time added to the limit for a body on a slow line: one second per MiB. */
const uploadMilliseconds = (body?: Uint8Array) => Math.ceil((body?.byteLength ?? 0) / 1048.576);

/** HTTP/1.1 over mutual TLS (facts: digital-post 3.1). The peer must be signed by `caPem` (empty = by an authority that everybody knows) and carry its host's name. */
export function openTransport(settings: DigitalPostSettings) {
  const base = new URL(settings.baseUrl);
  const shared = new Agent({ keepAlive: true, maxSockets: 4 });
  let context: SecureContext | undefined;
  /** Read from the PEM texts once, not for each letter. Throws where they are damaged. */
  const secureContext = () => (context ??= createSecureContext({ cert: settings.certificatePem, key: settings.keyPem, ...(settings.caPem === '' ? {} : { ca: settings.caPem }) }));

  /** The peer's latest ticket: a new connection takes the session up again, which spares both sides the RSA signatures (half the cost). */
  let session: Buffer | undefined;

  function open({ method, path, body, contentType, accept, fresh }: Call): ClientRequest {
    const headers: Record<string, string | number> = { accept: accept ?? 'application/json' };
    if (settings.apiToken !== '') headers.authorization = `Basic ${settings.apiToken}`;
    if (body !== undefined) Object.assign(headers, { 'content-type': contentType ?? 'application/xml', 'content-length': body.byteLength });
    const options: RequestOptions & Pick<ConnectionOptions, 'secureContext' | 'session'> = {
      protocol: 'https:', hostname: base.hostname.replace(/^\[|\]$/g, ''), port: base.port === '' ? 443 : Number(base.port), method,
      path: `${base.pathname.replace(/\/$/, '')}${path}`, headers, agent: fresh ? false : shared,
      secureContext: secureContext(), rejectUnauthorized: true, ...(session === undefined ? {} : { session }),
    };
    return openRequest(options);
  }

  function once<T = Answer>(call: Call, take?: (response: IncomingMessage) => T): Promise<(T | Answer | Failure) & { reused: boolean }> {
    return new Promise((resolve) => {
      let stage: Failure['stage'] = 'connecting';
      let timer: Timer | undefined;
      let request: ClientRequest;
      const reused = () => request?.reusedSocket === true;
      const finish = (result: T | Answer | Failure) => {
        clearTimeout(timer);
        resolve({ ...result, reused: reused() });
      };
      const fail = (code: string) => {
        session = undefined;
        finish(failureOf(stage, code));
        request.destroy();
      };
      const waitAtMost = (milliseconds: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => fail('TIMEOUT'), milliseconds);
      };
      const handshakeDone = () => {
        stage = 'sent';
        waitAtMost(settings.timeoutMs + uploadMilliseconds(call.body));
      };
      try {
        request = open(call);
      } catch {
        // Only our own PEM texts are read before anything is opened.
        return finish({ kind: 'failure', stage, reason: 'certificate_damaged', detail: 'PEM' });
      }
      waitAtMost(settings.timeoutMs);
      request.on('socket', (socket) => {
        if (isSecured(socket as TLSSocket)) return handshakeDone();
        socket.once('secureConnect', handshakeDone);
        socket.on('session', (ticket: Buffer) => (session = ticket));
      });
      request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'ERROR'));
      request.on('response', (response) => take && response.statusCode === 200 ? finish(take(response)) : collect(response, fail, (text) => finish({ kind: 'answer', status: response.statusCode ?? 0, text, fresh: !reused() })));
      request.end(call.body);
    });
  }

  return {
    /** One call. A kept connection that the peer had closed in the meantime is replaced once, for calls that change nothing. */
    async call(call: Call): Promise<Answer | Failure> {
      const result = await once(call);
      const stale = result.kind === 'failure' && result.reused && result.reason === 'cut_off' && (call.method !== 'POST' || call.repeatable === true);
      return stale ? once({ ...call, fresh: true }) : result;
    },
    /** A GET whose answer is read as it comes; anything but 200 is a whole answer. Silence for longer than the limit breaks it off. */
    async stream(call: Call): Promise<Stream | Answer | Failure> {
      const take = (response: IncomingMessage): Stream => ({ kind: 'stream', status: 200, contentType: String(response.headers['content-type'] ?? ''), body: streamOf(response, settings.timeoutMs) });
      const result = await once<Stream>(call, take);
      return result.kind === 'failure' && result.reused && result.reason === 'cut_off' ? once<Stream>({ ...call, fresh: true }, take) : result;
    },
    close: () => shared.destroy(),
  };
}

/** A kept connection had its handshake long ago and will not tell again. */
const isSecured = (socket: TLSSocket & { secureConnecting?: boolean }): boolean => socket.secureConnecting === false && !socket.connecting;

/** Pieces are joined to about a megabyte, so that whoever stores them writes seldom. */
async function* streamOf(response: IncomingMessage, silenceMs: number): AsyncGenerator<Uint8Array> {
  const cut = (reason: string) => unavailable('digital_post.unavailable', { reason, detail: '' });
  let pieces: Buffer[] = [];
  let length = 0;
  let timer = setTimeout(() => response.destroy(), silenceMs);
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      timer = setTimeout(() => response.destroy(), silenceMs);
      pieces.push(piece);
      length += piece.byteLength;
      if (length < 1_048_576) continue;
      yield Buffer.concat(pieces);
      pieces = [];
      length = 0;
    }
  } catch {
    throw cut('cut_off');
  } finally {
    clearTimeout(timer);
    if (!response.complete) response.destroy();
  }
  if (!response.complete) throw cut('cut_off');
  if (length > 0) yield Buffer.concat(pieces);
}

function collect(response: IncomingMessage, fail: (code: string) => void, done: (text: string) => void) {
  const pieces: Buffer[] = [];
  let length = 0;
  response.on('data', (piece: Buffer) => {
    pieces.push(piece);
    length += piece.byteLength;
    if (length > longestAnswer) fail('ANSWER_TOO_LONG');
  });
  response.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'ERROR'));
  response.on('aborted', () => fail('ECONNRESET'));
  response.on('end', () => (response.complete ? done(Buffer.concat(pieces).toString('utf8')) : fail('ECONNRESET')));
}
