import type { Child } from 'hono/jsx';
import type { Problem } from '../../src/core/errors.ts';
import type { BoundaryList, DispatchDetail, LetterRow } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Pager } from '../components/pager.tsx';
import { boundaries as words } from '../texts/boundaries.ts';
import { sentenceOf } from '../texts.ts';
import { BoundaryBar, Keys } from './boundary-bar.tsx';
import { nameOf } from './letter-row.tsx';

export type JoinChoice = { first: LetterRow; second: LetterRow };
type Props = {
  dispatch: DispatchDetail; list: BoundaryList; problem?: Problem | undefined; choice?: JoinChoice | undefined; chosen?: number[] | undefined;
  /** The page of the document the reader came from: it gets the focus. */
  at?: number | undefined;
};
type Common = { id: string; chosen: number[]; unreadable: number[]; at: number | undefined };

const Scissors = () => (
  <svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" aria-hidden="true" focusable="false">
    <circle cx="6" cy="6" r="2.6" /><circle cx="6" cy="18" r="2.6" /><path d="M8.2 7.6 20 18M8.2 16.4 20 6" />
  </svg>
);

/** One page to choose; before every page but a letter's first stand the scissors that split the letter there. */
const Page = ({ id, page, chosen, unreadable, at, scissors }: Common & { page: number; scissors: boolean }) => (
  <li class="cut-page" id={`side-${page}`}>
    {scissors ? <button class="cut-here" type="submit" name="handling" value={`del:${page}`} title={words.splitHere(page)}><Scissors /><span class="sr-only">{words.splitHere(page)}</span></button> : null}
    <span class="cut-thumb">
      <input class="cut-box" type="checkbox" id={`valg-${page}`} name="valgt" value={String(page)} checked={chosen.includes(page)} autofocus={page === at} />
      <label for={`valg-${page}`}>
        <img src={`/afsendelser/${id}/sider/${page}/billede?bredde=160`} alt="" width="120" height="170" loading="lazy" decoding="async" />
        <span>{words.page(page)}{unreadable.includes(page) ? <em>{words.unreadable}</em> : null}</span>
      </label>
    </span>
  </li>
);

const Group = ({ name, pages, head, doubt, letter, scissors, ...common }: Common & { name: string; pages: number[]; head: Child; doubt?: boolean; letter?: string; scissors?: boolean }) => (
  <section class={`cut-letter${doubt ? ' cut-doubt' : ''}`} aria-labelledby={name} id={`kort-${name}`} {...(letter ? { 'data-letter': letter } : {})}>
    {head}
    <ul class="cut-pages no-max-width">{pages.map((page, index) => <Page {...common} page={page} scissors={scissors === true && index > 0} />)}</ul>
  </section>
);

const LetterHead = ({ id, row, last, name }: { id: string; row: LetterRow; last: boolean; name: string }) => (
  <div class="cut-head">
    <h2 class="cut-name" id={name}><span class="cut-number">{words.head(row.ordinal)}</span> <span>{nameOf(row)}</span></h2>
    <p class="cut-facts">
      {row.recipient ? <><span class="number">{row.recipient.masked}</span> {row.recipient.className} </> : null}
      {row.certainty === 'doubtful' ? <a href={`/afsendelser/${id}/modtagere?vis=attention&dokside=${row.pages[0]}`} hx-boost="false">{row.recipient ? words.doubtful : words.noRecipient}<span class="sr-only">{words.hereLabel(row.ordinal)}</span></a> : null}
    </p>
    <div class="cut-acts">
      <button class="function-link move-here" type="submit" name="handling" value={`hertil:${row.id}`}>{words.here}<span class="sr-only">{words.hereLabel(row.ordinal)}</span></button>
      {last ? null : <button class="function-link join-next" type="submit" name="handling" value={`saml:${row.id}`}>{words.join}<span class="sr-only">{words.joinLabel(row.ordinal)}</span></button>}
    </div>
  </div>
);

const LooseHead = ({ name, heading, what }: { name: string; heading: string; what: string }) => (
  <div class="cut-head"><h2 class="cut-name" id={name}>{heading}</h2><p class="cut-facts">{what}</p></div>
);

/** Two letters with a recipient each: whose the joined one is, is asked and never guessed. */
const Choose = ({ at, revision, choice }: { at: string; revision: number; choice: JoinChoice }) => (
  <Alert tone="warning" heading={words.choose}>
    <p>{words.chooseLead}</p>
    <div class="settle-acts">
      {[choice.first, choice.second].map((row) => (
        <Act action={at} label={words.chooseThis(nameOf(row), row.recipient?.masked ?? '')} fields={{ revision: String(revision), handling: `saml:${choice.first.id}:${choice.second.id}:${row.id}` }} />
      ))}
    </div>
  </Alert>
);

/** What asks of htmx when it is there: the answer is a whole page, of which this part is taken. */
const workspace = { id: 'arbejde', 'hx-boost:inherited': 'true', 'hx-target:inherited': '#arbejde', 'hx-select:inherited': '#arbejde', 'hx-swap:inherited': 'outerMorph show:none' };

const Found = ({ dispatch, list }: Pick<Props, 'dispatch' | 'list'>) => (
  <p class="found" role="status">
    {[words.found(list.total, dispatch.pages ?? 0), list.ownerless.length > 0 ? words.loosePages(list.ownerless.length) : null, list.leftOut.length > 0 ? words.leftOutPages(list.leftOut.length) : null].filter(Boolean).join(' · ')}
    {list.undo ? <span class="quiet"> · {words.latest(list.undo.act, list.undo.pages)}</span> : null}
  </p>
);

/** Which pages are which letter's, with thumbnails; every act is a plain form. */
export const Boundaries = ({ dispatch, list, problem, choice, chosen = [], at }: Props) => {
  const base = `/afsendelser/${dispatch.id}`;
  const here = list.page > 1 ? `${base}/sider?side=${list.page}` : `${base}/sider`;
  const { undo } = list;
  const common = { id: dispatch.id, chosen, unreadable: list.unreadable, at };
  const lastPage = list.page * list.pageSize >= list.total;
  return (
    <div {...workspace} class="cuts">
      <div class="cut-top">
        <a href={`${base}/modtagere`} hx-boost="false">{words.back}</a>
        <form method="get" action={`${base}/sider`} class="go-to" hx-boost="false">
          <label for="ved">{words.goTo}</label>
          <input class="form-input" id="ved" name="ved" type="number" min={1} max={dispatch.pages ?? 1} required />
          <button class="button button-secondary button-compact" type="submit">{words.go}</button>
        </form>
        {undo ? <Act action={`${base}/fortrydelse`} label={words.undo(undo.act, undo.pages)} icon="subdirectory-arrow-left" fields={{ trin: String(undo.id), til: here }} /> : null}
      </div>
      <Found dispatch={dispatch} list={list} />
      {problem && !choice ? <Alert tone="error" heading={words.refused}>{sentenceOf(problem)}</Alert> : null}
      {choice ? <Choose at={here} revision={list.revision} choice={choice} /> : null}
      <form method="post" action={here} id="graenser">
        <input type="hidden" name="revision" value={String(list.revision)} />
        <BoundaryBar total={list.total} takeBack={list.leftOut.length > 0} />
        <div class="cut-letters">
          {list.ownerless.length > 0 ? <Group {...common} name="uden-brev" doubt head={<LooseHead name="uden-brev" heading={words.loose} what={words.looseDo} />} pages={list.ownerless} /> : null}
          {list.leftOut.length > 0 ? <Group {...common} name="udeladte" head={<LooseHead name="udeladte" heading={words.leftOut} what={words.leftOutDo} />} pages={list.leftOut} /> : null}
          {list.rows.map((row, index) => (
            <Group {...common} name={`brev-${row.id}`} letter={row.id} scissors doubt={row.certainty === 'doubtful'} pages={row.pages}
              head={<LetterHead id={dispatch.id} row={row} name={`brev-${row.id}`} last={lastPage && index === list.rows.length - 1} />} />
          ))}
        </div>
      </form>
      <div hx-boost="false"><Pager {...list} href={(page) => `${base}/sider?side=${page}`} /></div>
      <Keys />
    </div>
  );
};
