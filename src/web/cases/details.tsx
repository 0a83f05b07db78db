import { caseAccessList, listUsers, may, mayChangeCase, whoSees } from '../../access/index.ts';
import { addIdentifier, addParty, findCase, getCase, listCaseTypes, listFilingPlan, listParties, readKeywords, readValues, removeParty, setCaseStatus, setConfidential } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { CaseExports } from '../../../views/cases/case-exports.tsx';
import { WhoSees } from '../../../views/cases/who-sees.tsx';
import { AccessPanel } from '../../../views/archive/access-panel.tsx';
import { CaseFacts, CaseNumbers, type CaseExtras } from '../../../views/cases/case-steering.tsx';
import { Parties } from '../../../views/cases/parties.tsx';
import { caseHoldsPanel } from '../retention/documents.tsx';
import { casePage } from '../archive/case-page.tsx';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import type { DoneKey } from '../../../views/texts/done.ts';

function extrasOf(c: Ctx, caseId: string): CaseExtras {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const found = findCase(db, actor, caseId);
  const subject = { kind: 'case' as const, id: caseId };
  const node = found.filing_node_id ? listFilingPlan(db).find(({ id }) => id === found.filing_node_id) : undefined;
  return {
    number: found.number, typeName: listCaseTypes(db).find(({ id }) => id === (found.type_id ?? found.kind))?.name ?? '', plan: node ? `${node.code} ${node.title}` : null,
    confidential: found.confidential === 1, closedAt: found.closed_at, fields: readValues(db, actor, subject), keywords: readKeywords(db, subject),
    mayChange: found.merged_into === null && found.status !== 'disposed' && mayChangeCase(db, actor, caseId), mayGrant: may(actor, 'grant_cases'),
  };
}

function detailsPage(c: Ctx, problem?: Problem, party?: { name: string; role: string }) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const found = getCase(db, actor, c.req.param('id') ?? '');
  const extras = extrasOf(c, found.id);
  const users = may(actor, 'grant_cases') ? listUsers(db, actor).filter((user) => !user.lockedAt && may(user, 'read_cases')) : undefined;
  return casePage(c, found, 'details', (
    <>
      <CaseFacts found={found} extras={extras} />
      <Parties caseId={found.id} parties={listParties(db, actor, found.id)} changes={extras.mayChange} typed={party} />
      {extras.mayChange && (found.kind === 'student' || found.kind === 'company') ? <CaseNumbers caseId={found.id} mergeable={may(actor, 'change_all_cases')} /> : null}
      {caseHoldsPanel(c, found.id)}
      <AccessPanel caseId={found.id} confidential={found.confidential} access={caseAccessList(db, found.id)} users={users} />
      <CaseExports caseId={found.id} insight={found.identifiers.length > 0 && may(actor, 'read_all_cases')} />
      <WhoSees seers={whoSees(c.get('deps'), found.id)} />
    </>
  ), { problem });
}

export const showCaseDetails = (c: Ctx) => detailsPage(c);

const id = (c: Ctx) => c.req.param('id') ?? '';
const back = (c: Ctx) => ({ to: `/sager/${id(c)}/oplysninger` });
const doing = (work: (c: Ctx) => void | Promise<void>, said: DoneKey) => (c: Ctx) => attempt(c, async () => {
  await work(c);
  sayDone(c, said);
}, back(c), (problem) => detailsPage(c, problem));

export const takeClosing = doing((c) => setCaseStatus(c.get('deps'), c.get('actor'), id(c), 'closed'), 'caseClosed');
export const takeReopening = doing((c) => setCaseStatus(c.get('deps'), c.get('actor'), id(c), 'open'), 'caseReopened');
export const takeForDisposal = doing((c) => setCaseStatus(c.get('deps'), c.get('actor'), id(c), 'for_disposal'), 'caseForDisposal');
export const takeConfidentiality = doing(async (c) => setConfidential(c.get('deps'), c.get('actor'), id(c), (await readForm(c)).text('fortrolig') === '1'), 'caseConfidentiality');
export const takePartyRemoval = doing((c) => removeParty(c.get('deps'), c.get('actor'), id(c), c.req.param('party') ?? ''), 'partyRemoved');
export const takeNumber = doing(async (c) => {
  const form = await readForm(c);
  addIdentifier(c.get('deps'), c.get('actor'), id(c), form.text('nummer'), { current: form.has('gaelder') });
}, 'caseNumberAdded');

export async function takeParty(c: Ctx) {
  const form = await readForm(c);
  const party = { name: form.text('navn'), role: form.text('rolle') };
  return attempt(c, () => {
    addParty(c.get('deps'), c.get('actor'), id(c), { ...party, number: form.text('nummer') });
    sayDone(c, 'partyAdded');
  }, back(c), (problem) => detailsPage(c, problem, party));
}
