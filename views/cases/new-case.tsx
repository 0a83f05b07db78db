import type { CaseType, FilingPlanNode, NewCase } from '../../src/archive/index.ts';
import { Alert } from '../components/alert.tsx';
import { Checkbox, Field, Select } from '../components/field.tsx';
import { texts } from '../texts.ts';

const words = texts.cases;

/** The plan as choices, indented by depth; a node that is switched off only where it is the one in use. */
export const planChoices = (plan: FilingPlanNode[], chosen: string | null) => plan.filter((node) => node.active || node.id === chosen)
  .map((node) => ({ value: node.id, label: `${'\u2003'.repeat(node.depth)}${node.code} ${node.title}` }));

/** A case of one's own making. What was typed stays when it was refused. */
export const NewCaseForm = ({ types, plan, values, begins }: { types: CaseType[]; plan: FilingPlanNode[]; values: NewCase; /** Whether one begins here. */ begins: boolean }) => (
  <form class="decision" method="post" action="/sager" aria-labelledby="fri-sag">
    <h2 id="fri-sag">{words.newFree}</h2>
    <p class="quiet">{words.newFreeLead}</p>
    {plan.some((node) => node.active) ? null : <Alert tone="warning">{words.noPlan}</Alert>}
    {types.length > 1 ? <Select id="type" name="type" label={words.type} value={values.typeId} options={types.map((type) => ({ value: type.id, label: type.name }))} /> : <input type="hidden" name="type" value={types[0]?.id ?? ''} />}
    <Field id="titel" name="titel" label={words.title} hint={words.titleHint} value={values.title} maxlength={200} required autofocus={begins} />
    <Select id="emne" name="emne" label={words.node} value={values.filingNodeId ?? ''} options={[{ value: '', label: words.nodeNone }, ...planChoices(plan, values.filingNodeId)]} />
    <Checkbox id="fortrolig" name="fortrolig" label={words.confidential} hint={words.confidentialHint} checked={values.confidential} />
    <button class="button button-primary" type="submit">{words.make}</button>
  </form>
);

/** The case of one person or company. What was typed stays when it was refused. */
export const CaseByNumber = ({ typed }: { typed: { number: string; name: string } | undefined }) => (
  <form class="decision" method="post" action="/sager/efter-nummer" aria-labelledby="efter-nummer">
    <h2 id="efter-nummer">{words.newByNumber}</h2>
    <p class="quiet">{words.newByNumberLead}</p>
    <Field id="nummer" name="nummer" label={words.partyNumber} value={typed?.number} maxlength={20} autocomplete="off" required />
    <Field id="navn" name="navn" label={words.personOrCompany} hint={words.personOrCompanyHint} value={typed?.name} maxlength={200} autocomplete="off" autofocus={typed !== undefined} />
    <button class="button button-secondary" type="submit">{words.openOrMake}</button>
  </form>
);
