import { listCaseTypes, listFields, listFilingPlan, makeCase, type NewCase } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { NewCaseForm } from '../../../views/cases/new-case.tsx';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

function form(c: Ctx, values: NewCase, problem?: Problem) {
  const { db } = c.get('deps');
  const types = listCaseTypes(db).filter((type) => type.active && (type.kind === 'free' || type.kind === 'authority'));
  return page(c, { title: texts.cases.newTitle, lead: texts.cases.newLead, crumbs: [{ label: texts.archive.title, href: '/arkiv' }, { label: texts.cases.newTitle }], problem },
    <NewCaseForm types={types} plan={listFilingPlan(db)} values={values} />);
}

export const showNewCase = (c: Ctx) => form(c, { typeId: 'free', title: '', filingNodeId: c.req.query('emne') ?? null, confidential: false });

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
