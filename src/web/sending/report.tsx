import { may } from '../../access/index.ts';
import { listDocumentTypes } from '../../archive/index.ts';
import { Problem } from '../../core/errors.ts';
import { approvalOf, approversBeside, countCopies, documentChecks, getDispatch, getLetter, lastApproval, namedInDocument, openTo, remindsOf, removeDuplicates, requestApproval, submit, validate, withdrawApproval } from '../../sending/index.ts';
import { ReportActions, ReportPage } from '../../../views/sending/report.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

function report(c: Ctx, id: string, problem?: Problem) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const dispatch = getDispatch(deps.db, actor, id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const found = validate(deps, actor, id);
  const sample = found.sampleLetterId ? getLetter(deps.db, actor, found.sampleLetterId) : null;
  const type = listDocumentTypes(deps.db).find((each) => each.id === dispatch.documentTypeId)?.name ?? null;
  const rule = approvalOf(deps.db, actor, id);
  const approval = rule && { rule, approvers: approversBeside(deps.db, actor) };
  const last = lastApproval(deps.db, actor, id);
  return page(c, {
    styles: ['sending.css', 'sending-attachments.css'], title: `${sending.report.title}: ${dispatch.title}`, heading: StepHeading({ step: sending.report.title, title: dispatch.title }),
    actions: ReportActions({ id, report: found, approval }), problem, problemHeading: sending.report.nothingSent,
  }, <ReportPage reminds={remindsOf(deps.db, id)} checks={documentChecks(deps.db, actor, id)} open={openTo(deps.db, actor, [...(found.sentBefore ? [found.sentBefore.dispatchId] : []), ...found.duplicates.map((each) => each.dispatchId)])} copies={countCopies(deps, actor, id)} approval={approval} sentBack={last?.state === 'sent_back' ? { by: last.decidedBy!, at: last.decidedAt!, note: last.note! } : null} named={namedInDocument(deps.db, actor, id)} dispatch={dispatch} report={found} type={type} sample={sample} administers={may(actor, 'administer')} />);
}

export const showReport = (c: Ctx) => report(c, c.req.param('id')!);

/** Sends or lays before somebody else; what came in between is said on the report made anew. */
async function act(c: Ctx, work: (id: string, seen: { revision: number; fingerprint: string; acknowledged: boolean }, form: Form) => void) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  try {
    work(id, { revision: Number(form.text('revision')), fingerprint: form.text('kontrol'), acknowledged: form.has('set') }, form);
  } catch (error) {
    if (!(error instanceof Problem) || !['conflict', 'invalid', 'forbidden'].includes(error.code)) throw error;
    // Sent already, by a second click or a colleague: the dispatch itself shows what happens.
    if (error.reason === 'dispatch.not_draft') return c.redirect(`/afsendelser/${id}`, 303);
    return report(c, id, error);
  }
  return c.redirect(`/afsendelser/${id}`, 303);
}

export const takeSubmission = (c: Ctx) => act(c, (id, seen) => submit(c.get('deps'), c.get('actor'), id, seen));

export const takeApprovalRequest = (c: Ctx) => act(c, (id, seen, form) => requestApproval(c.get('deps'), c.get('actor'), id, seen, form.text('besked')));

/** What was sent before goes off the list; the report is made anew. */
export function takeDuplicates(c: Ctx) {
  const id = c.req.param('id')!;
  removeDuplicates(c.get('deps'), c.get('actor'), id);
  sayDone(c, 'duplicatesRemoved');
  return c.redirect(`/afsendelser/${id}/kontrol`, 303);
}

/** Back to a draft, to change something. */
export function takeWithdrawal(c: Ctx) {
  const id = c.req.param('id')!;
  withdrawApproval(c.get('deps'), c.get('actor'), id);
  sayDone(c, 'approvalWithdrawn');
  return c.redirect(`/afsendelser/${id}/kontrol`, 303);
}
