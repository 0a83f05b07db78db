import type { IncomingMessage, ServerResponse } from 'node:http';
import { readSettings } from '../store/settings.ts';
import { refusal, send, type Answer } from './answers.ts';
import type { Call, Peer } from './context.ts';
import { getContacts } from './get-contacts.ts';
import { postMemo } from './post-memo.ts';
import { getReceipt, listReceiptIds, listReceiptsInBulk, listWaitingMemos, removeReceipt } from './receipts.ts';

export const basePath = '/apis/v1';

/** What the client's certificate says: its CVR number, null where it names none, and whether it stands on the list of revoked ones. */
export type Caller = { cvr: string | null; revoked(): boolean };

/** One call from the address to the answer. */
export async function handle(peer: Peer, request: IncomingMessage, response: ServerResponse, { cvr: caller, revoked }: Caller): Promise<void> {
  const settings = readSettings(peer.store, peer.base);
  const url = new URL(request.url ?? '/', 'https://sandbox.invalid');
  if (settings.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, settings.slowMs));
  const token = request.headers.authorization;
  if (settings.revokedAnswer === 'forbidden' && revoked()) return drainAndSend(request, response, refusal(403, 'certificate.revoked', 'The client certificate is revoked'));
  if (caller === null) return drainAndSend(request, response, refusal(403, 'certificate.without.cvr', 'The client certificate names no CVR number in 2.5.4.97'));
  if (settings.apiToken !== '' && token !== `Basic ${settings.apiToken}`) return drainAndSend(request, response, refusal(401, 'unauthorized', 'Authorization: Basic with the token of the system is required'));
  const call: Call = { peer, request, response, url, caller, settings };
  if (request.method === 'POST' && url.pathname === `${basePath}/memos/`) return postMemo(call);
  await drainAndSend(request, response, route(call));
}

function route(call: Call): Answer {
  const { url, request, settings } = call;
  const path = url.pathname.startsWith(`${basePath}/`) ? url.pathname.slice(basePath.length) : '';
  const receipt = /^\/receipts\/([^/]+)$/.exec(path)?.[1];
  const down = refusal(503, 'service.unavailable', 'The service is not available');
  if (path.startsWith('/receipts') && settings.receiptsDown) return down;
  if (request.method === 'GET' && path === '/contacts/') return getContacts(call);
  if (request.method === 'GET' && path === '/receipts/') return listReceiptIds(call);
  if (request.method === 'GET' && path === '/receipts-bulk/') return listReceiptsInBulk(call);
  if (request.method === 'GET' && receipt) return getReceipt(call, receipt);
  if (request.method === 'DELETE' && receipt) return removeReceipt(call, receipt);
  if (request.method === 'GET' && path === '/memos/') return settings.memosDown ? down : listWaitingMemos(call);
  return refusal(404, 'not.found', 'The resource was not found');
}

/** Takes what the caller still sends, so that it reads the answer rather than meeting a closed connection. */
async function drainAndSend(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  try {
    for await (const _chunk of request) continue;
  } catch {
    return;
  }
  send(response, answer);
}
