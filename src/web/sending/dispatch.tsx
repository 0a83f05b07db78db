import type { Problem } from '../../core/errors.ts';
import { cancelLetters, discard, dispatchHistory, getDispatch, listLetters, unlock } from '../../sending/index.ts';
import { DispatchPage } from '../../../views/sending/dispatch.tsx';
import { Locked, Reading, Unreadable } from '../../../views/sending/before-draft.tsx';
import { attempt, pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

/** A part that refreshes itself cannot follow a redirect to another page: htmx is told to move the whole window. */
const goOn = (c: Ctx, address: string) => (c.req.header('HX-Request') ? c.body(null, 200, { 'HX-Redirect': address }) : c.redirect(address, 303));

/** One address for a dispatch, whatever its state. */
function dispatchPage(c: Ctx, id: string, problem?: Problem) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const dispatch = getDispatch(db, actor, id);
  const title = dispatch.title || dispatch.filename;
  if (dispatch.state === 'draft') return goOn(c, `/afsendelser/${id}/modtagere`);
  if (dispatch.state === 'reading') return page(c, { styles: ['sending.css'], title, refresh: 2 }, <Reading dispatch={dispatch} />);
  if (dispatch.state === 'needs_password') return page(c, { styles: ['sending.css'], title, problem }, <Locked dispatch={dispatch} />);
  if (dispatch.state === 'unreadable_file') return page(c, { styles: ['sending.css'], title }, <Unreadable dispatch={dispatch} />);
  const letters = listLetters(db, actor, id, { filter: 'all', query: c.req.query('find') ?? '', page: pageNumber(c) });
  const moving = dispatch.state === 'submitted';
  return page(c, { styles: ['sending.css'], title, problem, refresh: moving ? 3 : undefined }, <DispatchPage dispatch={dispatch} letters={letters} history={dispatchHistory(db, actor, id, { before: Number(c.req.query('foer')) || undefined })} />);
}

export const showDispatch = (c: Ctx) => dispatchPage(c, c.req.param('id')!);

export async function takePassword(c: Ctx) {
  const id = c.req.param('id')!;
  const password = (await readForm(c)).all('adgangskode')[0] ?? '';
  return attempt(c, () => unlock(c.get('deps'), c.get('actor'), id, password), { to: `/afsendelser/${id}` }, (problem) => dispatchPage(c, id, problem));
}

export async function takeDiscard(c: Ctx) {
  const id = c.req.param('id')!;
  return attempt(c, () => discard(c.get('deps'), c.get('actor'), id), { to: '/afsendelser' }, (problem) => dispatchPage(c, id, problem));
}

export async function takeCancel(c: Ctx) {
  const id = c.req.param('id')!;
  cancelLetters(c.get('deps'), c.get('actor'), id);
  return c.redirect(`/afsendelser/${id}`, 303);
}

