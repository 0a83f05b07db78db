import { danishTime } from '../../../core/dates.ts';
import type { MailboxLine } from '../../store/contacts.ts';
import { texts } from '../../texts.ts';
import { Status, maskedNumber } from './parts.tsx';

export const mailboxLimit = 200;

/** Every mailbox, those with the newest letters first, and the search by name. */
export function Mailboxes(props: { lines: MailboxLine[]; name: string }) {
  const { lines, name } = props;
  return (
    <>
      <h1>{texts.mailboxes}</h1>
      <form method="get" action="/" role="search" class="search">
        <label for="name">{texts.search}</label>
        <div class="row">
          <input id="name" name="name" type="search" value={name} autocomplete="off" />
          <button type="submit">{texts.searchButton}</button>
          {name !== '' && <a href="/">{texts.showAll}</a>}
        </div>
      </form>
      {lines.length === 0
        ? <p class="empty">{name === '' ? texts.noContacts : texts.noneFound}</p>
        : <><p class="count" role="status">{lines.length === mailboxLimit ? texts.limited(mailboxLimit) : texts.shown(lines.length)}</p><Table lines={lines} /></>}
    </>
  );
}

function Table(props: { lines: MailboxLine[] }) {
  return (
    <div class="table" tabindex={0} role="region" aria-label={texts.mailboxes}>
      <table>
        <thead><tr>
          <th scope="col">{texts.name}</th><th scope="col">{texts.kind}</th><th scope="col">{texts.number}</th>
          <th scope="col">{texts.status}</th><th scope="col" class="figure">{texts.letters}</th><th scope="col">{texts.latest}</th>
        </tr></thead>
        <tbody>
          {props.lines.map((line) => (
            <tr>
              <th scope="row"><a href={`/mailboxes/${line.mailbox}`}>{line.name}</a></th>
              <td>{texts.kinds[line.kind]}</td>
              <td class="number">{maskedNumber(line)}</td>
              <td><Status status={line.status} /></td>
              <td class="figure">{line.letters === 0 ? <span class="weak">{texts.none}</span> : line.letters}</td>
              <td>{line.latest === null ? '' : danishTime(new Date(line.latest))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
