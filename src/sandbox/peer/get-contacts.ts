import { createHash } from 'node:crypto';
import { findContact, type Contact } from '../store/contacts.ts';
import { refusal, type Answer } from './answers.ts';
import { paging, type Call } from './context.ts';

/** GET /contacts/?cprNumber=&cvrNumber= , each as often as wanted; a number nobody has is left out (facts: digital-post 3.4). */
export function getContacts(call: Call): Answer {
  if (call.settings.contactsDown) return refusal(503, 'service.unavailable', 'The service is not available');
  const asked = call.url.searchParams;
  const list = paging(call.url, 100, 1000);
  if (!list) return refusal(400, 'paging.not.allowed', 'page is 0 or more, size 1 to 1000');
  const page = asked.has('next') ? Number(Buffer.from(asked.get('next')!, 'base64url').toString()) || 0 : list.page;
  const numbers = (name: string) => asked.getAll(name).flatMap((entry) => entry.split(',')).map((entry) => entry.trim());
  const found = [
    ...[...new Set(numbers('cprNumber'))].map((number) => findContact(call.peer.store, 'cpr', number)),
    ...[...new Set(numbers('cvrNumber'))].map((number) => findContact(call.peer.store, 'cvr', number)),
  ].filter((entry) => entry !== null);
  const contacts = found.slice(page * list.size, (page + 1) * list.size).map(shape);
  const totalPages = Math.ceil(found.length / list.size);
  const next = page + 1 < totalPages ? { next: Buffer.from(String(page + 1)).toString('base64url') } : {};
  return { status: 200, body: { currentPage: page, ...next, totalPages, elementsOnPage: contacts.length, totalElements: found.length, contacts } };
}

// What the two registration statuses of the API are for each state of ours.
const registration: Record<Contact['status'], { registrationStatus: string; publicRegistrationStatus: string }> = {
  REGISTERED: { registrationStatus: 'AUTOMATIC_REGISTRATION', publicRegistrationStatus: 'REGISTERED' },
  EXEMPT: { registrationStatus: 'EXEMPT_OTHER_REASON', publicRegistrationStatus: 'EXEMPT' },
  CLOSED: { registrationStatus: 'AUTOMATIC_REGISTRATION', publicRegistrationStatus: 'CLOSED' },
  UNCONFIRMED_REGISTRATION: { registrationStatus: 'UNCONFIRMED_REGISTRATION', publicRegistrationStatus: 'UNKNOWN' },
};

function shape(contact: Contact): object {
  return {
    id: contact.mailbox, version: 1, type: contact.kind === 'cpr' ? 'CITIZEN' : 'COMPANY', transactionId: derived(contact, 'transaction'),
    ...(contact.kind === 'cpr' ? { cprNumber: contact.number } : { cvrNumber: contact.number }),
    mailboxSubscription: { id: derived(contact, 'subscription'), version: 1, ...registration[contact.status], startTime: contact.since },
    lastUpdated: contact.updated, createdDate: contact.since, eligibleForVoluntaryRegistration: false,
  };
}

/** An id that stays the same for a contact without being stored. */
function derived(contact: Contact, what: string): string {
  const hex = createHash('sha256').update(`${what} ${contact.mailbox}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
