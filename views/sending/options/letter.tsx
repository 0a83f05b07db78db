import { Field, Select } from '../../components/field.tsx';
import { options as words } from '../../texts/options.ts';
import { errorAt } from './field-error.ts';
import type { Section } from './types.ts';

/** Title and document type. */
export const LetterSection = ({ values, problem, types }: Section & { types: { id: string; name: string }[] }) => (
  <>
    <Field id="titel" name="titel" label={words.titleLabel} hint={words.titleHint} value={values.title} error={errorAt(problem, 'title')} maxlength={256} required />
    <Select id="type" name="type" label={words.typeLabel} hint={words.typeHint} value={values.documentTypeId ?? ''} error={errorAt(problem, 'type')} options={[{ value: '', label: words.typeNone }, ...types.map((type) => ({ value: type.id, label: type.name }))]} />
  </>
);
