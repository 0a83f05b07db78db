import { unavailable } from '../../core/errors.ts';
import { jsonObject } from './answers.ts';
import type { Answer } from './transport.ts';

const pageSize = 500;
/** Half a million receipts; a peer that has more pages than this is not paging. */
const mostPages = 1000;

/**
 * Ids of everything that waits at `at` (receipts, or mail), each once, in the peer's order (facts: digital-post 3.1, PagingResultUUID:
 * `{content, number, size, next, totalElements, totalPages}`). A 404 is an empty list.
 * Throws Problem unavailable where a page cannot be read.
 */
export async function listAllReceipts(get: (path: string) => Promise<Answer>, at = '/receipts/'): Promise<string[]> {
  const ids = new Set<string>();
  for (let number = 0; number < mostPages; number++) {
    const { status, text } = await get(`${at}?page=${number}&size=${pageSize}`);
    if (status === 404) break;
    const page = jsonObject(text);
    if (page === null || !Array.isArray(page.content)) throw unavailable('digital_post.unavailable', { reason: 'nonsense', detail: `HTTP ${status}` });
    const before = ids.size;
    for (const id of page.content) if (typeof id === 'string') ids.add(id);
    const isLast = typeof page.totalPages === 'number' ? number + 1 >= page.totalPages : page.next === null || page.next === undefined;
    if (isLast || ids.size === before) break;
  }
  return [...ids];
}
