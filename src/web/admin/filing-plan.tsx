import { addFilingPlanNode, changeFilingPlanNode, countFilingPlan, laySchoolPlan, listFilingPlan, readFilingPlan, removeFilingPlanNode, setFilingPlanNodeActive, type NodeInput, type PlanProblem } from '../../archive/index.ts';
import { invalid, notFound, type Problem } from '../../core/errors.ts';
import { EditNode, FilingPlan } from '../../../views/admin/filing-plan.tsx';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm, type Form } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { readSmallUpload } from '../small-upload.ts';
import { adminPage } from './admin-page.tsx';

const address = '/administration/arkivplan';
const mostBytes = 5 * 1024 * 1024;
const nothing: NodeInput = { code: '', title: '', description: '', parentId: null };

const planPage = (c: Ctx, parts: { values?: NodeInput; problem?: Problem; wrong?: PlanProblem[] } = {}) =>
  adminPage(c, 'filingPlan', { title: texts.planPage.title, lead: texts.planPage.lead, problem: parts.problem }, <FilingPlan plan={countFilingPlan(c.get('deps').db)} values={parts.values ?? nothing} wrong={parts.wrong ?? []} />);

const read = (form: Form): NodeInput => ({ code: form.text('nummer'), title: form.text('titel'), description: form.text('beskrivelse'), parentId: form.text('over') || null });

export const showPlan = (c: Ctx) => planPage(c);

export async function takeNode(c: Ctx) {
  const values = read(await readForm(c));
  return attempt(c, () => {
    addFilingPlanNode(c.get('deps'), c.get('actor'), values);
    sayDone(c, 'planChanged');
  }, { to: address }, (problem) => planPage(c, { values, problem }));
}

function nodePage(c: Ctx, values?: NodeInput, problem?: Problem) {
  const plan = listFilingPlan(c.get('deps').db);
  const node = plan.find(({ id }) => id === c.req.param('id'));
  if (!node) throw notFound();
  return adminPage(c, 'filingPlan', { title: texts.planPage.change, lead: `${node.code} ${node.title}`, problem }, <EditNode id={node.id} plan={plan} values={values ?? { ...node, description: node.description ?? '' }} />);
}

export const showNode = (c: Ctx) => nodePage(c);

export async function takeNodeChange(c: Ctx) {
  const values = read(await readForm(c));
  return attempt(c, () => {
    changeFilingPlanNode(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', values);
    sayDone(c, 'planChanged');
  }, { to: address }, (problem) => nodePage(c, values, problem));
}

const act = (work: (c: Ctx, id: string) => void) => (c: Ctx) => attempt(c, () => {
  work(c, c.req.param('id') ?? '');
  sayDone(c, 'planChanged');
}, { to: address }, (problem) => planPage(c, { problem }));

export const takeNodeOff = act((c, id) => setFilingPlanNodeActive(c.get('deps'), c.get('actor'), id, false));
export const takeNodeOn = act((c, id) => setFilingPlanNodeActive(c.get('deps'), c.get('actor'), id, true));
export const takeNodeRemoval = act((c, id) => removeFilingPlanNode(c.get('deps'), c.get('actor'), id));

/** Lays a plan, or shows what is the matter with which row. */
function layPage(c: Ctx, lay: () => Promise<PlanProblem[]>) {
  let wrong: PlanProblem[] = [];
  return attempt(c, async () => {
    wrong = await lay();
    if (wrong.length > 0) throw invalid('filing_plan.wrong_rows');
    sayDone(c, 'planRead');
  }, { to: address }, (problem) => planPage(c, wrong.length > 0 ? { wrong } : { problem }));
}

export async function takePlanFile(c: Ctx) {
  const form = await readSmallUpload(c, mostBytes);
  return layPage(c, () => readFilingPlan(c.get('deps'), c.get('actor'), form.file('fil')));
}

export const takeSchoolPlan = (c: Ctx) => layPage(c, () => laySchoolPlan(c.get('deps'), c.get('actor')));
