import { mayChangeCase } from '../../access/index.ts';
import { searchCases } from '../../archive/index.ts';
import { record } from '../../audit/index.ts';
import { invalid, type Problem } from '../../core/errors.ts';
import { connectionKeeper, poll } from '../../jobs/index.ts';
import {
  assignMessages, fileMessages, finishMessages, getMessage, reopenMessages, returnMessages, takeMessages, targetOf, undoDecision, unfileMessages, type MessageView,
} from '../../receiving/index.ts';
import { FoundCases } from '../../../views/receiving/found-cases.tsx';
import { receiving as words } from '../../../views/texts/receiving.ts';
import type { DoneKey } from '../../../views/texts/done.ts';
import { viewPaths, titleOf } from '../../../views/receiving/words.ts';
import { attempt, readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { filterOf, listPage, styles, viewOf } from './lists.tsx';
import { messagePage } from './message.tsx';

const idOf = (c: Ctx) => c.req.param('id') ?? '';
const isId = (text: string) => /^[\da-f-]{36}$/.test(text);

/** The list as it was filtered, and what is read beside it. */
function listAddress(view: MessageView, form: Form, message: string): string {
  const query = [['kun', filterOf(form.text('kun')) ?? ''], ['brev', message]].filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`).join('&');
  return `${viewPaths[view]}${query ? `?${query}` : ''}`;
}

/** After one message is dealt with, the next of the list it was read beside. */
function back(c: Ctx, form: Form, stay: boolean): string {
  const view = viewOf(c, form.text('vis'));
  const next = stay ? idOf(c) : form.text('naeste');
  return listAddress(view, form, isId(next) ? next : '');
}

/** One act on one message. `stay`: the same message is shown again. */
async function act(c: Ctx, key: DoneKey, stay: boolean, work: (form: Form) => void): Promise<Response> {
  const form = await readForm(c);
  return attempt(c, () => {
    work(form);
    sayDone(c, key);
  }, { to: () => back(c, form, stay) }, (problem) => messagePage(c, idOf(c), problem));
}

export const takeAssignment = (c: Ctx) => act(c, 'postAssigned', false, (form) => assignMessages(c.get('deps'), c.get('actor'), [idOf(c)], { target: targetOf(form.text('til')), note: form.text('note'), dueOn: form.text('senest') }));
export const takeFiling = (c: Ctx) => act(c, 'postFiled', true, (form) => fileMessages(c.get('deps'), c.get('actor'), [idOf(c)], form.text('sag')));
export const takeUnfiling = (c: Ctx) => act(c, 'postUnfiled', true, () => unfileMessages(c.get('deps'), c.get('actor'), [idOf(c)]));
export const takeOver = (c: Ctx) => act(c, 'postTaken', true, () => takeMessages(c.get('deps'), c.get('actor'), [idOf(c)]));
export const takeReturn = (c: Ctx) => act(c, 'postReturned', false, () => returnMessages(c.get('deps'), c.get('actor'), [idOf(c)], ''));
export const takeFinish = (c: Ctx) => act(c, 'postFinished', false, () => finishMessages(c.get('deps'), c.get('actor'), [idOf(c)]));
export const takeReopening = (c: Ctx) => act(c, 'postReopened', false, () => reopenMessages(c.get('deps'), c.get('actor'), [idOf(c)]));
export const takeUndo = (c: Ctx) => act(c, 'postUndone', true, () => undoDecision(c.get('deps'), c.get('actor'), idOf(c)));

/** Several at once: all or none. */
export async function takeSeveral(c: Ctx) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const form = await readForm(c);
  const ids = form.all('brev');
  const view = viewOf(c, form.text('vis'));
  const said = (one: 'postAssigned' | 'postTaken' | 'postReturned' | 'postFinished' | 'postReopened'): DoneKey => (ids.length === 1 ? one : `${one}Many`);
  const acts: Record<string, [DoneKey, () => void]> = {
    fordel: [said('postAssigned'), () => assignMessages(deps, actor, ids, { target: targetOf(form.text('til')), note: '', dueOn: '' })],
    overtag: [said('postTaken'), () => takeMessages(deps, actor, ids)],
    bakke: [said('postReturned'), () => returnMessages(deps, actor, ids, '')],
    faerdig: [said('postFinished'), () => finishMessages(deps, actor, ids)],
    genaabn: [said('postReopened'), () => reopenMessages(deps, actor, ids)],
  };
  const wanted = acts[form.text('handling')];
  return attempt(c, () => {
    if (!wanted) throw invalid('message.no_messages');
    wanted[1]();
    sayDone(c, wanted[0]);
  }, { to: listAddress(view, form, '') }, (problem: Problem) => listPage(c, { view, problem }));
}

/** Cases that answer to what was typed, to choose from: an answer to a POST, because a name stands in no address. */
export async function takeCaseSearch(c: Ctx) {
  const { db, clock } = c.get('deps');
  const form = await readForm(c);
  const message = getMessage({ db, clock }, c.get('actor'), idOf(c));
  const typed = form.text('ord').slice(0, 200);
  const found = typed === '' ? [] : searchCases(c.get('deps'), c.get('actor'), typed).rows.filter((row) => mayChangeCase(db, c.get('actor'), row.id));
  return page(c, { title: words.findCaseTitle, lead: words.findCaseLead(typed), styles, crumbs: [{ label: words.title, href: '/modtaget' }, { label: titleOf(message), href: `/modtaget/${message.id}` }, { label: words.findCaseTitle }] },
    <FoundCases messageId={message.id} cases={found} typed={typed} fields={{ vis: form.text('vis'), kun: filterOf(form.text('kun')) ?? '', naeste: form.text('naeste') }} />);
}

/** Fetches now instead of when the clock says. */
export async function takeFetch(c: Ctx) {
  const deps = c.get('deps');
  let said: DoneKey;
  try {
    const polled = await poll(deps, connectionKeeper(deps));
    said = polled === null ? 'postBusy' : (polled.mail?.fetched ?? 0) > 0 ? 'postFetched' : 'postNothing';
  } catch {
    said = 'postAway';
  }
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: c.get('actor').id, event: 'mail.fetched_by_hand', subject: { kind: 'system', id: 'mail' }, payload: { said } }));
  sayDone(c, said);
  return c.redirect('/modtaget', 303);
}
