import { invalid, Problem } from '../../core/errors.ts';
import { getDispatch, getLetter, joinLetters, leaveOutPages, letterAfter, letterByOrdinal, listBoundaries, listPages, movePages, splitLetter, takeBackPages, undoStep } from '../../sending/index.ts';
import { Boundaries, type JoinChoice } from '../../../views/sending/boundaries.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { boundaries as words } from '../../../views/texts/boundaries.ts';
import { pageNumber, readForm, type Form } from '../form.ts';
import { localPath } from '../local-path.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { pageProblem } from './refused.ts';

type Again = { problem: Problem; choice?: JoinChoice | undefined; chosen: number[] };

async function boundariesPage(c: Ctx, id: string, again?: Again): Promise<Response> {
  const { db } = c.get('deps');
  const dispatch = getDispatch(db, c.get('actor'), id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const at = Number(c.req.query('ved')) || undefined;
  const list = listBoundaries(db, c.get('actor'), id, at ? { documentPage: at } : { page: pageNumber(c) });
  const answer = await page(c, { styles: ['sending.css'], modules: ['sending-boundaries.js'], wide: true, title: `${words.title}: ${dispatch.title}`, heading: StepHeading({ step: words.title, title: dispatch.title }) },
    <Boundaries dispatch={dispatch} list={list} at={at} {...again} />);
  return again ? pageProblem(answer, again.problem) : answer;
}

export const showBoundaries = (c: Ctx) => boundariesPage(c, c.req.param('id')!);

const here = (c: Ctx, id: string) => (pageNumber(c) > 1 ? `/afsendelser/${id}/sider?side=${pageNumber(c)}` : `/afsendelser/${id}/sider`);

/** The letters that `saml:<first>[:<second>:<whose>]` speaks of; without a second the one that follows. */
function joined(c: Ctx, id: string, wanted: string) {
  const [, first = '', second, recipientOf] = wanted.split(':');
  return { first, second: second ?? letterAfter(c.get('deps').db, c.get('actor'), id, first), recipientOf };
}

function work(c: Ctx, id: string, form: Form, chosen: number[]): void {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const revision = Number(form.text('revision'));
  const wanted = form.text('handling');
  if (wanted.startsWith('saml:')) return joinLetters(deps, actor, id, joined(c, id, wanted), revision);
  if (wanted.startsWith('del:')) return splitLetter(deps, actor, id, Number(wanted.slice(4)), revision);
  if (chosen.length === 0) throw invalid('boundaries.no_pages');
  if (wanted === 'eget') return movePages(deps, actor, id, { pages: chosen, to: null }, revision);
  if (wanted === 'udelad') return leaveOutPages(deps, actor, id, chosen, { revision });
  if (wanted === 'tag-med') return takeBackPages(deps, actor, id, chosen, revision);
  return movePages(deps, actor, id, { pages: chosen, to: targetOf(c, id, form) }, revision);
}

/** Where chosen pages shall go: the letter whose button was pressed, or the number that was typed. */
const targetOf = (c: Ctx, id: string, form: Form) => {
  const wanted = form.text('handling');
  return wanted.startsWith('hertil:') ? wanted.slice(7) : letterByOrdinal(c.get('deps').db, c.get('actor'), id, Number(form.text('brev')));
};

/** The two letters of an act that must be told whose the joined one is; a letter moved whole is joined too. */
function choiceOf(c: Ctx, id: string, form: Form, chosen: number[]): JoinChoice | undefined {
  const { db } = c.get('deps');
  const wanted = form.text('handling');
  const letter = (which: string) => getLetter(db, c.get('actor'), which);
  if (wanted.startsWith('saml:')) {
    const { first, second } = joined(c, id, wanted);
    return { first: letter(first), second: letter(second) };
  }
  const [owner] = listPages(db, c.get('actor'), id, { from: chosen[0]!, to: chosen[0]! });
  if (!owner?.letterId) return undefined;
  const second = letter(owner.letterId);
  return second.pages.length === chosen.length && second.pages.every((each) => chosen.includes(each)) ? { first: letter(targetOf(c, id, form)), second } : undefined;
}

export async function takeBoundaryAct(c: Ctx) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  const chosen = form.all('valgt').map(Number);
  try {
    work(c, id, form, chosen);
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
    const choice = error.reason === 'boundaries.choose_recipient' ? choiceOf(c, id, form, chosen) : undefined;
    return boundariesPage(c, id, { problem: error, chosen, choice });
  }
  return c.redirect(here(c, id), 303);
}

export async function takeUndo(c: Ctx) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  try {
    undoStep(c.get('deps'), c.get('actor'), id, Number(form.text('trin')));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
    return boundariesPage(c, id, { problem: error, chosen: [] });
  }
  const back = localPath(form.text('til'));
  return c.redirect(back.startsWith(`/afsendelser/${id}/sider`) ? back : `/afsendelser/${id}/sider`, 303);
}
