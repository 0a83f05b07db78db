import { Field } from '../../components/field.tsx';
import { options as words } from '../../texts/options.ts';
import { errorAt } from './field-error.ts';
import type { Section } from './types.ts';

export type Suggestions = { departments: string[]; costCodes: string[] };

/** Department and cost code, for the statistics; free text with what was used before. */
export const AccountsSection = ({ values, problem, suggestions }: Section & { suggestions: Suggestions }) => (
  <fieldset>
    <legend>{words.accountsHeading}</legend>
    <div class="field-row">
      <Field id="afdeling" name="afdeling" size="medium" label={words.departmentLabel} hint={words.departmentHint} value={values.department ?? ''} error={errorAt(problem, 'department')} maxlength={100} list="afdelinger" />
      <Field id="kontering" name="kontering" size="medium" label={words.costCodeLabel} hint={words.costCodeHint} value={values.costCode ?? ''} error={errorAt(problem, 'costCode')} maxlength={20} list="konteringer" />
    </div>
    <datalist id="afdelinger">{suggestions.departments.map((word) => <option value={word}></option>)}</datalist>
    <datalist id="konteringer">{suggestions.costCodes.map((word) => <option value={word}></option>)}</datalist>
  </fieldset>
);
