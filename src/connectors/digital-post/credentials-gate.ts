import { readErrorMessage } from './answers.ts';
import type { Failure } from './failure.ts';
import type { Answer } from './transport.ts';

/** How long an answer vouches for the certificate. */
const vouchedMilliseconds = 60_000;

/**
 * The cheap call that probes the connection: one waiting message at most, which stays where it is. It is
 * answered by the part that takes letters; the one that gives receipts may be away while letters go.
 */
export const probePath = '/memos/?page=0&size=1';

/** True for answers only the peer itself gives, so that the handshake was accepted. A 400 page is how a front refuses a certificate. */
export function isPeersVoice({ status, text }: Answer): boolean {
  return status === 200 || status === 401 || status === 403 || status === 404 || (status !== 503 && readErrorMessage(text) !== null);
}

/** Why a probe did not reach the peer's own voice. */
export function gateFault(result: Answer | Failure): { reason: string; detail: string } | null {
  if (result.kind === 'answer') {
    if (isPeersVoice(result)) return null;
    const busy = result.status === 503 && readErrorMessage(result.text) !== null;
    return { reason: busy ? 'busy' : result.status >= 500 ? 'peer_error' : 'nonsense', detail: `HTTP ${result.status}` };
  }
  // A peer that closes right after the handshake without a word: most often it does not accept the certificate.
  return { reason: result.reason === 'cut_off' ? 'closed_without_answer' : result.reason, detail: result.detail };
}

/**
 * Under TLS 1.3 the client is done before the server has looked at the client's certificate, and some
 * servers (Node and Bun among them) refuse it by closing without an alert: seen from here the same as a
 * server that took the letter and died. So no letter leaves before the peer has answered something over a
 * connection made with the same certificate, at most a minute ago; a letter held back by this is not sent
 * for certain. Probes that come together are one.
 */
export function openCredentialsGate(probe: () => Promise<Answer | Failure>) {
  let vouchedAt = -Infinity;
  let probing: Promise<Answer | Failure> | null = null;
  return {
    /** Null = a letter may go; otherwise why not. */
    async pass(): Promise<{ reason: string; detail: string } | null> {
      if (performance.now() - vouchedAt < vouchedMilliseconds) return null;
      probing ??= probe().finally(() => (probing = null));
      const result = await probing;
      this.heard(result);
      return gateFault(result);
    },
    /** Learns from every call: an answer vouches, a connection that breaks takes the vouching back. */
    heard(result: Answer | Failure) {
      if (result.kind === 'answer') {
        if (result.fresh && isPeersVoice(result)) vouchedAt = performance.now();
      } else if (result.reason !== 'timeout' && result.reason !== 'nonsense') vouchedAt = -Infinity;
    },
  };
}
