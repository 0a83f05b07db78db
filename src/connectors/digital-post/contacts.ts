import type { RecipientNumber } from '../../numbers/index.ts';
import { jsonObject } from './answers.ts';
import type { MailboxStatus } from './types.ts';

/** A page of `GET /contacts/`: status by number, newest entry per number; what says nothing we know is left out. */
export type ContactPage = { statuses: Map<string, MailboxStatus>; unreadable: Set<string>; count: number; total: number; pages: number };

type JsonObject = Record<string, unknown>;
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const waiting = new Set(['UNCONFIRMED_REGISTRATION', 'BEFORE_UNCONFIRMED_REGISTRATION', 'CREATED_AWAITING_REGISTRATION']);

/**
 * publicRegistrationStatus decides; but whoever is in the waiting period of an UNCONFIRMED_REGISTRATION
 * receives nothing yet (facts: digital-post 3.4). Null where neither field says anything we know.
 */
export function mailboxStatus(subscription: unknown): MailboxStatus | null {
  if (!isObject(subscription)) return 'not_found';
  const { publicRegistrationStatus: shown, registrationStatus: inner } = subscription;
  if (shown === 'EXEMPT') return 'exempt';
  if (shown === 'CLOSED') return 'closed';
  if (inner === 'UNCONFIRMED_REGISTRATION') return 'unconfirmed';
  if (shown === 'REGISTERED') return 'registered';
  return (shown === undefined || shown === null) && typeof inner === 'string' && waiting.has(inner) ? 'unconfirmed' : null;
}

/** Reads one page, or null where it is not what the interface describes. */
export function readContactPage(text: string): ContactPage | null {
  const json = jsonObject(text);
  if (json === null || !Array.isArray(json.contacts)) return null;
  const contacts = json.contacts.filter(isObject).sort((a, b) => String(a.lastUpdated ?? '').localeCompare(String(b.lastUpdated ?? '')));
  const page: ContactPage = {
    statuses: new Map(), unreadable: new Set(), count: json.contacts.length,
    total: typeof json.totalElements === 'number' ? json.totalElements : json.contacts.length,
    pages: typeof json.totalPages === 'number' ? json.totalPages : 1,
  };
  for (const contact of contacts) {
    const number = contact.cprNumber ?? contact.cvrNumber;
    if (typeof number !== 'string') continue;
    const status = mailboxStatus(contact.mailboxSubscription);
    page.statuses.delete(number);
    page.unreadable.delete(number);
    if (status === null) page.unreadable.add(number);
    else page.statuses.set(number, status);
  }
  return page;
}

/** `/contacts/` for numbers of one kind, in the query: a GET with a body (isBulkLookup) is not needed for small groups. */
export function contactsPath(kind: RecipientNumber['kind'], numbers: string[], page: number): string {
  const asked = numbers.map((number) => `${kind}Number=${encodeURIComponent(number)}`).join('&');
  return `/contacts/?${asked}&page=${page}&size=${numbers.length}`;
}
