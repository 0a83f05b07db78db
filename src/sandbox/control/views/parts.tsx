import type { Contact } from '../../store/contacts.ts';
import { texts } from '../../texts.ts';

/** A CPR number without its last four digits; a CVR number is public and stands whole. */
export function maskedNumber(contact: Pick<Contact, 'kind' | 'number'>): string {
  return contact.kind === 'cpr' ? `${contact.number.slice(0, 6)}-xxxx` : contact.number;
}

/** A mailbox's status in a word; the colour only repeats it. */
export function Status(props: { status: Contact['status'] }) {
  return <span class={`status ${props.status === 'REGISTERED' ? 'good' : 'bad'}`}>{texts.statuses[props.status]}</span>;
}
