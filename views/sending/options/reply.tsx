import { Checkbox, Field } from '../../components/field.tsx';
import { options as words } from '../../texts/options.ts';
import { errorAt } from './field-error.ts';
import { dayOrEmpty, type Section } from './types.ts';

/** Kan besvares, and by when. */
export const ReplySection = ({ values, problem, today }: Section) => (
  <div class="choice">
    <Checkbox id="besvares" name="besvares" label={words.replyLabel} hint={words.replyHint} checked={values.replyAllowed} />
    <div class="choice-more">
      <Field id="svarfrist" name="svarfrist" type="date" size="medium" label={words.replyByLabel} hint={words.replyByHint} value={dayOrEmpty(values.replyBy)} error={errorAt(problem, 'replyBy')} min={today} />
    </div>
  </div>
);
