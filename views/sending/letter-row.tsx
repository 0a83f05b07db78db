import { danishDay } from '../../src/core/dates.ts';
import type { LetterRow } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Icon } from '../components/icon.tsx';
import { pageNames, sending } from '../texts/sending.ts';
import { copies } from '../texts/copies.ts';
import { AttentionLine } from './company/attention-line.tsx';
import { Correct } from './correct-number.tsx';
import { MarkBadge } from '../people/mark.tsx';
import { Mailbox } from './mailbox.tsx';
import type { Refusal } from './recipients.tsx';

const words = sending.recipients;

export const nameOf = (row: Pick<LetterRow, 'recipient'> & { disposed?: boolean }) => (row.disposed ? words.disposed : row.recipient ? row.recipient.name ?? words.unnamed : words.noRecipient);
const mustLook = (row: LetterRow) => row.state === 'draft' && row.doubts.some((doubt) => doubt !== 'same_person_twice');

/** Why the letter needs a look: first what speaks against the hit, in words; without any, what is known. */
function reasons(row: LetterRow): string {
  if (row.certainty !== 'doubtful' || !row.recipient) return row.doubts.map((doubt) => sending.doubts[doubt]).join(' ');
  const against = sending.speaksAgainst.filter((each) => row.evidence.includes(each)).map((each) => `${sending.evidence[each]}.`);
  const twice = row.doubts.includes('same_person_twice') ? [sending.doubts.same_person_twice] : [];
  return [...(against.length > 0 ? against : [sending.doubts.doubtful]), ...twice].join(' ');
}

type RowProps = { row: LetterRow; back: string; refused: Refusal | undefined };

/** The reason, and the acts that settle it. */
const Settle = ({ row, back, refused }: RowProps) => {
  const fields = { til: back };
  const doubtful = row.certainty === 'doubtful';
  return (
    <div class="settle">
      <p>{reasons(row)}{!mustLook(row) ? ` ${words.twiceHint}` : ''}</p>
      {mustLook(row) ? (
        <div class="settle-acts">
          {doubtful && row.recipient ? <Act action={`/breve/${row.id}/bekraeftelse`} label={words.confirm} fields={fields} about={nameOf(row)} /> : null}
          {row.alternatives.map((other) => (
            <Act action={`/breve/${row.id}/forslag`} label={words.choose(other.name ?? words.unnamed, other.masked)} fields={{ ...fields, forslag: String(other.index) }} />
          ))}
          <Correct row={row} back={back} who={nameOf(row)} refused={refused} words />
        </div>
      ) : null}
    </div>
  );
};

/** The masked number; the eye asks for the whole one, which is logged. Its own id, so that htmx can put the answer in its place. */
const NumberShown = ({ row, back, shownNumber }: { row: LetterRow; back: string; shownNumber: string | undefined }) => {
  const hidden = row.recipient?.kind === 'cpr' && !shownNumber;
  return (
    <span class="number-cell" id={`nummer-${row.id}`}>
      <span class="number">{shownNumber ?? row.recipient?.masked}</span>
      {hidden ? <Act action={`/breve/${row.id}/nummer`} label={words.showNumber(nameOf(row))} icon="visibility" look="link" iconOnly fields={{ til: back }} replaces={`nummer-${row.id}`} /> : null}
    </span>
  );
};

/** Of somebody dead: what a person decides, or has decided. Of somebody who may be gone, that it is to be looked into. */
const GoneNote = ({ row, dispatchId, back }: { row: LetterRow; dispatchId: string; back: string }) => {
  if (row.state !== 'draft' || !row.recipient) return null;
  if (row.marked?.mark !== 'dead') {
    const words = row.marked ? (row.mailbox === 'registered' ? sending.abroad.row(row.marked.on && danishDay(row.marked.on)) : sending.abroad.held) : row.mailbox === 'closed' && row.recipient.kind === 'cpr' ? sending.maybeGone : null;
    return words ? <div class="settle"><p>{words}</p></div> : null;
  }
  if (row.estate) return <div class="settle"><p>{sending.dead.decided} <a href={`/afsendelser/${dispatchId}/papir`}>{sending.dead.address}<span class="sr-only">: {nameOf(row)}</span></a></p></div>;
  return (
    <div class="settle">
      <p>{sending.dead.sentence(row.recipient.name ?? sending.dead.unnamed, row.marked.on && danishDay(row.marked.on))}</p>
      <div class="settle-acts">
        <Act action={`/breve/${row.id}/fjernelse`} label={sending.dead.remove} fields={{ til: back }} about={nameOf(row)} />
        <Act action={`/breve/${row.id}/bo`} label={sending.dead.estate} fields={{ til: back }} about={nameOf(row)} />
      </div>
    </div>
  );
};

type Props = RowProps & { dispatchId: string; pageHref: (page: number) => string; shownNumber: string | undefined; current: boolean };

/** One letter of the list: who, masked number, class, pages, mailbox, and what can be done with it. */
export const LetterItem = ({ row, dispatchId, back, pageHref, shownNumber, current, refused }: Props) => {
  const who = nameOf(row);
  const first = row.pages[0] ?? 1;
  const removed = row.state === 'removed';
  return (
    <li id={`brev-${row.id}`} class={`letter${mustLook(row) || (row.state === 'draft' && row.marked?.mark === 'dead' && !row.estate) ? ' letter-doubt' : ''}${removed ? ' letter-removed' : ''}`} aria-current={current ? 'true' : undefined}>
      <a class="thumb" href={pageHref(first)} tabindex={-1} aria-hidden="true">
        <img src={`/afsendelser/${dispatchId}/sider/${first}/billede?bredde=160`} alt="" width="42" height="56" loading="lazy" />
      </a>
      <div class="letter-who">
        <a href={pageHref(first)}>{removed ? <s>{who}</s> : <strong>{who}</strong>}<span class="sr-only">, {words.showPage(pageNames(row.pages))}</span></a>
        {row.recipient?.className ? <span class="letter-class">{row.recipient.className}</span> : null}
        <span class="letter-facts">
          {row.recipient ? <NumberShown row={row} back={back} shownNumber={shownNumber} /> : null}
          <span>{pageNames(row.pages)}</span>
          {row.recipient && row.certainty !== 'doubtful' && !removed ? <a hx-boost="false" href={`/breve/${row.id}/kopi`}>{row.replaced ? copies.inListInstead(row.copies) : row.copies > 0 ? copies.inListCount(row.copies) : copies.inList}<span class="sr-only"> {copies.inListLabel(who)}</span></a> : null}
          {row.certainty === 'confirmed' ? <span class="chosen"><Icon name="check" small />{words.chosen}</span> : null}
        </span>
        {removed ? null : <AttentionLine row={row} who={who} />}
      </div>
      {row.recipient && !removed ? (row.marked ? <MarkBadge marked={{ ...row.marked, on: null }} /> : <Mailbox status={row.mailbox} />) : <span></span>}
      <div class="letter-acts">
        {removed ? <Act action={`/breve/${row.id}/genoprettelse`} label={words.restore} fields={{ til: back }} about={words.restoreLabel(who)} /> : (
          <>
            {mustLook(row) ? null : <Correct row={row} back={back} who={who} refused={refused} />}
            <Act action={`/breve/${row.id}/fjernelse`} label={words.removeLabel(who)} icon="close" look="link" iconOnly fields={{ til: back }} />
          </>
        )}
      </div>
      <GoneNote row={row} dispatchId={dispatchId} back={back} />
      {row.doubts.length > 0 && !removed ? <Settle row={row} back={back} refused={refused} /> : null}
    </li>
  );
};
