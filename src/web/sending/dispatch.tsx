import { may } from '../../access/index.ts';
import { listDocumentTypes } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { localDay } from '../../core/dates.ts';
import { approversBeside, containersOf, countSignatures, remindsOf, discard, filesRefused, getDispatch, lastApproval, mayChangeDispatch, openBatchesOf, paperCount, resendable, validate, letterFilterCounts, listLetters, unlock, type DispatchDetail, type LetterFilter, type LetterRow } from '../../sending/index.ts';
import { DispatchActions, DispatchStatus } from '../../../views/sending/dispatch.tsx';
import { Locked, Reading, Unreadable } from '../../../views/sending/before-draft.tsx';
import { WaitsForApproval } from '../../../views/sending/waits-for-approval.tsx';
import { DispatchSignatures } from '../../../views/signatures/dispatch-panel.tsx';
import { letterWords } from '../../../views/texts/states.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { findLetters } from './find-letters.ts';
import { pageProblem } from './refused.ts';

const filterOf = (text: string | undefined): LetterFilter => (text && Object.hasOwn(letterWords, text) ? (text as LetterFilter) : 'all');

/** The moving part of a submitted dispatch: counts, what went wrong, and the letters. */
function status(c: Ctx, dispatch: DispatchDetail) {
  const { db, clock } = c.get('deps');
  const actor = c.get('actor');
  const few = (filter: LetterFilter) => listLetters(db, actor, dispatch.id, { filter, query: '', page: 1 }).rows;
  const letters = findLetters(c, dispatch.id, { filter: filterOf(c.req.query('vis')), page: pageNumber(c), searchId: c.req.query('soeg') });
  const notPrinting = (row: LetterRow) => row.reason?.key !== 'paper.in_batch';
  const trouble = [...(dispatch.counts.unknown ? few('unknown') : []), ...(dispatch.counts.failed ? few('failed') : [])].filter(notPrinting);
  const waits = dispatch.counts.queued ? (few('queued').find((row) => row.reason)?.reason ?? null) : null;
  return <DispatchStatus dispatch={dispatch} letters={letters} counts={letterFilterCounts(db, actor, dispatch.id)} trouble={trouble} again={resendable(db, actor, dispatch.id)} waits={waits} containers={containersOf(db, actor, dispatch.id)} now={clock.now().toISOString()} batches={openBatchesOf(db, actor, dispatch.id)} onPaper={may(actor, 'send') ? paperCount(db, dispatch.id) : 0} sends={may(actor, 'send')}>
    <DispatchSignatures id={dispatch.id} counts={countSignatures(db, actor, dispatch.id, localDay(clock.now()))} reminds={remindsOf(db, dispatch.id)} />
  </DispatchStatus>;
}

/** Laid before a second person: what it says, and the way back. */
function waiting(c: Ctx, dispatch: DispatchDetail) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const type = listDocumentTypes(deps.db).find((each) => each.id === dispatch.documentTypeId)?.name ?? null;
  return <WaitsForApproval
    dispatch={dispatch} report={validate(deps, actor, dispatch.id)} type={type} asked={lastApproval(deps.db, actor, dispatch.id)!}
    approvers={approversBeside(deps.db, actor)} changes={mayChangeDispatch(deps.db, actor, dispatch.id)}
  />;
}

/** One address for a dispatch, whatever its state. */
export async function dispatchPage(c: Ctx, id: string, problem?: Problem) {
  const dispatch = getDispatch(c.get('deps').db, c.get('actor'), id);
  const frame = { styles: ['sending.css', 'approval.css'], title: dispatch.title || dispatch.filename };
  switch (dispatch.state) {
    case 'draft': return c.redirect(`/afsendelser/${id}/modtagere`, 303);
    case 'reading': return page(c, { ...frame, refresh: 2 }, <Reading dispatch={dispatch} />);
    case 'needs_password': {
      // Said at the field, not above it.
      const answer = page(c, frame, <Locked dispatch={dispatch} problem={problem} />);
      return problem ? pageProblem(await answer, problem) : answer;
    }
    case 'waiting_approval': return page(c, { ...frame, problem, actions: DispatchActions({ id }) }, waiting(c, dispatch));
    case 'unreadable_file': return page(c, { ...frame, problem }, <Unreadable dispatch={dispatch} files={filesRefused(c.get('deps').db, c.get('actor'), id)} />);
    default: return page(c, { ...frame, problem, modules: ['sending-live.js', 'sending-undo.js'], refresh: dispatch.state === 'submitted' ? 5 : undefined, actions: DispatchActions({ id }) }, status(c, dispatch));
  }
}

export const showDispatch = (c: Ctx) => dispatchPage(c, c.req.param('id')!);

/** The moving part alone, at its own address. Where reading is over, the whole window is sent to what comes next. */
export function showStatus(c: Ctx) {
  const id = c.req.param('id')!;
  const dispatch = getDispatch(c.get('deps').db, c.get('actor'), id);
  if (dispatch.state === 'reading') return c.html(<Reading dispatch={dispatch} />);
  if (dispatch.state === 'submitted' || dispatch.state === 'settled') return c.html(status(c, dispatch));
  const next = `/afsendelser/${id}`;
  return c.req.header('HX-Request') ? c.body(null, 200, { 'HX-Redirect': next }) : c.redirect(next, 303);
}

export async function takePassword(c: Ctx) {
  const id = c.req.param('id')!;
  const password = (await readForm(c)).all('adgangskode')[0] ?? '';
  return attempt(c, () => unlock(c.get('deps'), c.get('actor'), id, password), { to: `/afsendelser/${id}` }, (problem) => dispatchPage(c, id, problem));
}

export async function takeDiscard(c: Ctx) {
  const id = c.req.param('id')!;
  return attempt(c, () => {
    discard(c.get('deps'), c.get('actor'), id);
    sayDone(c, 'dispatchDiscarded');
  }, { to: '/afsendelser' }, (problem) => dispatchPage(c, id, problem));
}
