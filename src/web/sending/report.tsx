import { may } from '../../access/index.ts';
import { listDocumentTypes } from '../../archive/index.ts';
import { conflict, Problem } from '../../core/errors.ts';
import { getDispatch, getLetter, namedInDocument, submit, validate } from '../../sending/index.ts';
import { ReportActions, ReportPage } from '../../../views/sending/report.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

function report(c: Ctx, id: string, problem?: Problem) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const dispatch = getDispatch(deps.db, actor, id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const found = validate(deps, actor, id);
  const sample = found.sampleLetterId ? getLetter(deps.db, actor, found.sampleLetterId) : null;
  const type = listDocumentTypes(deps.db).find((each) => each.id === dispatch.documentTypeId)?.name ?? null;
  return page(c, {
    styles: ['sending.css'], title: `${sending.report.title}: ${dispatch.title}`, heading: StepHeading({ step: sending.report.title, title: dispatch.title }),
    actions: ReportActions({ id, report: found }), problem, problemHeading: sending.report.nothingSent,
  }, <ReportPage named={namedInDocument(deps.db, actor, id)} dispatch={dispatch} report={found} type={type} sample={sample} administers={may(actor, 'administer')} />);
}

export const showReport = (c: Ctx) => report(c, c.req.param('id')!);

export async function takeSubmission(c: Ctx) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  try {
    submit(c.get('deps'), c.get('actor'), id, { revision: Number(form.text('revision')), fingerprint: form.text('kontrol') });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
    // Sent already, by a second click or a colleague: the dispatch itself shows what happens.
    if (error.reason === 'dispatch.not_draft') return c.redirect(`/afsendelser/${id}`, 303);
    return report(c, id, conflict(error.reason));
  }
  return c.redirect(`/afsendelser/${id}`, 303);
}
