import { may } from '../../access/index.ts';
import { getCase, getDocument } from '../../archive/index.ts';
import { localDay } from '../../core/dates.ts';
import { disposalOf, liftHold, listHolds, mayHold, placeHold, postponeDisposal, ruleOfDocument, undoPostponement, type HoldSubject } from '../../retention/index.ts';
import { CaseHolds, DocumentRetention, type Typed } from '../../../views/retention/panel.tsx';
import type { DoneKey } from '../../../views/texts/done.ts';
import { crumbsOf } from '../archive/case-page.tsx';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

const idOf = (c: Ctx) => c.req.param('id') ?? '';

/** How long the document is kept, on its page. */
export function retentionPanel(c: Ctx, documentId: string, typed?: Typed) {
  const { db, clock } = c.get('deps');
  const actor = c.get('actor');
  const document = getDocument(db, actor, documentId);
  return <DocumentRetention
    documentId={documentId} {...ruleOfDocument(db, actor, documentId)} {...disposalOf(db, actor, documentId)} due={document.disposalDate}
    holds={listHolds(db, actor, { kind: 'document', id: documentId })} mayHold={mayHold(db, actor, document.caseId)} mayPostpone={may(actor, 'dispose')}
    typed={typed} tomorrow={localDay(new Date(clock.now().getTime() + 86_400_000))}
  />;
}

export function caseHoldsPanel(c: Ctx, caseId: string, typed?: Typed) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  return <CaseHolds caseId={caseId} holds={listHolds(db, actor, { kind: 'case', id: caseId })} mayHold={mayHold(db, actor, caseId)} typed={typed} />;
}

/** Does it and goes back to where the form stood; what was refused is shown with what was typed. */
const doing = (kind: HoldSubject['kind'], act: Typed['act'], said: DoneKey, work: (c: Ctx, typed: Typed) => void) => async (c: Ctx) => {
  const form = await readForm(c);
  const typed = { act, until: form.text('til'), reason: form.text('hvorfor') };
  const id = idOf(c);
  const back = kind === 'document' ? `/dokumenter/${id}#opbevaring` : `/sager/${id}/oplysninger#opbevaring`;
  return attempt(c, () => {
    work(c, typed);
    sayDone(c, said);
  }, { to: back }, (problem) => {
    const about = kind === 'document' ? getDocument(c.get('deps').db, c.get('actor'), id) : getCase(c.get('deps').db, c.get('actor'), id);
    const found = { id: 'caseId' in about ? about.caseId : about.id, title: about.title };
    return page(c, { title: about.title, crumbs: crumbsOf(found), problem }, kind === 'document' ? retentionPanel(c, id, typed) : caseHoldsPanel(c, id, typed));
  });
};
const subject = (kind: HoldSubject['kind'], c: Ctx): HoldSubject => ({ kind, id: idOf(c) });
const hold = (kind: HoldSubject['kind']) => doing(kind, 'hold', 'held', (c, { reason }) => placeHold(c.get('deps'), c.get('actor'), subject(kind, c), reason));
const lift = (kind: HoldSubject['kind']) => doing(kind, 'lift', 'holdLifted', (c) => liftHold(c.get('deps'), c.get('actor'), subject(kind, c), c.req.param('hold') ?? ''));

export const takeDocumentHold = hold('document');
export const takeDocumentLift = lift('document');
export const takeCaseHold = hold('case');
export const takeCaseLift = lift('case');
export const takePostponement = doing('document', 'postpone', 'disposalPostponed', (c, typed) => postponeDisposal(c.get('deps'), c.get('actor'), idOf(c), typed));
export const takePostponementUndone = doing('document', 'undo', 'postponementUndone', (c) => undoPostponement(c.get('deps'), c.get('actor'), idOf(c)));
