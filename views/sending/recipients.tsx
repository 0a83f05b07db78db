import { danishTime } from '../../src/core/dates.ts';
import type { DispatchDetail, LetterFilter, LetterPage, PageView } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { sending } from '../texts/sending.ts';
import { LetterItem } from './letter-row.tsx';
import { LoosePages } from './loose-pages.tsx';
import { Steps } from './steps.tsx';
import { Viewer } from './viewer.tsx';

type Props = {
  dispatch: DispatchDetail;
  letters: LetterPage;
  counts: Partial<Record<LetterFilter, number>>;
  questions: { unreadable: { page: number; why: string }[]; ownerless: number[]; doubtful: number };
  view: PageView;
  leftOut: number[];
  shown: { letterId: string; number: string } | undefined;
};
const words = sending.recipients;

/** `38 modtagere fundet · 2 kræver dit blik · 1 side uden modtager` */
function Found({ counts, questions }: Pick<Props, 'counts' | 'questions'>) {
  const parts = [
    words.found(counts.all ?? 0),
    questions.doubtful > 0 ? words.attention(questions.doubtful) : null,
    questions.ownerless.length > 0 ? words.ownerless(questions.ownerless.length) : null,
    questions.unreadable.length > 0 ? words.unreadable(questions.unreadable.length) : null,
    counts.no_mailbox ? words.noMailbox(counts.no_mailbox) : null,
  ];
  return <p class="found" role="status">{parts.filter(Boolean).join(' · ')}</p>;
}

const Filters = ({ letters, counts, address }: { letters: LetterPage; counts: Props['counts']; address: (changes: Record<string, string | number>) => string }) => (
  <div class="filters">
    <nav class="tabs-line" aria-label={words.filterLabel}>
      {(['all', 'attention', 'no_mailbox', 'removed'] as const).map((filter) => (
        <a href={address({ vis: filter, side: 1 })} aria-current={letters.filter === filter ? 'page' : undefined}>{sending.filters[filter]} ({counts[filter] ?? 0})</a>
      ))}
    </nav>
    <form method="get" class="inline-form">
      <input type="hidden" name="vis" value={letters.filter} />
      <label class="sr-only" for="find">{words.nameLabel}</label>
      <input class="form-input" id="find" name="find" type="search" value={letters.query} placeholder={words.nameLabel} />
      <button class="button button-secondary" type="submit">{words.search}</button>
    </form>
  </div>
);

export const Recipients = ({ dispatch, letters, counts, questions, view, leftOut, shown }: Props) => {
  const now: Record<string, string | number> = { vis: letters.filter, find: letters.query, side: letters.page, dokside: view.page };
  const address = (changes: Record<string, string | number>) => {
    const query = Object.entries({ ...now, ...changes }).filter(([key, value]) => value !== '' && !(key === 'vis' && value === 'all') && !(key === 'side' && value === 1));
    return `/afsendelser/${dispatch.id}/modtagere?${new URLSearchParams(query.map(([key, value]) => [key, String(value)])).toString()}`;
  };
  const back = address({});
  const pageHref = (page: number) => address({ dokside: page });
  return (
    <>
      <Steps id={dispatch.id} current={2} />
      <div class="recipients-head">
        <Found counts={counts} questions={questions} />
        <div class="recipients-acts">
          <span class="quiet">{dispatch.lookedUpAt ? words.lookedUpAt(danishTime(dispatch.lookedUpAt)) : words.neverLookedUp}</span>
          <Act action={`/afsendelser/${dispatch.id}/opslag`} label={words.lookUpAgain} fields={{ til: back }} />
          <a class="button button-primary" href={`/afsendelser/${dispatch.id}/valg`}>{words.next}</a>
        </div>
      </div>
      <div class="side-by-side">
        <div class="letters-column">
          <LoosePages dispatchId={dispatch.id} back={back} {...questions} leftOut={leftOut} pageHref={pageHref} />
          <Filters letters={letters} counts={counts} address={address} />
          {letters.rows.length === 0 ? <Empty icon="person" heading={(counts.all ?? 0) === 0 && letters.filter === 'all' && !letters.query ? words.none : words.nothingFound} /> : (
            <ol class="letters" aria-label={words.listLabel}>
              {letters.rows.map((row) => <LetterItem row={row} dispatchId={dispatch.id} back={back} pageHref={pageHref} shownNumber={shown?.letterId === row.id ? shown.number : undefined} />)}
            </ol>
          )}
          <Pager {...letters} href={(side) => address({ side })} />
        </div>
        <Viewer dispatchId={dispatch.id} view={view} total={dispatch.pages ?? 1} href={pageHref} />
      </div>
    </>
  );
};
