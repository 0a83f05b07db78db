import type { LetterRow } from '../../src/sending/types.ts';
import { Icon } from '../components/icon.tsx';
import { sending } from '../texts/sending.ts';

const icons: Record<LetterRow['mailbox'], string> = { registered: 'check', exempt: 'close', closed: 'lock', unconfirmed: 'hourglass', not_found: 'help', not_checked: 'refresh' };

/** Whether Digital Post can reach the recipient: a word and an icon; what it means is read aloud and stands in the tooltip. */
export const Mailbox = ({ status }: { status: LetterRow['mailbox'] }) => (
  <span class={`mailbox mailbox-${status}`} title={sending.mailboxMeaning[status]}>
    <Icon name={icons[status]} small /><span class="sr-only">{sending.recipients.columns.mailbox}: </span>{sending.mailbox[status]}
    {status === 'registered' ? null : <span class="sr-only">. {sending.mailboxMeaning[status]}</span>}
  </span>
);
