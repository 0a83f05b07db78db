import { listDocumentTypes } from '../../archive/index.ts';
import { danishTime } from '../../core/dates.ts';
import { may } from '../../access/index.ts';
import { notFound, type Problem } from '../../core/errors.ts';
import { approveDisposal, approverIds, batchesToApprove, calendarAhead, dueOverview, listBatches, listDue, mostInBatch, openBatch, proposeDisposal, runningRecounts, sendDisposalBack, takeApprovalBack, withdrawDisposal, type GroupChoice } from '../../retention/index.ts';
import { BatchActions, BatchList, BatchView } from '../../../views/retention/batch.tsx';
import { Ahead, DueGroups, DueList } from '../../../views/retention/due.tsx';
import type { DoneKey } from '../../../views/texts/done.ts';
import { texts } from '../../../views/texts.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx, Route } from '../route.ts';
import { sayDone } from '../said.ts';
import { showCertificates, takeJson, takePdf } from './certificate.tsx';
import { takeCaseHold, takeCaseLift, takeDocumentHold, takeDocumentLift, takePostponement, takePostponementUndone } from './documents.tsx';

const words = texts.retention;
const crumbs = (label: string) => [{ label: words.page.title, href: '/kassation' }, { label }];

function showDue(c: Ctx) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  return page(c, { title: words.page.title, lead: words.page.lead }, <DueGroups overview={dueOverview(deps, actor)} toApprove={batchesToApprove(deps.db, actor)} recounting={runningRecounts(deps.db).size > 0} />);
}

const showAhead = (c: Ctx) => page(c, { title: words.page.title, lead: words.page.lead }, <Ahead months={calendarAhead(c.get('deps'), c.get('actor'))} />);
const showBatches = (c: Ctx) => page(c, { title: words.page.title, lead: words.page.lead }, <BatchList list={listBatches(c.get('deps').db, c.get('actor'), pageNumber(c))} />);

/** A group out of an address or a form: an id or nothing, and four digits. */
function groupOf(type: string, year: string): GroupChoice {
  if (!/^\d{4}$/.test(year)) throw notFound();
  return { typeId: type === 'uden-type' || !type ? null : type, year };
}

function groupPage(c: Ctx, group: GroupChoice, note = '', problem?: Problem) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const type = listDocumentTypes(deps.db).find(({ id }) => id === group.typeId)?.name ?? words.page.noType;
  const title = words.group.title(type, group.year);
  return page(c, { title, lead: words.group.lead, crumbs: crumbs(title), styles: ['bulk/bulk.css'], problem },
    <DueList {...group} list={listDue(deps, actor, group, pageNumber(c))} most={mostInBatch} approvers={approverIds(deps.db, actor.id).length > 0} note={note} />);
}

const showGroup = (c: Ctx) => groupPage(c, groupOf(c.req.param('type') ?? '', c.req.param('year') ?? ''));

async function takeProposal(c: Ctx) {
  const form = await readForm(c);
  const group = groupOf(form.text('type'), form.text('aar'));
  const note = form.text('besked');
  let id = '';
  return attempt(c, () => {
    id = proposeDisposal(c.get('deps'), c.get('actor'), form.has('hele') ? { group } : { ids: form.all('dokument') }, note);
    sayDone(c, 'disposalProposed');
  }, { to: () => `/kassation/bunker/${id}` }, (problem) => groupPage(c, group, note, problem));
}

const idOf = (c: Ctx) => c.req.param('id') ?? '';

function batchPage(c: Ctx, typed = '', problem?: Problem) {
  const actor = c.get('actor');
  const shown = openBatch(c.get('deps'), actor, idOf(c), pageNumber(c), c.req.header('hx-target') === 'destruktion');
  const approves = may(actor, 'approve_disposal');
  const title = words.batch.title(shown.batch.number);
  return page(c, { title, lead: words.batch.proposed(shown.batch.proposedBy, danishTime(shown.batch.proposedAt)), crumbs: crumbs(title), problem, refresh: shown.batch.state === 'destroying' ? 3 : undefined, actions: BatchActions({ ...shown, approves }) },
    <BatchView shown={shown} approves={approves} typed={typed} />);
}

const showBatch = (c: Ctx) => batchPage(c);

const deciding = (said: DoneKey, work: (c: Ctx, note: string, content: string) => void) => async (c: Ctx) => {
  const form = await readForm(c);
  const note = form.text('bemaerkning');
  return attempt(c, () => {
    work(c, note, form.text('indhold'));
    sayDone(c, said);
  }, { to: `/kassation/bunker/${idOf(c)}` }, (problem) => batchPage(c, note, problem));
};

const takeApproval = deciding('disposalApproved', (c, note, content) => approveDisposal(c.get('deps'), c.get('actor'), idOf(c), content, note));
const takeReturn = deciding('disposalSentBack', (c, note) => sendDisposalBack(c.get('deps'), c.get('actor'), idOf(c), note));
const takeWithdrawal = deciding('disposalWithdrawn', (c) => withdrawDisposal(c.get('deps'), c.get('actor'), idOf(c)));
const takeBack = deciding('disposalTakenBack', (c, note) => takeApprovalBack(c.get('deps'), c.get('actor'), idOf(c), note));

const route = (method: Route['method'], rule: Route['rule']) => (path: string, handler: Route['handler']): Route => ({ method, path, rule, handler });
const [get, post, approve, hold] = [route('GET', 'dispose'), route('POST', 'dispose'), route('POST', 'approve_disposal'), route('POST', 'read_cases')];

export const retentionRoutes: Route[] = [
  get('/kassation', showDue),
  get('/kassation/kalender', showAhead),
  get('/kassation/dokumenter/:type/:year', showGroup),
  get('/kassation/bunker', showBatches),
  post('/kassation/bunker', takeProposal),
  get('/kassation/bunker/:id', showBatch),
  approve('/kassation/bunker/:id/godkendelse', takeApproval),
  approve('/kassation/bunker/:id/returnering', takeReturn),
  approve('/kassation/bunker/:id/fortrydelse', takeBack),
  post('/kassation/bunker/:id/tilbagetraekning', takeWithdrawal),
  get('/kassation/certifikater', showCertificates),
  get('/kassation/bunker/:id/certifikat.pdf', takePdf),
  get('/kassation/bunker/:id/certifikat.json', takeJson),
  post('/dokumenter/:id/udsaettelse', takePostponement),
  post('/dokumenter/:id/udsaettelse/fortrydelse', takePostponementUndone),
  hold('/dokumenter/:id/spaerring', takeDocumentHold),
  hold('/dokumenter/:id/spaerring/:hold/ophaevelse', takeDocumentLift),
  hold('/sager/:id/spaerring', takeCaseHold),
  hold('/sager/:id/spaerring/:hold/ophaevelse', takeCaseLift),
];
