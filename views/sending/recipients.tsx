import type { Child } from 'hono/jsx';
import { danishTime } from '../../src/core/dates.ts';
import type { Problem } from '../../src/core/errors.ts';
import type { DispatchDetail, LetterFilter, LetterRow, PageView } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { boundaries } from '../texts/boundaries.ts';
import { lists } from '../texts/lists.ts';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import type { FoundLetters } from './find-letter.tsx';
import { Filters } from './letter-filters.tsx';
import { LetterItem, nameOf } from './letter-row.tsx';
import { LoosePages } from './loose-pages.tsx';
import { Steps } from './steps.tsx';
import { Viewer } from './viewer.tsx';
import { ShareDocument, WholePanel, type Whole } from './whole.tsx';

export type Questions = { unreadable: { page: number; why: string }[]; ownerless: number[]; doubtful: number; leftOut: number[]; firstOwned: number | null };
/** What was refused and where, see src/web/sending/refused.ts. */
export type Refusal = { problem: Problem; letterId?: string | undefined; pageNumber?: number | undefined; typed: { number: string; pages: string } };

type Props = {
  dispatch: DispatchDetail;
  letters: FoundLetters;
  counts: Partial<Record<LetterFilter, number>>;
  questions: Questions;
  view: PageView;
  owner: LetterRow | undefined;
  shown: { letterId: string; number: string } | undefined;
  removed: LetterRow | undefined;
  refused: Refusal | undefined;
  whole: Whole | undefined;
  /** Of the letter that is shown: its attachments as tabs, and the one that is asked for in place of the page. */
  tabs?: Child;
  instead?: Child;
};
const words = sending.recipients;

export const RecipientsActions = ({ id }: { id: string }) => (
  <div class="recipients-acts"><a class="button button-primary" href={`/afsendelser/${id}/valg`}>{words.next}</a></div>
);

/** `38 modtagere fundet · 2 kræver dit blik · 1 side uden modtager` */
function Found({ counts, questions }: Pick<Props, 'counts' | 'questions'>) {
  const parts = [
    words.found(counts.all ?? 0),
    questions.doubtful > 0 ? words.attention(questions.doubtful) : null,
    questions.ownerless.length > 0 ? words.ownerless(questions.ownerless.length) : null,
    questions.unreadable.length > 0 ? words.unreadable(questions.unreadable.length) : null,
    counts.no_mailbox ? words.noMailbox(counts.no_mailbox) : null,
  ].filter(Boolean);
  return <p class="found" role="status">{parts.join(' · ')}{parts.length === 1 && counts.all ? <span class="quiet"> · {words.allSettled}</span> : null}</p>;
}

/** When the mailboxes were asked for; asks for the page again by itself while the answer is on its way. */
const LookUp = ({ dispatch, here }: { dispatch: DispatchDetail; here: string }) => (
  <div class="look-up" {...(dispatch.lookedUpAt ? {} : { id: 'waits-for-look-up', 'hx-get': here, 'hx-trigger': 'every 2s' })}>
    <span class="quiet">{dispatch.lookedUpAt ? words.lookedUpAt(danishTime(dispatch.lookedUpAt)) : words.lookingUp}</span>
    {dispatch.lookedUpAt ? <Act action={`/afsendelser/${dispatch.id}/opslag`} label={words.lookUpAgain} icon="refresh" look="link" fields={{ til: here }} /> : null}
  </div>
);

/** What an act asks of htmx when it is there: the answer is a whole page, of which only this part is taken. */
const workspace = {
  id: 'arbejde', 'hx-boost:inherited': 'true', 'hx-target:inherited': '#arbejde', 'hx-select:inherited': '#arbejde', 'hx-swap:inherited': 'outerMorph show:none',
};

export const Recipients = ({ dispatch, letters, counts, questions, view, owner, shown, removed, refused, whole, tabs, instead }: Props) => {
  const now: Record<string, string | number> = { vis: letters.filter, soeg: letters.searchId, side: letters.page, dokside: view.page };
  const address = (changes: Record<string, string | number>) => {
    const query = Object.entries({ ...now, ...changes }).filter(([key, value]) => value !== '' && !(key === 'vis' && value === 'all') && !(key === 'side' && value === 1));
    return `/afsendelser/${dispatch.id}/modtagere?${new URLSearchParams(query.map(([key, value]) => [key, String(value)])).toString()}`;
  };
  const here = address({});
  const pageHref = (page: number) => address({ dokside: page });
  const nothing = (counts.all ?? 0) === 0 && letters.filter === 'all' && !letters.query;
  return (
    <div {...workspace}>
      <div class="steps-row">
        <Steps id={dispatch.id} current={2} />
        <LookUp dispatch={dispatch} here={here} />
      </div>
      {refused && !whole && !refused.letterId && !refused.pageNumber ? <Alert tone="error" heading={words.refused}>{sentenceOf(refused.problem)}</Alert> : null}
      {removed ? (
        <Alert tone="success">
          <div class="undo"><span>{words.removedNotice(nameOf(removed))}</span><Act action={`/breve/${removed.id}/genoprettelse`} label={words.undo} about={words.restoreLabel(nameOf(removed))} fields={{ til: here }} /></div>
        </Alert>
      ) : null}
      {nothing && !whole && questions.unreadable.length === 0 ? <Alert tone="info" heading={lists.noneFound}>{lists.noneFoundText} <a href={`/afsendelser/${dispatch.id}/modtagerliste`} hx-boost="false">{lists.link}</a></Alert> : null}
      <div class="found-row">
        <Found counts={counts} questions={questions} />
        <span class="found-links">
          {whole ? null : <ShareDocument dispatchId={dispatch.id} />}
          <a href={`/afsendelser/${dispatch.id}/modtagerliste`} hx-boost="false">{lists.link}</a>
          {whole ? null : <a href={`/afsendelser/${dispatch.id}/sider?ved=${view.page}`} hx-boost="false">{boundaries.link}</a>}
        </span>
      </div>
      <div class="side-by-side" data-divider={sending.viewer.divider}>
        <div class="letters-column" tabindex={-1}>
          {whole ? <WholePanel dispatchId={dispatch.id} whole={whole} typed={{ text: refused?.typed.number ?? '', problem: refused && !refused.letterId && !refused.pageNumber ? refused.problem : undefined }} /> : null}
          <LoosePages dispatchId={dispatch.id} back={here} questions={questions} pageHref={pageHref} shownPage={view.page} refused={refused} />
          <Filters letters={letters} counts={counts} address={address} dispatchId={dispatch.id} />
          {letters.rows.length === 0 && whole && nothing ? null : letters.rows.length === 0 ? <Empty icon="person" heading={nothing ? words.none : words.nothingFound} /> : (
            <ol class="letters no-max-width" aria-label={words.listLabel}>
              {letters.rows.map((row) => (
                <LetterItem row={row} dispatchId={dispatch.id} back={here} pageHref={pageHref} current={row.pages.includes(view.page)}
                  shownNumber={shown?.letterId === row.id ? shown.number : undefined} refused={refused?.letterId === row.id ? refused : undefined} />
              ))}
            </ol>
          )}
          <Pager {...letters} href={(side) => address({ side })} />
        </div>
        {instead ?? <Viewer dispatchId={dispatch.id} view={view} total={dispatch.pages ?? 1} href={pageHref} owner={owner} list={now} tabs={tabs} />}
      </div>
    </div>
  );
};
