import type { Child } from 'hono/jsx';
import type { Problem } from '../../src/core/errors.ts';
import type { BoundaryList, DispatchDetail, LetterRow } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Pager } from '../components/pager.tsx';
import { boundaries as words } from '../texts/boundaries.ts';
import { sentenceOf } from '../texts.ts';
import { nameOf } from './letter-row.tsx';

export type JoinChoice = { first: LetterRow; second: LetterRow };
type Props = { dispatch: DispatchDetail; list: BoundaryList; problem?: Problem | undefined; choice?: JoinChoice | undefined; chosen?: number[] | undefined };

const Page = ({ id, page, chosen }: { id: string; page: number; chosen: boolean }) => (
  <li class="cut-page">
    <input class="form-checkbox" type="checkbox" id={`valg-${page}`} name="valgt" value={String(page)} checked={chosen} />
    <label class="form-label" for={`valg-${page}`}><img src={`/afsendelser/${id}/sider/${page}/billede?bredde=160`} alt="" width="120" height="170" loading="lazy" /><span>{words.page(page)}</span></label>
  </li>
);

const Group = ({ id, name, heading, pages, chosen, children }: { id: string; name: string; heading: string; pages: number[]; chosen: number[]; children?: Child }) => (
  <section class="cut-letter" aria-labelledby={name}>
    <div class="cut-head"><h2 class="list-heading" id={name}>{heading}</h2>{children}</div>
    <ul class="cut-pages no-max-width">{pages.map((page) => <Page id={id} page={page} chosen={chosen.includes(page)} />)}</ul>
  </section>
);

const button = (value: string, label: string) => <button class="button button-secondary" type="submit" name="handling" value={value}>{label}</button>;

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

/** Which pages are which letter's, with thumbnails; every act is a plain form. */
export const Boundaries = ({ dispatch, list, problem, choice, chosen = [] }: Props) => {
  const base = `/afsendelser/${dispatch.id}`;
  const here = list.page > 1 ? `${base}/sider?side=${list.page}` : `${base}/sider`;
  const { undo } = list;
  const last = list.page * list.pageSize >= list.total ? list.total : -1;
  return (
    <div class="cuts">
      <div class="cut-top">
        <a href={`${base}/modtagere`}>{words.back}</a>
        {undo ? <Act action={`${base}/fortrydelse`} label={words.undo(undo.act, undo.pages)} fields={{ trin: String(undo.id), til: here }} /> : null}
      </div>
      <p>{words.lead}</p>
      {problem && !choice ? <Alert tone="error" heading={words.refused}>{sentenceOf(problem)}</Alert> : null}
      {choice ? <Choose at={here} revision={list.revision} choice={choice} /> : null}
      <form method="post" action={here}>
        <input type="hidden" name="revision" value={String(list.revision)} />
        <div class="cut-bar" role="group" aria-label={words.toolbar}>
          {button('del', words.split)}{button('eget', words.own)}{button('udelad', words.leaveOut)}
          {list.leftOut.length > 0 ? button('tag-med', words.takeBack) : null}
          <label class="form-label" for="til-brev">{words.to}</label>
          <input class="form-input" id="til-brev" name="brev" type="number" min={1} max={list.total} />
          {button('flyt', words.move)}
        </div>
        {list.ownerless.length > 0 ? <Group id={dispatch.id} name="uden-brev" heading={words.loose} pages={list.ownerless} chosen={chosen} /> : null}
        {list.leftOut.length > 0 ? <Group id={dispatch.id} name="udeladte" heading={words.leftOut} pages={list.leftOut} chosen={chosen} /> : null}
        {list.rows.map((row) => (
          <Group id={dispatch.id} name={`brev-${row.id}`} heading={words.letter(row.ordinal, `${nameOf(row)}${row.recipient ? `, ${row.recipient.masked}` : ''}`)} pages={row.pages} chosen={chosen}>
            {row.ordinal === last ? null : <button class="function-link" type="submit" name="handling" value={`saml:${row.id}`}>{words.join}<span class="sr-only">{words.joinLabel(row.ordinal)}</span></button>}
          </Group>
        ))}
      </form>
      <Pager {...list} href={(page) => `${base}/sider?side=${page}`} />
    </div>
  );
};
