import type { RecipientNumber } from '../../numbers/index.ts';
import { contactsPath, readContactPage } from './contacts.ts';
import type { MailboxStatus } from './types.ts';

/** Answers the body of a successful GET, or null after its last attempt failed. */
export type Get = (path: string) => Promise<string | null>;

/** An address must stay shorter than what servers commonly take (8 kB). */
const mostPerCall = 200;
const mostPages = 100;
/** Groups asked side by side. */
const lanes = 3;

function groups(numbers: RecipientNumber[], size: number): { kind: RecipientNumber['kind']; numbers: string[] }[] {
  return (['cpr', 'cvr'] as const).flatMap((kind) => {
    const all = [...new Set(numbers.filter((one) => one.kind === kind).map(({ number }) => number))];
    return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => ({ kind, numbers: all.slice(index * size, (index + 1) * size) }));
  });
}

/** All pages for one group; null when a page failed or fewer contacts came than were promised. */
async function askGroup(get: Get, kind: RecipientNumber['kind'], numbers: string[]): Promise<Map<string, MailboxStatus> | null> {
  const found = new Map<string, MailboxStatus>();
  const unreadable = new Set<string>();
  let count = 0;
  for (let index = 0, pages = 1; index < pages; index++) {
    const text = index < mostPages ? await get(contactsPath(kind, numbers, index)) : null;
    const page = text === null ? null : readContactPage(text);
    if (page === null) return null;
    for (const [number, status] of page.statuses) found.set(number, status);
    for (const number of page.unreadable) unreadable.add(number);
    count += page.count;
    pages = page.pages;
    if (index === pages - 1 && count < page.total) return null;
  }
  const asked = numbers.filter((number) => !unreadable.has(number));
  return new Map(asked.map((number) => [number, found.get(number) ?? 'not_found']));
}

/**
 * Mailbox status by number (10 or 8 digits). A number is absent where its group's call failed or its
 * answer could not be understood: shown as not looked up, never as not found.
 */
export async function lookUpMailboxes(get: Get, numbers: RecipientNumber[], batch: number): Promise<Map<string, MailboxStatus>> {
  const waiting = groups(numbers, Math.max(1, Math.min(batch, mostPerCall)));
  const answered = new Map<string, MailboxStatus>();
  const lane = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      for (const [number, status] of (await askGroup(get, group.kind, group.numbers)) ?? []) answered.set(number, status);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answered;
}
