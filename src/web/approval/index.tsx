import { listDocumentTypes } from '../../archive/index.ts';
import { danishTime } from '../../core/dates.ts';
import { notFound, type Problem } from '../../core/errors.ts';
import { approve, attachmentsOfLetter, getDispatch, getLetter, lastApproval, lettersBeside, listApprovals, listLetters, namedInDocument, noteLook, sendBack, undoSubmission, validate } from '../../sending/index.ts';
import { ApprovalActions, ApprovalLetter, ApprovalPage } from '../../../views/approval/approval-page.tsx';
import { ApprovalList } from '../../../views/approval/list.tsx';
import { nameOf } from '../../../views/sending/letter-row.tsx';
import { approval as words } from '../../../views/texts/approval.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx, Route } from '../route.ts';
import { sayDone } from '../said.ts';
import { showAttachmentToApprove, showPictureToApprove } from '../sending/attachments/show.tsx';
import { showSamplePage } from '../sending/pictures.ts';

const styles = ['sending.css', 'sending-attachments.css', 'approval.css'];

function showList(c: Ctx) {
  const view = c.req.query('vis') === 'afgjort' ? ('decided' as const) : ('waiting' as const);
  const list = listApprovals(c.get('deps').db, c.get('actor'), { view, page: pageNumber(c) });
  return page(c, { styles, title: words.list.title, lead: words.list.lead }, <ApprovalList view={view} list={list} />);
}

/** The dispatch as it was laid before the actor; with a problem, why it could not be decided. */
function onePage(c: Ctx, id: string, typed: { note: string; problem?: Problem } = { note: '' }) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const asked = lastApproval(deps.db, actor, id);
  if (!asked) throw notFound();
  const dispatch = getDispatch(deps.db, actor, id);
  const report = validate(deps, actor, id);
  const sample = report.sampleLetterId ? getLetter(deps.db, actor, report.sampleLetterId) : null;
  const type = listDocumentTypes(deps.db).find((each) => each.id === dispatch.documentTypeId)?.name ?? null;
  // What is wrong with the note is said at the note.
  const atNote = typed.problem?.code === 'invalid' ? typed.problem : undefined;
  return page(c, {
    modules: ['sending-undo.js'], styles, title: `${words.page.title}: ${dispatch.title}`, heading: <>{words.page.title} <span class="heading-sub">{dispatch.title}</span></>, lead: words.page.asked(asked.requestedBy, danishTime(asked.requestedAt)),
    actions: ApprovalActions({ id, report, asked }), problem: typed.problem, problemHeading: words.page.nothingSent,
  }, <ApprovalPage
    dispatch={dispatch} report={report} type={type} sample={sample} asked={asked} now={deps.clock.now().toISOString()} named={namedInDocument(deps.db, actor, id)}
    letters={listLetters(deps.db, actor, id, { filter: 'all', query: '', page: pageNumber(c) })} typed={{ note: typed.note, problem: atNote }}
  />);
}

function showOne(c: Ctx) {
  const id = c.req.param('id')!;
  noteLook(c.get('deps'), c.get('actor'), id);
  return onePage(c, id);
}

function showLetter(c: Ctx) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const id = c.req.param('id')!;
  const letter = getLetter(db, actor, c.req.param('letter')!);
  if (letter.dispatchId !== id) throw notFound();
  noteLook(c.get('deps'), actor, id, letter.id);
  return page(c, { styles, title: words.letter.title(letter.ordinal, nameOf(letter)), lead: words.letter.lead },
    <ApprovalLetter id={id} letter={letter} attached={attachmentsOfLetter(db, actor, letter)} {...lettersBeside(db, actor, id, letter.ordinal)} />);
}

async function takeApproval(c: Ctx) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  const note = form.text('bemaerkning');
  return attempt(c, () => {
    approve(c.get('deps'), c.get('actor'), id, { revision: Number(form.text('revision')), fingerprint: form.text('kontrol') }, note);
    sayDone(c, 'dispatchApproved');
  }, { to: `/godkendelser/${id}` }, (problem) => onePage(c, id, { note, problem }));
}

/** Within the minutes of the undo window, whoever approved may think again too. */
function takeUndo(c: Ctx) {
  const id = c.req.param('id')!;
  return attempt(c, () => {
    undoSubmission(c.get('deps'), c.get('actor'), id);
    sayDone(c, 'approvalUndone');
  }, { to: '/godkendelser' }, (problem) => onePage(c, id, { note: '', problem }));
}

async function takeReturn(c: Ctx) {
  const id = c.req.param('id')!;
  const note = (await readForm(c)).text('bemaerkning');
  return attempt(c, () => {
    sendBack(c.get('deps'), c.get('actor'), id, note);
    sayDone(c, 'dispatchSentBack');
  }, { to: '/godkendelser' }, (problem) => onePage(c, id, { note, problem }));
}

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path, rule: 'approve', handler });
const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path, rule: 'approve', handler });

export const approvalRoutes: Route[] = [
  get('/godkendelser', showList),
  get('/godkendelser/:id', showOne),
  get('/godkendelser/:id/breve/:letter', showLetter),
  get('/godkendelser/:id/breve/:letter/billeder/:page', (c) => showSamplePage(c, c.req.param('letter')!)),
  get('/godkendelser/:id/bilag/:attachment', showAttachmentToApprove),
  get('/godkendelser/:id/bilag/:attachment/sider/:page/billede', showPictureToApprove),
  post('/godkendelser/:id/godkendelse', takeApproval),
  post('/godkendelser/:id/returnering', takeReturn),
  post('/godkendelser/:id/fortrydning', takeUndo),
];
