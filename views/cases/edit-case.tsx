import type { FieldValue, FilingPlanNode } from '../../src/archive/index.ts';
import { Field, Select } from '../components/field.tsx';
import { texts } from '../texts.ts';
import { fieldWords } from './field-words.ts';
import { planChoices } from './new-case.tsx';

const words = texts.cases;

/** One field of a type, as its kind is typed. Named by its id. */
export const MetadataInput = ({ field }: { field: FieldValue }) => {
  const shared = { id: `felt-${field.id}`, name: `felt-${field.id}`, label: field.name, value: field.kind === 'number' ? fieldWords(field) : field.value };
  if (field.kind === 'choice') return <Select {...shared} options={[{ value: '', label: '' }, ...field.choices.map((each) => ({ value: each, label: each }))]} />;
  return <Field {...shared} type={field.kind === 'date' ? 'date' : 'text'} size={field.kind === 'date' || field.kind === 'number' ? 'medium' : undefined} inputmode={field.kind === 'number' ? 'decimal' : undefined} hint={field.kind === 'keywords' ? words.keywordsHint : field.kind === 'person' ? words.personHint : undefined} required={field.required} maxlength={1000} />;
};

type Props = { caseId: string; values: { title: string; filingNodeId: string | null; keywords: string }; titled: boolean; plan: FilingPlanNode[]; fields: FieldValue[] };

/** Title, place in the plan, the fields of its type and keywords, in one form. */
export const EditCase = ({ caseId, values, titled, plan, fields }: Props) => (
  <form class="decision" method="post" action={`/sager/${caseId}/rettelse`}>
    {titled ? <Field id="titel" name="titel" label={words.title} hint={words.titleHint} value={values.title} maxlength={200} required /> : null}
    <Select id="emne" name="emne" label={words.node} value={values.filingNodeId ?? ''} options={[{ value: '', label: words.nodeNone }, ...planChoices(plan, values.filingNodeId)]} />
    {fields.map((field) => <MetadataInput field={field} />)}
    <Field id="noegleord" name="noegleord" label={words.keywords} hint={words.keywordsHint} value={values.keywords} maxlength={1000} />
    <div class="button-group"><button class="button button-primary" type="submit">{words.save}</button><a href={`/sager/${caseId}/oplysninger`}>{words.back}</a></div>
  </form>
);
