import { changeCase, findCaseToChange, listFilingPlan, readKeywords, readValues, setValues } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { EditCase } from '../../../views/cases/edit-case.tsx';
import { texts } from '../../../views/texts.ts';
import { crumbsOf } from '../archive/case-page.tsx';
import { attempt, readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

/** A student's or company's case is titled by its register; the others by hand. */
const isTitled = (kind: string) => kind === 'free' || kind === 'authority';

function form(c: Ctx, typed?: Form, problem?: Problem) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const found = findCaseToChange(db, actor, c.req.param('id') ?? '');
  const subject = { kind: 'case' as const, id: found.id };
  const fields = readValues(db, actor, subject).map((field) => ({ ...field, value: typed ? typed.text(`felt-${field.id}`) : field.value }));
  const values = typed
    ? { title: typed.text('titel'), filingNodeId: typed.text('emne') || null, keywords: typed.text('noegleord') }
    : { title: found.title, filingNodeId: found.filing_node_id, keywords: readKeywords(db, subject).join(', ') };
  return page(c, { title: texts.cases.editTitle, lead: found.title, crumbs: crumbsOf(found, texts.cases.edit), problem },
    <EditCase caseId={found.id} values={values} titled={isTitled(found.kind)} plan={listFilingPlan(db)} fields={fields} />);
}

export const showEditCase = (c: Ctx) => form(c);

export async function takeEditCase(c: Ctx) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const input = await readForm(c);
  const found = findCaseToChange(deps.db, actor, c.req.param('id') ?? '');
  const subject = { kind: 'case' as const, id: found.id };
  const values = Object.fromEntries(readValues(deps.db, actor, subject).map(({ id }) => [id, input.text(`felt-${id}`)]));
  return attempt(c, () => {
    // All of the form or nothing of it.
    deps.db.write(() => {
      setValues(deps, actor, subject, { values, keywords: input.text('noegleord').split(',') });
      const title = isTitled(found.kind) ? input.text('titel') : found.title;
      if (title !== found.title || (input.text('emne') || null) !== found.filing_node_id) changeCase(deps, actor, found.id, { title, filingNodeId: input.text('emne') || null });
    });
    sayDone(c, 'caseChanged');
  }, { to: `/sager/${found.id}/oplysninger` }, (problem) => form(c, input, problem));
}
