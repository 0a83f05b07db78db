import { colleagues, may, mayChangeCase } from '../../access/index.ts';
import {
  bulkPackage, bulkUndoDays, chooseBulkAct, discardBulk, getBulk, listBulkItems, listBulks, searchCases, listDocumentTypes, listFilingPlan, mostInBulk, runBulk, stopBulk, undoBulk, type BulkView,
} from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { Bulk, BulkBadge, isAtWork } from '../../../views/bulk/bulk.tsx';
import type { Choices } from '../../../views/bulk/choose.tsx';
import { shownOf, type Shown } from '../../../views/bulk/items.tsx';
import { BulkList } from '../../../views/bulk/list.tsx';
import { actTitle, bulk as words, bulkStatesShown, type BulkShown } from '../../../views/texts/bulk.ts';
import { texts } from '../../../views/texts.ts';
import { contentDisposition } from '../content-disposition.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { beginWork } from './begin.tsx';

const assets = { styles: ['people/people.css', 'bulk/bulk.css'] };
const crumbs = (last?: string) => [{ label: texts.archive.title, href: '/arkiv' }, ...(last ? [{ label: words.mine, href: '/samlet' }, { label: last }] : [{ label: words.mine }])];
const idOf = (c: Ctx) => c.req.param('id')!;

export const showBulks = (c: Ctx) => page(c, { title: words.mine, lead: words.lead, crumbs: crumbs(), ...assets }, <BulkList list={listBulks(c.get('deps').db, c.get('actor'), pageNumber(c))} />);

/** What can be chosen for the act; `typed` as it was sent, `looked` whether a case was looked for. */
function choicesOf(c: Ctx, view: BulkView, typed: string, looked: boolean): Choices {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const self = may(actor, 'read_cases') ? [{ id: actor.id, name: actor.name }] : [];
  return {
    types: listDocumentTypes(db), plan: view.act === 'branch' ? listFilingPlan(db) : [], typed,
    officers: view.act === 'officer' ? [...self, ...colleagues(db, actor)].sort((a, b) => a.name.localeCompare(b.name, 'da')) : [],
    hits: looked ? (typed ? searchCases(c.get('deps'), actor, typed, 'open').rows : []).filter((row) => mayChangeCase(db, actor, row.id)).slice(0, 20) : undefined,
  };
}

function shown(c: Ctx, view: BulkView): Shown | null {
  const offered = shownOf(view);
  const filter = offered.find((each) => each === c.req.query('vis')) ?? offered[0];
  if (!filter || isAtWork(view.state)) return null;
  return {
    filter, list: listBulkItems(c.get('deps').db, c.get('actor'), view.id, { states: bulkStatesShown[filter], page: pageNumber(c) }),
    address: (to: BulkShown, at: number) => `/samlet/${view.id}?vis=${to}${at > 1 ? `&side=${at}` : ''}`,
  };
}

function bulkPage(c: Ctx, parts: { problem?: Problem; choices?: { typed: string; looked: boolean } | undefined } = {}) {
  const view = getBulk(c.get('deps').db, c.get('actor'), idOf(c));
  const choosing = parts.choices ?? (view.state === 'choosing' || (view.state === 'preview' && c.req.query('valg') !== undefined) ? { typed: '', looked: false } : undefined);
  const title = actTitle(view);
  const refresh = isAtWork(view.state) ? 2 : undefined;
  return page(c, { title, heading: <>{title} {choosing ? null : <BulkBadge state={view.state} />}</>, lead: choosing ? words.chosenLead(view.subject, view.items) : undefined, crumbs: crumbs(title), problem: parts.problem, refresh, ...assets },
    <Bulk view={view} choices={choosing ? choicesOf(c, view, choosing.typed, choosing.looked) : null} shown={shown(c, view)} undoDays={bulkUndoDays} most={mostInBulk} />);
}

export const showBulk = (c: Ctx) => bulkPage(c);

/** What the act sets; or, for a move, the words to find the case by. */
export async function takeChoice(c: Ctx) {
  const form = await readForm(c);
  const view = getBulk(c.get('deps').db, c.get('actor'), idOf(c));
  if (form.has('ord')) return bulkPage(c, { choices: { typed: form.text('ord'), looked: true } });
  const typed = form.text('vaerdi');
  return attempt(c, () => {
    chooseBulkAct(c.get('deps'), c.get('actor'), view.id, typed);
    return beginWork(c, view.id);
  }, { to: `/samlet/${view.id}` }, (problem) => bulkPage(c, { problem, choices: problem.reason === 'bulk.moved_on' ? undefined : { typed, looked: false } }));
}

const act = (work: typeof runBulk) => async (c: Ctx) => attempt(c, () => {
  work(c.get('deps'), c.get('actor'), idOf(c));
  return beginWork(c, idOf(c));
}, { to: `/samlet/${idOf(c)}` }, (problem) => bulkPage(c, { problem }));

export const [takeRun, takeStop, takeUndo] = [act(runBulk), act(stopBulk), act(undoBulk)];

export async function takeDiscard(c: Ctx) {
  const { origin } = getBulk(c.get('deps').db, c.get('actor'), idOf(c));
  return attempt(c, () => discardBulk(c.get('deps'), c.get('actor'), idOf(c)), { to: origin }, (problem) => bulkPage(c, { problem }));
}

/** The package of an export, taken away once more and logged each time. */
export async function takePackage(c: Ctx) {
  let answer: Response | undefined;
  const refused = await attempt(c, async () => {
    const { content, size } = await bulkPackage(c.get('deps'), c.get('actor'), idOf(c));
    answer = new Response(content, { headers: { 'Content-Type': 'application/zip', 'Content-Length': String(size), 'Content-Disposition': contentDisposition('attachment', 'eksport.zip'), 'Cache-Control': 'no-store' } });
  }, { to: '/' }, (problem) => bulkPage(c, { problem }));
  return answer ?? refused;
}
