import { Checkbox, Field } from '../../components/field.tsx';
import { options as words } from '../../texts/options.ts';
import { errorAt } from './field-error.ts';
import { dayOrEmpty, type Section } from './types.ts';

/** Skal signeres, and by when; on the page only where a signing service is set up. */
export const SigningSection = ({ values, problem, today }: Section) => (
  <div class="choice">
    <Checkbox id="signeres" name="signeres" label={words.signLabel} hint={words.signHint} checked={values.signatureRequired} />
    <div class="choice-more">
      <Field id="signeringsfrist" name="signeringsfrist" type="date" size="medium" label={words.signByLabel} hint={words.signByHint} value={dayOrEmpty(values.signBy)} error={errorAt(problem, 'signBy')} min={today} />
      <fieldset class="signers">
        <legend>{words.signersLabel}</legend>
        {(Object.keys(words.signers) as (keyof typeof words.signers)[]).map((choice) => (
          <div class="form-group-radio">
            <input class="form-radio" type="radio" id={`underskriver-${choice}`} name="underskriver" value={choice} checked={values.signers === choice} />
            <label class="form-label" for={`underskriver-${choice}`}>{words.signers[choice]}</label>
          </div>
        ))}
      </fieldset>
    </div>
  </div>
);
