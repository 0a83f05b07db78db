import { danishTime } from '../../src/core/dates.ts';
import type { NeedsPerson, Resolution } from '../../src/sending/types.ts';
import { Empty } from '../components/empty.tsx';
import { Icon } from '../components/icon.tsx';
import { Pager } from '../components/pager.tsx';
import { LetterBadge } from '../components/state-badge.tsx';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import { roleWords } from '../texts/copies.ts';
import { needs } from '../texts/needs-person.ts';
import { nameOf } from './letter-row.tsx';
import { groupHref, Groups, Several, type GroupChoice } from './needs-groups.tsx';

const words = sending.needsPerson;

/** An unknown letter may have arrived; a failed one has not, and only one that was made can be sent again. */
const choicesFor = (row: NeedsPerson): Resolution[] => (row.state === 'unknown' ? ['was_sent', 'send_again', 'give_up'] : row.documentId ? ['send_again', 'give_up', 'handled_otherwise'] : ['give_up', 'handled_otherwise']);

/** What was chosen when it could not be saved: nothing typed is lost. */
export type Kept = { letterId: string; choice: string; note: string };

const Choices = ({ row, choices, kept }: { row: NeedsPerson; choices: Resolution[]; kept: Kept | undefined }) => (
  <form method="post" action={`/breve/${row.id}/afgoerelse`} class="decide">
    <fieldset>
      <legend>{row.state === 'unknown' ? words.legend(nameOf(row)) : words.legendFailed(nameOf(row))}</legend>
      {choices.map((choice) => (
        <div class="form-group-radio">
          <input class="form-radio" type="radio" id={`${choice}-${row.id}`} name="afgoerelse" value={choice} required checked={kept?.choice === choice} />
          <label class="form-label" for={`${choice}-${row.id}`}>{words.resolutions[choice].label} <span class="quiet">{words.resolutions[choice].hint}</span></label>
        </div>
      ))}
    </fieldset>
    {choices.includes('handled_otherwise') ? (
      <div class="form-group">
        <label class="form-label" for={`note-${row.id}`}>{words.note} <span class="quiet">{words.noteHint}</span></label>
        <input class="form-input" id={`note-${row.id}`} name="note" maxlength={500} autocomplete="off" value={kept?.note} />
      </div>
    ) : null}
    <button class="button button-secondary" type="submit">{words.save}<span class="sr-only">: {nameOf(row)}</span></button>
  </form>
);

const Decide = ({ row, now, kept }: { row: NeedsPerson; now: string; kept: Kept | undefined }) => {
  if (row.resolvableAt && row.resolvableAt > now) return <p class="quiet"><Icon name="time" small /> {words.resolvableAt(danishTime(row.resolvableAt))}</p>;
  return <Choices row={row} choices={choicesFor(row)} kept={kept?.letterId === row.id ? kept : undefined} />;
};

const Item = ({ row, now, kept, pick }: { row: NeedsPerson; now: string; kept: Kept | undefined; pick: boolean }) => (
  <li id={`brev-${row.id}`}>
    <div>
      <div class="needs-who">{pick ? <span class="needs-pick"><input class="form-checkbox" type="checkbox" id={`vaelg-${row.id}`} name="brev" value={row.id} form="flere" /><label class="form-label" for={`vaelg-${row.id}`}><span class="sr-only">{needs.pick(nameOf(row))}</span></label></span> : null}<strong>{nameOf(row)}</strong>{roleWords(row) ? <span class="quiet">{roleWords(row)}</span> : null}<span class="quiet number">{row.recipient?.masked}</span>{row.recipient?.className ? <span class="quiet">{row.recipient.className}</span> : null}<LetterBadge state={row.state} /></div>
      {row.reason ? <p>{sentenceOf({ reason: row.reason.key, values: row.reason.values })}</p> : null}
      <p class="quiet">
        {words.from} <a href={`/afsendelser/${row.dispatchId}`}>{row.dispatchTitle}</a>, {danishTime(row.updatedAt)}
        {row.documentId ? <> · <a href={`/dokumenter/${row.documentId}`}>{sending.dispatch.archive}<span class="sr-only">: {nameOf(row)}</span></a></> : null}
      </p>
    </div>
    <Decide row={row} now={now} kept={kept} />
  </li>
);

type Props = { list: { rows: NeedsPerson[]; total: number; page: number; pageSize: number }; now: string; kept: Kept | undefined; choice: GroupChoice; note: string };

/** Letters that go no further by themselves, each with what happened and the choices there are. */
export const NeedsPersonPage = ({ list, now, kept, choice, note }: Props) => (
  <>
    <Groups {...choice} />
    {choice.chosen ? <Several group={choice.chosen} note={note} /> : null}
    {list.rows.length === 0 ? <Empty icon="check" heading={words.none} /> : <ul class="needs no-max-width">{list.rows.map((row) => <Item row={row} now={now} kept={kept} pick={choice.chosen !== undefined} />)}</ul>}
    <Pager {...list} href={(side) => (choice.chosen ? `${groupHref(choice.chosen.group)}&side=${side}` : `/breve-der-kraever-dig?side=${side}`)} />
    <details class="why-not" open={list.rows.some((row) => row.state === 'unknown')}><summary>{words.whyHeading}</summary><p>{words.why}</p></details>
  </>
);
