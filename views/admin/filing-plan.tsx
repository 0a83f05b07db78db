import type { FilingPlanNode, NodeInput, PlanProblem } from '../../src/archive/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Field, Select } from '../components/field.tsx';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { sentenceOf, texts } from '../texts.ts';

const words = texts.planPage;
const base = '/administration/arkivplan';

const NodeFields = ({ plan, values, self }: { plan: FilingPlanNode[]; values: NodeInput; self?: string | undefined }) => (
  <>
    <Field id="nummer" name="nummer" label={words.code} hint={words.codeHint} value={values.code} size="medium" maxlength={30} required autocomplete="off" />
    <Field id="titel" name="titel" label={words.name} value={values.title} maxlength={200} required autocomplete="off" />
    <Field id="beskrivelse" name="beskrivelse" label={words.description} value={values.description} maxlength={1000} autocomplete="off" />
    <Select id="over" name="over" label={words.below} value={values.parentId ?? ''} options={[{ value: '', label: words.top }, ...plan.filter(({ id }) => id !== self).map((node) => ({ value: node.id, label: `${'\u2003'.repeat(node.depth)}${node.code} ${node.title}` }))]} />
  </>
);

type Counted = FilingPlanNode & { cases: number };
const NodeRow = ({ node }: { node: Counted }) => (
  <tr>
    <td><span class={`plan-depth plan-depth-${node.depth}`}><span class="number">{node.code}</span> <strong>{node.title}</strong>{node.description ? <span class="list-sub">{node.description}</span> : null}</span></td>
    <td class="numeric">{texts.frame.count(node.cases)}</td>
    <td>{node.active ? <Badge tone="green" icon="check" word={words.on} /> : <Badge tone="grey" icon="close" word={words.off} />}</td>
    <td><div class="acts">
      <a class="function-link" href={`${base}/${node.id}`}>{words.edit}<span class="sr-only"> {node.code}</span></a>
      <Act action={`${base}/${node.id}/${node.active ? 'slukning' : 'taending'}`} label={node.active ? words.turnOff : words.turnOn} about={node.code} look="link" />
      {node.cases === 0 ? <Act action={`${base}/${node.id}/fjernelse`} label={words.remove} about={node.code} look="link" /> : null}
    </div></td>
  </tr>
);

type Props = { plan: Counted[]; values: NodeInput; wrong: PlanProblem[] };

/** The plan, adding to it, and reading one in. `wrong`: what was the matter with which row of a file. */
export const FilingPlan = ({ plan, values, wrong }: Props) => (
  <div class="columns columns-main">
    <div>
      {wrong.length > 0 ? (
        <Alert tone="error" heading={words.wrong(wrong.length)}>
          <ul>{wrong.slice(0, 20).map((each) => <li>{words.row(each.row)}: {sentenceOf(each)}</li>)}</ul>
        </Alert>
      ) : null}
      {plan.length === 0 ? (
        <Empty icon="folder-open" heading={words.emptyHeading}>
          <p>{words.emptyText}</p>
          <Act action={`${base}/startplan`} label={words.lay} look="primary" />
        </Empty>
      ) : (
        <Table caption={words.title} columns={[{ label: words.columns.node }, { label: words.columns.cases, numeric: true }, { label: words.columns.state }, { label: words.columns.acts, hidden: true }]}>
          {plan.map((node) => <NodeRow node={node} />)}
        </Table>
      )}
    </div>
    <div>
      <form class="panel" method="post" action={base} aria-labelledby="add">
        <h2 id="add">{words.add}</h2>
        <NodeFields plan={plan} values={values} />
        <button class="button button-primary" type="submit">{words.add}</button>
      </form>
      <form class="panel" method="post" action={`${base}/fil`} enctype="multipart/form-data" aria-labelledby="read">
        <h2 id="read">{words.file}</h2>
        <p class="quiet">{words.fileLead}</p>
        <Field id="fil" name="fil" type="file" label={words.choose} accept=".csv,.xlsx,.txt" required />
        <button class="button button-secondary" type="submit">{words.read}</button>
      </form>
    </div>
  </div>
);

export const EditNode = ({ id, plan, values }: { id: string; plan: FilingPlanNode[]; values: NodeInput }) => (
  <form class="decision" method="post" action={`${base}/${id}`}>
    <NodeFields plan={plan} values={values} self={id} />
    <div class="button-group"><button class="button button-primary" type="submit">{texts.cases.save}</button><a href={base}>{words.title}</a></div>
  </form>
);
