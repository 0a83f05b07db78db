import { Checkbox, Field, Select } from '../../components/field.tsx';
import { options as words } from '../../texts/options.ts';
import { errorAt } from './field-error.ts';
import { dayOrEmpty, type Section } from './types.ts';

/** Kan besvares, and by when. */
export const ReplySection = ({ values, problem, today, points }: Section & { /** The contact points to choose between, beside the usual one. */ points: { usual: boolean; others: { id: string; name: string }[] } }) => (
  <div class="choice">
    <Checkbox id="besvares" name="besvares" label={words.replyLabel} hint={words.replyHint} checked={values.replyAllowed} />
    <div class="choice-more field-row">
      <Field id="svarfrist" name="svarfrist" type="date" size="medium" label={words.replyByLabel} hint={words.replyByHint} value={dayOrEmpty(values.replyBy)} error={errorAt(problem, 'replyBy')} min={today} />
      {points.others.length > 0 ? <Select id="kontaktpunkt" name="kontaktpunkt" label={words.pointLabel} value={values.contactPointId ?? ''} error={errorAt(problem, 'point')} options={[{ value: '', label: points.usual ? words.pointUsual : words.pointNone }, ...points.others.map((point) => ({ value: point.id, label: point.name }))]} /> : null}
    </div>
  </div>
);
