import type { Child } from 'hono/jsx';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { DispatchDetail, LetterFilter, LetterRow, Reason } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { listing } from '../texts/listing.ts';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Icon } from '../components/icon.tsx';
import { Pager } from '../components/pager.tsx';
import { LetterBadge } from '../components/state-badge.tsx';
import { sending } from '../texts/sending.ts';
import { templates } from '../texts/templates.ts';
import { paper } from '../texts/paper.ts';
import { sentenceOf } from '../texts.ts';
import { roleWords } from '../texts/copies.ts';
import { live } from './before-draft.tsx';
import type { ContainerView } from '../../src/sending/index.ts';
import { Containers } from './containers.tsx';
import { Counts } from './counts.tsx';
import { nameOf } from './letter-row.tsx';
import { leavesAt } from './leaves-at.ts';
import type { FoundLetters } from './find-letter.tsx';
import { UndoWindow } from './undo-window.tsx';
import { LetterTable, StateFilters } from './letter-table.tsx';

const words = sending.dispatch;
const mostTrouble = 5;

export const DispatchActions = ({ id }: { id: string }) => (
  <>
    <Act action={`/afsendelser/${id}/liste`} label={listing.list} icon="download" />
    <Act action={`/afsendelser/${id}/rapport`} label={listing.report} icon="file-pdf" />
    <a class="button button-secondary" href={`/afsendelser/${id}/brevskabelon`}>{templates.save.link}</a>
    <a class="button button-secondary" href={`/afsendelser/${id}/historik`}><Icon name="time" small />{words.history}</a>
  </>
);

/** When it left, when it is to arrive, when it was finished. */
const Times = ({ dispatch, undoing }: { dispatch: DispatchDetail; undoing: boolean }) => (
  <p class="quiet">
    {[
      dispatch.submittedAt ? (dispatch.counts.waiting_date || undoing ? words.orderedAt : words.submittedAt)(danishTime(dispatch.submittedAt)) : null,
      dispatch.deliverOn ? (dispatch.platformHolds && !dispatch.counts.waiting_date ? words.heldUntil(danishDay(dispatch.deliverOn)) : words.deliverOn(leavesAt(dispatch))) : null,
      dispatch.settledAt && dispatch.state === 'settled' ? words.settledAt(danishTime(dispatch.settledAt)) : null,
    ].filter(Boolean).join(' · ')}
  </p>
);

/** Failed and unknown letters before everything else: who, why, and where it is settled. */
const Trouble = ({ rows, total, id, onPaper, again }: { rows: LetterRow[]; total: number; id: string; /** Failed letters that were made and can go again. */ again: string[]; /** How many may go on paper. */ onPaper: number }) => (
  <section class="panel trouble" aria-labelledby="trouble">
    <h2 id="trouble"><Icon name="error" />{words.troubleHeading(total)}</h2>
    <ul class="trouble-list no-max-width">
      {rows.slice(0, mostTrouble).map((row) => (
        <li>
          <div class="trouble-who"><strong>{nameOf(row)}</strong>{roleWords(row) ? <span class="quiet">{roleWords(row)}</span> : null}{row.recipient?.className ? <span class="quiet">{row.recipient.className}</span> : null}<LetterBadge state={row.state} /></div>
          {row.reason ? <p class="why">{sentenceOf({ reason: row.reason.key, values: row.reason.values })}</p> : null}
        </li>
      ))}
    </ul>
    {again.length > 0 ? (
      <form method="post" action="/breve-der-kraever-dig/flere">
        <input type="hidden" name="afgoerelse" value="send_again" />
        {again.map((letterId) => <input type="hidden" name="brev" value={letterId} />)}
        <button class="button button-secondary" type="submit">{listing.resend(again.length)}</button>
      </form>
    ) : null}
    <p class="more">{onPaper > 0 ? <><a href={`/papir?afsendelse=${id}`}>{paper.link(onPaper)}</a> · </> : null}<a href="/breve-der-kraever-dig">{words.troubleMore(total)}</a></p>
  </section>
);

type Props = {
  dispatch: DispatchDetail;
  letters: FoundLetters;
  counts: Partial<Record<LetterFilter, number>>;
  trouble: LetterRow[];
  again: string[];
  /** Why nothing leaves at the moment. */
  waits: Reason | null;
  containers: ContainerView[];
  /** ISO time of the page. */
  now: string;
  /** The reader may let letters go. */
  sends: boolean;
  onPaper: number;
  /** Open batches of paper that letters of it lie in. */
  batches: { id: string; letters: number }[];
  /** What other parts know of the dispatch. */
  children?: Child;
};

/** The part that moves: asks for itself at its own address until every letter is settled. */
export const DispatchStatus = ({ dispatch, letters, counts, trouble, again, waits, containers, now, onPaper, batches, sends, children }: Props) => {
  const printing = batches.reduce((sum, each) => sum + each.letters, 0);
  const troubled = (dispatch.counts.failed ?? 0) + (dispatch.counts.unknown ?? 0) - printing;
  const undoing = dispatch.undoUntil !== null && (dispatch.counts.waiting_undo ?? 0) > 0;
  const recallable = undoing ? 0 : (dispatch.counts.preparing ?? 0) + (dispatch.counts.waiting_date ?? 0) + (dispatch.counts.queued ?? 0);
  const query = (changes: Record<string, string | number>) => {
    const all = Object.entries({ vis: letters.filter, soeg: letters.searchId, side: letters.page, ...changes }).filter(([key, value]) => value !== '' && !(key === 'vis' && value === 'all') && !(key === 'side' && value === 1));
    return all.length === 0 ? '' : `?${new URLSearchParams(all.map(([key, value]) => [key, String(value)])).toString()}`;
  };
  const address = (changes: Record<string, string | number>) => `/afsendelser/${dispatch.id}${query(changes)}`;
  return (
    <div {...(dispatch.state === 'submitted' ? live('dispatch', `/afsendelser/${dispatch.id}/status${query({})}`) : { id: 'dispatch' })}>
      {dispatch.state === 'discarded' ? <Alert tone="info">{words.discarded}</Alert> : null}
      {waits ? <Alert tone="info" heading={words.waitsHeading}>{sentenceOf({ reason: waits.key, values: waits.values })}</Alert> : null}
      {undoing ? <UndoWindow id={dispatch.id} until={dispatch.undoUntil!} now={now} sends={sends} /> : null}
      <Times dispatch={dispatch} undoing={undoing} />
      {dispatch.letters > 0 && !undoing ? <Counts dispatch={dispatch} recallable={recallable} /> : null}
      {batches.map((batch) => <Alert tone="info">{paper.inBatch(batch.letters)} <a href={`/printbunker/${batch.id}`}>{paper.gone.print}</a></Alert>)}
      {children}
      {troubled > 0 ? <Trouble rows={trouble} total={troubled} id={dispatch.id} onPaper={onPaper} again={sends ? again : []} /> : null}
      {dispatch.letters > 0 ? (
        <section aria-labelledby="letters-heading">
          <h2 id="letters-heading">{words.lettersHeading}</h2>
          <StateFilters id={dispatch.id} letters={letters} counts={counts} address={address} />
          {letters.rows.length === 0 ? <Empty icon="person" heading={sending.recipients.nothingFound} /> : <LetterTable rows={letters.rows} />}
          <Pager {...letters} href={(side) => address({ side })} />
        </section>
      ) : null}
      <Containers containers={containers} />
      {dispatch.purgedAt ? <p class="quiet">{words.purged}</p> : null}
    </div>
  );
};
