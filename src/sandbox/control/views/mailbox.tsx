import { danishTime } from '../../../core/dates.ts';
import type { Contact } from '../../store/contacts.ts';
import type { MemoRow } from '../../store/memos.ts';
import { texts } from '../../texts.ts';
import { Status, maskedNumber } from './parts.tsx';

/** One mailbox with its letters, newest first. */
export function Mailbox(props: { contact: Contact; letters: MemoRow[] }) {
  const { contact, letters } = props;
  return (
    <>
      <p class="back"><a href="/">{texts.mailboxes}</a></p>
      <h1>{contact.name}</h1>
      <p class="about">{texts.kinds[contact.kind]} <span class="number">{maskedNumber(contact)}</span> <Status status={contact.status} /> {texts.explanations[contact.status]}</p>
      {letters.length === 0 ? <p class="empty">{texts.emptyMailbox}</p> : (
        <ul class="letters">
          {letters.map((letter) => (
            <li>
              <a href={`/mailboxes/${contact.mailbox}/letters/${letter.transmission}`}>
                <span class="letter-title">{letter.title}</span>
                <span class="letter-from">{letter.sender_label}</span>
                <span class="letter-time">{danishTime(new Date(letter.due_at))}</span>
                {letter.reply === 1 && <span class="tag">{texts.reply}</span>}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
