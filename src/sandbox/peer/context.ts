import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import type { Authority } from '../certificates/authority.ts';
import type { Holder } from '../certificates/open.ts';
import type { SandboxCompany } from '../cvr/companies.ts';
import type { SigningAuthority } from '../signing/authority.ts';
import type { SandboxSettings } from '../settings.ts';
import { changeSettings, readSettings } from '../store/settings.ts';
import type { Answer } from './answers.ts';
import type { Store } from '../store/open.ts';

/** What every endpoint has at hand. */
export type Peer = {
  store: Store;
  clock: Clock;
  base: Partial<SandboxSettings>;
  /** Where the certificates lie, who signs them and whose the client's is. */
  certificates: { folder: string; authority: Authority; holder: Holder };
  /** Whom the signing service's certificates come from, and what its links begin with. */
  signing: { authority: SigningAuthority; links: string };
  /** What the CVR register knows. */
  companies: SandboxCompany[];
};

/** One call: who it is from (CVR of the client certificate, 8 digits) and what the peer is set to. */
export type Call = { peer: Peer; request: IncomingMessage; response: ServerResponse; url: URL; caller: string; settings: SandboxSettings };

type FaultName = 'http503' | 'timeoutAfterBytes' | 'dropAfterBytes' | 'dropBeforeBytes' | 'invalid' | 'notAllowed' | 'nonsense' | 'http401' | 'http403' | 'fetchNonsense' | 'receiptLost';

/** True when this call is to suffer the fault: the countdown is above 0 (it goes down by one) or the dice say so. */
export function strikes(peer: Peer, fault: FaultName): boolean {
  const settings = readSettings(peer.store, peer.base);
  const next = settings[`${fault}Next`];
  if (next > 0) {
    changeSettings(peer.store, { [`${fault}Next`]: next - 1 });
    return true;
  }
  const rate = `${fault}Rate` as keyof SandboxSettings;
  return rate in settings && Math.random() < (settings[rate] as number);
}

/** The faults that come after the bytes were taken and stored: true when one has struck, and the answer is not sent as it should be. */
export function spoilsAnswer(call: Call, answer: Answer, note: (outcome: string) => void): boolean {
  const { peer, response, settings } = call;
  if (strikes(peer, 'timeoutAfterBytes')) {
    note('silent_after_stored');
  } else if (strikes(peer, 'dropAfterBytes')) {
    note('dropped_after_stored');
    response.socket?.destroy();
  } else if (strikes(peer, 'nonsense')) {
    note('nonsense_after_stored');
    const text = JSON.stringify(answer.body);
    if (settings.nonsenseKind === 'html') response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>It works</body></html>');
    else response.writeHead(201, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2));
  } else {
    return false;
  }
  return true;
}

/** Whole numbers `page` (from 0) and `size` of a list call; null where they are none. */
export function paging(url: URL, defaultSize: number, maximumSize: number): { page: number; size: number } | null {
  const page = Number(url.searchParams.get('page') ?? 0);
  const size = Number(url.searchParams.get('size') ?? defaultSize);
  const fits = Number.isInteger(page) && page >= 0 && Number.isInteger(size) && size >= 1 && size <= maximumSize;
  return fits ? { page, size } : null;
}
