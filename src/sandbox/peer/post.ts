import { isMessageUuid } from '../memo/check.ts';
import { findPost, notePost, notePostReceipt, removePost, waitingPost } from '../store/post.ts';
import { refusal, type Answer } from './answers.ts';
import { paging, strikes, type Call } from './context.ts';
import { readBody } from './read-body.ts';
import { pagingResult } from './receipts.ts';

const noSuchMemo = refusal(404, 'memo.not.found', 'The resource was not found');

/** GET /memos/ : ids of what waits for the caller's recipient system. */
export function listWaitingMemos(call: Call): Answer {
  const list = paging(call.url, 100, 1000);
  if (!list) return refusal(400, 'paging.not.allowed', 'page is 0 or more, size 1 to 1000');
  const { ids, total } = waitingPost(call.peer.store, call.caller, list.page, list.size);
  return { status: 200, body: pagingResult(ids, list.page, list.size, total) };
}

/** GET /memos/{id} : the MeMo byte for byte, in the type it was sent under. */
export function fetchWaitingMemo(call: Call, id: string): Answer {
  const accept = call.request.headers.accept ?? '*/*';
  if (!/application\/xml|\*\/\*/.test(accept)) return refusal(400, 'accept.not.allowed', 'Accept is application/xml');
  const found = findPost(call.peer.store, call.caller, id);
  if (!found) return noSuchMemo;
  notePost(call.peer.store, id, 'fetched');
  if (strikes(call.peer, 'fetchNonsense')) return { status: 200, body: Buffer.from('<html><body>It works</body></html>'), type: 'text/html' };
  return { status: 200, body: found.xml, type: found.content_type };
}

const fields = ['transmissionId', 'messageUUID', 'messageId', 'errorCode', 'errorMessage', 'timeStamp', 'receiptStatus'];
const statuses = ['RECEIVED', 'COMPLETED', 'INVALID', 'NOT_ALLOWED'];

/** What is wrong with a receipt's body, or the receipt. */
function readReceipt(body: Uint8Array, uuid: string): { fault: Answer } | { positive: boolean } {
  const wrong = (code: string, message: string, status = 422) => ({ fault: refusal(status, code, message) });
  let receipt: Record<string, unknown>;
  try {
    receipt = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Record<string, unknown>;
  } catch {
    return wrong('receipt.not.json', 'The receipt is no JSON', 400);
  }
  if (typeof receipt !== 'object' || receipt === null || Array.isArray(receipt)) return wrong('receipt.not.json', 'The receipt is no object', 400);
  const unknown = Object.keys(receipt).find((name) => !fields.includes(name));
  if (unknown) return wrong('receipt.field.unknown', 'A field that a receipt does not have');
  if (!statuses.includes(receipt.receiptStatus as string)) return wrong('receipt.status.not.allowed', 'receiptStatus is one of four');
  if (typeof receipt.messageUUID !== 'string' || !isMessageUuid(receipt.messageUUID)) return wrong('receipt.message.uuid.not.allowed', 'messageUUID is a UUID of version 4');
  if (uuid !== '' && receipt.messageUUID.toLowerCase() !== uuid) return wrong('receipt.message.uuid.mismatch', 'messageUUID is another than the message has');
  if (typeof receipt.timeStamp !== 'string' || Number.isNaN(Date.parse(receipt.timeStamp))) return wrong('receipt.time.stamp.not.allowed', 'timeStamp is a time');
  // A code, even 0, makes it negative: the memo is sent again and the system is warned (facts 3.3).
  const positive = receipt.receiptStatus === 'COMPLETED' && (receipt.errorCode === null || receipt.errorCode === undefined || receipt.errorCode === '');
  return { positive };
}

/** POST /memos/{id}/receipt : the recipient system says that it has the message. */
export async function takePostReceipt(call: Call, id: string): Promise<Answer> {
  const { peer, request, caller, settings } = call;
  const body = await readBody(request, 100_000);
  if (settings.memosDown) return refusal(503, 'service.unavailable', 'The service is not available');
  if (typeof body === 'string') return refusal(400, 'receipt.body.not.allowed', 'A receipt of at most 100,000 bytes with its length');
  if ((request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase() !== 'application/json') return refusal(400, 'content.type.not.allowed', 'Content-Type is application/json');
  const found = findPost(peer.store, caller, id);
  if (!found) return noSuchMemo;
  const read = readReceipt(body, found.uuid);
  if ('fault' in read) return read.fault;
  if (found.receipt !== null) return refusal(409, 'receipt.already.given', 'The memo has its receipt');
  notePostReceipt(peer.store, id, Buffer.from(body).toString('utf8'), read.positive);
  if (read.positive && settings.receiptRemovesMail) removePost(peer.store, id, peer.clock.now().getTime());
  if (strikes(peer, 'receiptLost')) return refusal(503, 'service.unavailable', 'The service is not available');
  return { status: 200, body: null };
}

/** DELETE /memos/{id} : 204; 409 before it has its receipt; 404 the second time. */
export function deleteWaitingMemo(call: Call, id: string): Answer {
  const found = findPost(call.peer.store, call.caller, id);
  if (!found) {
    notePost(call.peer.store, id, 'deletes');
    return noSuchMemo;
  }
  if (found.receipt === null) return refusal(409, 'memo.without.receipt', 'The memo has no positive receipt yet');
  removePost(call.peer.store, id, call.peer.clock.now().getTime());
  return { status: 204, body: null };
}

