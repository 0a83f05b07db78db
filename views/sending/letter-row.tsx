import type { LetterRow } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Icon } from '../components/icon.tsx';
import { pageNames, sending } from '../texts/sending.ts';

const words = sending.recipients;

export const nameOf = (row: Pick<LetterRow, 'recipient'>) => (row.recipient ? row.recipient.name ?? words.unnamed : words.noRecipient);

/** What speaks against the hit, in words; with no word against it, what is known. */
function why(row: LetterRow): string {
  const against = sending.speaksAgainst.filter((each) => row.evidence.includes(each));
  const said = (against.length > 0 ? against : row.evidence).map((each) => sending.evidence[each]);
  return said.length > 0 ? `${said.join('. ')}.` : '';
}

const Settle = ({ row, back }: { row: LetterRow; back: string }) => {
  const who = nameOf(row);
  const fields = { til: back };
  return (
    <div class="settle">
      <p>{row.doubts.map((doubt) => sending.doubts[doubt]).join(' ')} {row.certainty === 'doubtful' ? why(row) : ''}</p>
      <div class="settle-acts">
        {row.certainty === 'doubtful' && row.recipient ? <Act action={`/breve/${row.id}/bekraeftelse`} label={words.confirm} look="primary" fields={fields} about={who} /> : null}
        {row.certainty === 'doubtful' ? row.alternatives.map((other) => (
          <Act action={`/breve/${row.id}/forslag`} label={words.choose(other.name ?? words.unnamed, other.masked)} fields={{ ...fields, forslag: String(other.index) }} />
        )) : null}
      </div>
    </div>
  );
};

const Correct = ({ row, back }: { row: LetterRow; back: string }) => (
  <details class="correct">
    <summary title={words.correctLabel(nameOf(row))}><Icon name="edit" small /><span class="sr-only">{words.correctLabel(nameOf(row))}</span></summary>
    <form method="post" action={`/breve/${row.id}/modtager`} class="inline-form">
      <input type="hidden" name="til" value={back} />
      <label class="form-label" for={`nummer-${row.id}`}>{words.numberLabel}</label>
      <input class="form-input" id={`nummer-${row.id}`} name="nummer" autocomplete="off" inputmode="numeric" required />
      <button class="button button-primary" type="submit">{words.saveNumber}</button>
    </form>
  </details>
);

type Props = { row: LetterRow; dispatchId: string; back: string; pageHref: (page: number) => string; shownNumber: string | undefined };

/** One letter of the list: who, masked number, class, pages, mailbox, and what can be done with it. */
export const LetterItem = ({ row, dispatchId, back, pageHref, shownNumber }: Props) => {
  const who = nameOf(row);
  const first = row.pages[0] ?? 1;
  const removed = row.state === 'removed';
  return (
    <li class={`letter${row.doubts.some((doubt) => doubt !== 'same_person_twice') ? ' letter-doubt' : ''}${removed ? ' letter-removed' : ''}`}>
      <a class="thumb" href={pageHref(first)} title={words.showPage(pageNames(row.pages))}>
        <img src={`/afsendelser/${dispatchId}/sider/${first}/billede?bredde=160`} alt={words.thumbnail(first)} width="60" height="85" loading="lazy" />
      </a>
      <div class="letter-who">
        <a href={pageHref(first)}><strong>{who}</strong></a>
        <span class="letter-facts">
          {row.recipient ? <span class="number">{shownNumber ?? row.recipient.masked}</span> : null}
          {row.recipient?.kind === 'cpr' && !shownNumber ? <Act action={`/breve/${row.id}/nummer`} label={words.showNumber(who)} icon="visibility" look="link" iconOnly /> : null}
          {row.recipient?.className ? <span>{row.recipient.className}</span> : null}
          <span>{pageNames(row.pages)}</span>
          {row.certainty === 'confirmed' ? <span class="quiet">{words.chosen}</span> : null}
        </span>
        {row.doubts.length > 0 && !removed ? <Settle row={row} back={back} /> : null}
      </div>
      <span class={`mailbox mailbox-${row.mailbox}`} title={sending.mailboxMeaning[row.mailbox]}>
        <Icon name={row.mailbox === 'registered' ? 'check' : row.mailbox === 'not_checked' ? 'help' : 'close'} small />{sending.mailbox[row.mailbox]}
      </span>
      <div class="letter-acts">
        {removed ? <Act action={`/breve/${row.id}/genoprettelse`} label={words.restore} fields={{ til: back }} about={who} /> : (
          <>
            <Correct row={row} back={back} />
            <Act action={`/breve/${row.id}/fjernelse`} label={words.removeLabel(who)} icon="close" look="link" iconOnly fields={{ til: back }} />
          </>
        )}
      </div>
    </li>
  );
};
