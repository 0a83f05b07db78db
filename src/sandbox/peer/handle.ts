import type { IncomingMessage, ServerResponse } from 'node:http';
import { readSettings } from '../store/settings.ts';
import { refusal, send, type Answer } from './answers.ts';
import type { Call, Peer } from './context.ts';
import { getContacts } from './get-contacts.ts';
import { createSystemFetch, listSystemFetches, queryContactPoints, queryMailboxes, queryOrganisations } from './organisations.ts';
import { postMemo } from './post-memo.ts';
import { deleteWaitingMemo, fetchWaitingMemo, listWaitingMemos, takePostReceipt } from './post.ts';
import { getReceipt, listReceiptIds, listReceiptsInBulk, removeReceipt } from './receipts.ts';

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
  const posted = request.method === 'POST' ? postedTo(call) : null;
  if (posted) return send(response, await posted);
  await drainAndSend(request, response, route(call));
}

/** POSTs that carry a body of their own. */
function postedTo(call: Call): Promise<Answer> | null {
  const memo = /^\/memos\/([^/]+)\/receipt$/.exec(pathOf(call))?.[1];
  const mailbox = /^\/mailboxes\/([^/]+)\/system-fetches\/$/.exec(pathOf(call))?.[1];
  return memo ? takePostReceipt(call, memo) : mailbox ? createSystemFetch(call, mailbox) : null;
}

const pathOf = ({ url }: Call) => (url.pathname.startsWith(`${basePath}/`) ? url.pathname.slice(basePath.length) : '');

function route(call: Call): Answer {
  const { request, settings } = call;
  const path = pathOf(call);
  const receipt = /^\/receipts\/([^/]+)$/.exec(path)?.[1];
  const down = refusal(503, 'service.unavailable', 'The service is not available');
  if (path.startsWith('/receipts') && settings.receiptsDown) return down;
  if (request.method === 'GET' && path === '/contacts/') return getContacts(call);
  if (request.method === 'GET' && path === '/receipts/') return listReceiptIds(call);
  if (request.method === 'GET' && path === '/receipts-bulk/') return listReceiptsInBulk(call);
  if (request.method === 'GET' && receipt) return getReceipt(call, receipt);
  if (request.method === 'DELETE' && receipt) return removeReceipt(call, receipt);
  const memo = /^\/memos\/([^/]+)$/.exec(path)?.[1];
  if (path.startsWith('/memos/') && settings.memosDown) return down;
  if (request.method === 'GET' && path === '/memos/') return listWaitingMemos(call);
  if (request.method === 'GET' && memo) return fetchWaitingMemo(call, memo);
  if (request.method === 'DELETE' && memo) return deleteWaitingMemo(call, memo);
  return request.method === 'GET' ? routeLookUps(call, path) : noSuchPlace;
}

const noSuchPlace = refusal(404, 'not.found', 'The resource was not found');

function routeLookUps(call: Call, path: string): Answer {
  const points = /^\/organisations\/([^/]+)\/contact-points\/$/.exec(path)?.[1];
  const fetches = /^\/mailboxes\/([^/]+)\/system-fetches\/([^/]+)?$/.exec(path);
  if (path === '/organisations/') return queryOrganisations(call);
  if (points) return queryContactPoints(call, points);
  if (path === '/mailboxes/') return queryMailboxes(call);
  if (fetches) return listSystemFetches(call, fetches[1]!, fetches[2]);
  return noSuchPlace;
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
