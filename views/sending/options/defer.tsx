import { Checkbox, Field } from '../../components/field.tsx';
import { options as words } from '../../texts/options.ts';
import { errorAt } from './field-error.ts';
import { dayOrEmpty, type Section } from './types.ts';

/** Udskyd afsendelse: the day, and where the letters wait here, the time. */
export const DeferSection = ({ values, problem, today, platformHolds }: Section & { platformHolds: boolean }) => (
  <div class="choice">
    <Checkbox id="udskyd" name="udskyd" label={words.deferLabel} hint={platformHolds ? words.platformHoldsHint : words.deferHint} checked={values.deliverOn !== null} />
    <div class="choice-more field-row">
      <Field id="dato" name="dato" type="date" size="medium" label={words.dateLabel} value={dayOrEmpty(values.deliverOn)} error={errorAt(problem, 'date')} min={today} />
      {platformHolds ? null : <Field id="tid" name="tid" type="time" size="short" label={words.timeLabel} hint={words.timeHint} value={values.deliverTime ?? ''} error={errorAt(problem, 'time')} />}
    </div>
  </div>
);
