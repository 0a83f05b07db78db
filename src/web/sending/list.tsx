import { invalid, Problem } from '../../core/errors.ts';
import { listMappings } from '../../people/index.ts';
import {
  applyRecipientList, chooseListColumns, discardRecipientList, getDispatch, getRecipientList, listJoins, listListProblems, listListRows, mostListBytes, plainFilename, takeRecipientList, undoRecipientList, type ListChoice, type ListFilter, type RecipientListView,
} from '../../sending/index.ts';
import { RecipientListPage } from '../../../views/sending/list.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { lists as words } from '../../../views/texts/lists.ts';
import { attempt, pageNumber, readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { readSmallUpload } from '../small-upload.ts';
import { addressOf, keepWords, wordsOf } from '../people/find.ts';
import { pageProblem } from './refused.ts';

type Also = { problem?: Problem | undefined; upload?: Problem | undefined; typed?: { choice: ListChoice; saveAs: string } | undefined };

/** What is shown first: what stops or cannot be used, else the rows. */
const firstFilter = (view: RecipientListView): ListFilter => (view.stops + view.errors > 0 ? 'problems' : 'joined');

function shownOf(c: Ctx, id: string, view: RecipientListView) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const wanted = c.req.query('vis');
  const filter = wanted && Object.hasOwn(words.filters, wanted) ? (wanted as ListFilter) : firstFilter(view);
  const at = pageNumber(c);
  const searchId = c.req.query('soeg') ?? '';
  const query = filter === 'problems' ? '' : wordsOf(c, searchId);
  return {
    filter, query, address: addressOf(`/afsendelser/${id}/modtagerliste`, { vis: filter, side: at, soeg: query ? searchId : '' }),
    rows: filter === 'problems' ? null : listListRows(db, actor, id, { filter, query, page: at }), problems: filter === 'problems' ? listListProblems(db, actor, id, at) : null,
  };
}

async function listPage(c: Ctx, id: string, also: Also = {}) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const dispatch = getDispatch(db, actor, id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const view = getRecipientList(db, actor, id);
  const asked = view?.state === 'needs_columns' || (view?.state === 'preview' && c.req.query('valg') !== undefined);
  const choosing = also.typed ?? (view && asked ? { choice: view.choice ?? { join: 'order' as const, pagesPerLetter: null, columns: {} }, saveAs: view.mappingName ?? '' } : null);
  const shown = view && (view.state === 'preview' || view.state === 'applied') ? shownOf(c, id, view) : null;
  const answer = page(c, {
    styles: ['sending.css', 'people/people.css'], title: `${words.title}: ${dispatch.title}`, heading: StepHeading({ step: words.title, title: dispatch.title }), lead: view ? undefined : words.lead, problem: also.problem, refresh: view?.state === 'reading' || view?.state === 'applying' ? 2 : undefined,
  }, <RecipientListPage dispatchId={id} view={view} shown={shown} choosing={choosing} mappings={listMappings(db, 'recipients').map(({ name }) => name)} uploadProblem={also.upload} />);
  return also.upload ? pageProblem(await answer, also.upload) : answer;
}

export const showList = (c: Ctx) => listPage(c, c.req.param('id')!);

export async function takeList(c: Ctx) {
  const id = c.req.param('id')!;
  try {
    const form = await readSmallUpload(c, mostListBytes);
    if (!form.filename('fil')) throw invalid('upload.no_file');
    await takeRecipientList(c.get('deps'), c.get('actor'), id, { filename: plainFilename(form.filename('fil')), bytes: form.file('fil'), mappingName: form.text('kolonnevalg') });
    return c.redirect(`/afsendelser/${id}/modtagerliste`, 303);
  } catch (error) {
    if (error instanceof Problem && (error.code === 'invalid' || error.code === 'conflict')) return listPage(c, id, { upload: error });
    throw error;
  }
}

function choiceOf(form: Form): ListChoice {
  const column = (name: string) => form.text(name) || undefined;
  const join = listJoins.find((each) => each === form.text('maade')) ?? 'order';
  const columns = Object.fromEntries(Object.entries({ number: column('nummer'), studentNumber: column('elevnummer'), name: column('navn'), key: column('noegle') }).filter(([, value]) => value)) as ListChoice['columns'];
  return { join, pagesPerLetter: join === 'order' && form.text('sider') ? Number(form.text('sider')) : null, columns };
}

export async function takeListColumns(c: Ctx) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  const choice = choiceOf(form);
  return attempt(c, () => chooseListColumns(c.get('deps'), c.get('actor'), id, choice, form.text('gem')), { to: `/afsendelser/${id}/modtagerliste` }, (problem) => listPage(c, id, { problem, typed: problem.code === 'invalid' ? { choice, saveAs: form.text('gem') } : undefined }));
}

const act = (work: (c: Ctx, id: string) => void) => async (c: Ctx) => {
  const id = c.req.param('id')!;
  await readForm(c);
  return attempt(c, () => work(c, id), { to: `/afsendelser/${id}/modtagerliste` }, (problem) => listPage(c, id, { problem }));
};

export const takeListUse = act((c, id) => applyRecipientList(c.get('deps'), c.get('actor'), id));
export const takeListUndo = act((c, id) => undoRecipientList(c.get('deps'), c.get('actor'), id));
export const takeListDiscard = act((c, id) => discardRecipientList(c.get('deps'), c.get('actor'), id));

export async function takeListSearch(c: Ctx) {
  const id = c.req.param('id')!;
  getDispatch(c.get('deps').db, c.get('actor'), id);
  const form = await readForm(c);
  const filter = form.text('vis') === 'without' ? 'without' : 'joined';
  return c.redirect(addressOf(`/afsendelser/${id}/modtagerliste`, { vis: filter })({ soeg: keepWords(c, form.text('find')) }), 303);
}
