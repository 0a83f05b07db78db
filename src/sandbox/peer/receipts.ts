import { deleteReceipt, fetchReceipt, listReceipts } from '../store/receipts.ts';
import { refusal, type Answer } from './answers.ts';
import { paging, type Call } from './context.ts';

const noSuchReceipt = refusal(404, 'receipt.not.found', 'The resource was not found');
const badPaging = refusal(400, 'paging.not.allowed', 'page is 0 or more, size 1 to 1000');

function waiting(call: Call, page: number, size: number) {
  return listReceipts(call.peer.store, call.caller, call.peer.clock.now().getTime(), page, size, call.settings.outOfOrder);
}

/** GET /receipts/ : ids only, as PagingResultUUID. */
export function listReceiptIds(call: Call): Answer {
  const list = paging(call.url, 100, 1000);
  if (!list) return badPaging;
  const { rows, total } = waiting(call, list.page, list.size);
  return { status: 200, body: pagingResult(rows.map((row) => row.id), list.page, list.size, total) };
}

/** GET /receipts-bulk/ : the receipts themselves with their ids. */
export function listReceiptsInBulk(call: Call): Answer {
  const list = paging(call.url, 100, 1000);
  if (!list) return badPaging;
  const { rows, total } = waiting(call, list.page, list.size);
  const receipts = rows.map((row) => ({ id: row.id, ...(JSON.parse(row.body) as object) }));
  return { status: 200, body: { currentPage: list.page, totalPages: Math.ceil(total / list.size), elementsOnPage: receipts.length, totalElements: total, receipts } };
}

/** GET /receipts/{id}?delete=true|false : delete=true removes it once it has been read. */
export function getReceipt(call: Call, id: string): Answer {
  const now = call.peer.clock.now().getTime();
  const found = fetchReceipt(call.peer.store, call.caller, id, now);
  if (!found) return noSuchReceipt;
  if (call.url.searchParams.get('delete') === 'true') deleteReceipt(call.peer.store, call.caller, id, now);
  return { status: 200, body: JSON.parse(found.body) as unknown };
}

/** DELETE /receipts/{id} : 204, and 404 the second time. */
export function removeReceipt(call: Call, id: string): Answer {
  const gone = deleteReceipt(call.peer.store, call.caller, id, call.peer.clock.now().getTime());
  return gone ? { status: 204, body: null } : noSuchReceipt;
}

/** A page of ids in the manner of the API (PagingResultUUID). */
export function pagingResult(content: string[], number: number, size: number, totalElements: number): object {
  const totalPages = Math.ceil(totalElements / size);
  const pageAt = (page: number) => ({ page, size, ordering: [] });
  return {
    content, number, size, previous: number > 0 ? pageAt(number - 1) : null,
    next: number + 1 < totalPages ? pageAt(number + 1) : null, totalElements, totalPages,
  };
}
