import type { Clock } from '../../core/clock.ts';
import { notFound, unavailable } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { readErrorMessage, readReceipt } from './answers.ts';
import { gateFault, openCredentialsGate, probePath } from './credentials-gate.ts';
import type { Failure } from './failure.ts';
import { lookUpMailboxes } from './look-up.ts';
import { mailCalls } from './mail-calls.ts';
import { ownCertificateFault } from './own-certificate.ts';
import { listAllReceipts } from './receipt-pages.ts';
import { outcomeOfAnswer, outcomeOfContainer, outcomeOfFailure } from './send-outcome.ts';
import { openThrottle } from './throttle.ts';
import { openTransport, type Answer, type Call } from './transport.ts';
import type { DigitalPost, DigitalPostSettings, SendOutcome } from './types.ts';

/** Attempts of a call that changes nothing. */
const attempts = 3;

const isBusy = (result: Answer | Failure) =>
  result.kind === 'failure' ? result.reason === 'timeout' || result.stage === 'connecting' : result.status >= 500 || result.status === 429;

/** The connection to Digital Post. Opens nothing until it is used; see types.ts for what each call promises. */
export function openDigitalPost(settings: DigitalPostSettings, { clock, log }: { clock: Clock; log: Log }): DigitalPost & { close(): void } {
  const transport = openTransport(settings);
  const throttle = openThrottle(settings.maxCallsPerSecond);
  const gate = openCredentialsGate(() => call('probe', { method: 'GET', path: probePath, fresh: true }));

  /** One call at our own pace. `name` is all of it that is logged: a look-up's address holds CPR numbers. */
  async function call(name: string, request: Call): Promise<Answer | Failure> {
    await throttle.turn();
    const began = performance.now();
    const result = await transport.call(request);
    if (isBusy(result)) throttle.slowDown();
    else throttle.recovered();
    gate.heard(result);
    const said = result.kind === 'answer' ? { status: result.status } : { reason: result.reason, detail: result.detail };
    log.debug({ call: name, ...said, milliseconds: Math.round(performance.now() - began) }, 'Digital Post');
    return result;
  }

  /** Repeats while the peer is busy or silent; the throttle holds each repetition back. */
  async function persistently(name: string, request: Call): Promise<Answer | Failure> {
    let result = await call(name, request);
    for (let left = attempts - 1; left > 0 && isBusy(result); left--) result = await call(name, request);
    return result;
  }

  const ownFault = () => ownCertificateFault(settings.certificatePem, clock.now());

  async function get(name: string, path: string): Promise<Answer> {
    const fault = ownFault();
    if (fault !== null) throw unavailable('digital_post.unavailable', { reason: fault, detail: '' });
    const result = await persistently(name, { method: 'GET', path, fresh: false });
    if (result.kind === 'answer' && (result.status === 200 || result.status === 404)) return result;
    throw unavailable('digital_post.unavailable', problemOf(result));
  }

  /** What is posted and may arrive although we never hear of it. `about` is logged with what became of it. */
  async function post(about: Record<string, string>, request: { path: string; body: Uint8Array; contentType?: 'application/x-lzma' }, understand: (answer: Answer) => SendOutcome): Promise<SendOutcome> {
    const outcome = await attempt(request, understand);
    const why = 'reason' in outcome ? { reason: outcome.reason, detail: outcome.detail } : {};
    log[outcome.kind === 'accepted' ? 'debug' : 'warn']({ ...about, outcome: outcome.kind, ...why }, 'posted');
    return outcome;
  }

  async function attempt(request: { path: string; body: Uint8Array; contentType?: 'application/x-lzma' }, understand: (answer: Answer) => SendOutcome): Promise<SendOutcome> {
    const fault = ownFault();
    if (fault !== null) return { kind: 'not_sent', reason: fault, detail: '' };
    const closed = await gate.pass();
    if (closed !== null) return { kind: 'not_sent', ...closed };
    const result = await call('send', { method: 'POST', ...request, fresh: true });
    return result.kind === 'answer' ? understand(result) : outcomeOfFailure(result);
  }

  return {
    ...mailCalls({ get, persistently, call: transport.stream, turn: () => throttle.turn(), ownFault, problemOf, now: () => clock.now() }),
    send(messageUuid, memo) {
      const path = `/memos/?memo-message-uuid=${encodeURIComponent(messageUuid)}`;
      return post({ messageUuid }, { path, body: memo }, (answer) => outcomeOfAnswer(messageUuid, answer));
    },
    sendMass: (transmissionId, container) => post({ transmissionId }, { path: '/memos/', body: container, contentType: 'application/x-lzma' }, outcomeOfContainer),
    lookUp(numbers) {
      const ask = (path: string) => get('look-up', path).then((answer) => (answer.status === 200 ? answer.text : null), () => null);
      return lookUpMailboxes(ask, numbers, settings.lookUpBatch);
    },
    listReceipts: () => listAllReceipts((path) => get('list receipts', path)),
    async fetchReceipt(id) {
      // Without deleting: the receipt is stored here first, and deleted there afterwards.
      const { status, text } = await get('fetch receipt', `/receipts/${encodeURIComponent(id)}?delete=false`);
      if (status === 404) throw notFound('digital_post.receipt_gone');
      return readReceipt(text);
    },
    async deleteReceipt(id) {
      const result = await persistently('delete receipt', { method: 'DELETE', path: `/receipts/${encodeURIComponent(id)}`, fresh: false });
      const done = result.kind === 'answer' && (result.status === 404 || (result.status >= 200 && result.status < 300));
      if (!done) throw unavailable('digital_post.unavailable', problemOf(result));
    },
    async probe() {
      const fault = ownFault();
      if (fault !== null) return { ok: false, reason: fault, detail: '' };
      const result = await call('probe', { method: 'GET', path: probePath, fresh: true });
      const closed = gateFault(result);
      if (closed !== null) return { ok: false, ...closed };
      if (result.kind === 'answer' && result.status === 200) return { ok: true };
      return { ok: false, ...problemOf(result) };
    },
    close: () => transport.close(),
  };
}

/** What to tell about a call that did not do: keys and codes, no words of the peer. */
export function problemOf(result: Answer | Failure): { reason: string; detail: string } {
  if (result.kind === 'failure') return { reason: result.reason, detail: result.detail };
  const detail = `HTTP ${result.status}`;
  if (result.status === 401 || result.status === 403) return { reason: 'not_authorised', detail };
  return { reason: result.status === 503 && readErrorMessage(result.text) !== null ? 'busy' : result.status >= 500 ? 'peer_error' : 'nonsense', detail };
}
