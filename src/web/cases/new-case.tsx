import { may } from '../../access/index.ts';
import { listCaseTypes, listFields, listFilingPlan, makeCase, openCaseByNumber, type NewCase } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { CaseByNumber, NewCaseForm } from '../../../views/cases/new-case.tsx';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

const nothing: NewCase = { typeId: 'free', title: '', filingNodeId: null, confidential: false };

function form(c: Ctx, values: NewCase, problem?: Problem, byNumber?: { number: string; name: string }) {
  const { db } = c.get('deps');
  const types = listCaseTypes(db).filter((type) => type.active && (type.kind === 'free' || type.kind === 'authority'));
  return page(c, { title: texts.cases.newTitle, lead: texts.cases.newLead, crumbs: [{ label: texts.archive.title, href: '/arkiv' }, { label: texts.cases.newTitle }], problem, wide: true, styles: ['cases.css'] },
    <div class="new-case">
      <NewCaseForm types={types} plan={listFilingPlan(db)} values={values} begins={!byNumber} />
      {may(c.get('actor'), 'change_all_cases') ? <CaseByNumber typed={byNumber} /> : null}
    </div>);
}

export const showNewCase = (c: Ctx) => form(c, { ...nothing, filingNodeId: c.req.query('emne') ?? null });

export async function takeNewCase(c: Ctx) {
  const input = await readForm(c);
  const values: NewCase = { typeId: input.text('type'), title: input.text('titel'), filingNodeId: input.text('emne') || null, confidential: input.has('fortrolig') };
  let id = '';
  return attempt(c, () => {
    id = makeCase(c.get('deps'), c.get('actor'), values);
    sayDone(c, 'caseMade');
  // What its type asks for is filled in at once.
  }, { to: () => (listFields(c.get('deps').db, { kind: 'case_type', id: values.typeId }).some(({ active }) => active) ? `/sager/${id}/rettelse` : `/sager/${id}`) }, (problem) => form(c, values, problem));
}

/** The case of a number: the one that is there, or a new one. The number stands in the body only. */
export async function takeCaseByNumber(c: Ctx) {
  const input = await readForm(c);
  const typed = { number: input.text('nummer'), name: input.text('navn') };
  let id = '';
  return attempt(c, () => {
    const opened = openCaseByNumber(c.get('deps'), c.get('actor'), typed);
    id = opened.id;
    sayDone(c, opened.made ? 'caseOfNumberMade' : 'caseOfNumberThere');
  }, { to: () => `/sager/${id}` }, (problem) => form(c, nothing, problem, typed));
}
