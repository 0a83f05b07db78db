import type { Problem } from '../../src/core/errors.ts';
import { Checkbox, Field, Select } from '../components/field.tsx';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import { Steps } from './steps.tsx';

const words = sending.options;

type Props = {
  id: string;
  types: { id: string; name: string }[];
  values: { title: string; documentTypeId: string | null; replyAllowed: boolean; removeCpr: boolean; deliverOn: string | null };
  /** The first day that can be chosen, `YYYY-MM-DD`. */
  today: string;
  problem: Problem | undefined;
};

/** Which field a refusal is about. */
const fieldOf: Record<string, 'title' | 'type' | 'date'> = {
  'options.no_title': 'title', 'options.title_too_long': 'title', 'options.title_has_number': 'title', 'options.unknown_type': 'type',
  'options.bad_date': 'date', 'options.date_past': 'date', 'options.date_far': 'date',
};

/** The way on, in the page's head like on the other steps; belongs to the form below. */
export const OptionsActions = () => <div class="form-acts"><button class="button button-primary" type="submit" form="valg">{words.save}</button></div>;

export const Options = ({ id, types, values, today, problem }: Props) => {
  const errorAt = (field: 'title' | 'type' | 'date') => (problem && fieldOf[problem.reason] === field ? sentenceOf(problem) : undefined);
  return (
    <>
      <div class="steps-row"><Steps id={id} current={3} /></div>
      <form class="decision choices" id="valg" method="post" action={`/afsendelser/${id}/valg`}>
        <Field id="titel" name="titel" label={words.titleLabel} hint={words.titleHint} value={values.title} error={errorAt('title')} maxlength={256} required />
        <Select id="type" name="type" label={words.typeLabel} hint={words.typeHint} value={values.documentTypeId ?? ''} error={errorAt('type')} options={[{ value: '', label: words.typeNone }, ...types.map((type) => ({ value: type.id, label: type.name }))]} />
        <fieldset>
          <legend>{words.sendingHeading}</legend>
          <Checkbox id="besvares" name="besvares" label={words.replyLabel} hint={words.replyHint} checked={values.replyAllowed} />
          <Checkbox id="udskyd" name="udskyd" label={words.deferLabel} hint={words.deferHint} checked={values.deliverOn !== null} />
          <div class="deferred-day">
            <Field id="dato" name="dato" type="date" size="medium" label={words.dateLabel} hint={words.dateHint} value={/^\d{4}-/.test(values.deliverOn ?? '') ? values.deliverOn! : ''} error={errorAt('date')} min={today} />
          </div>
        </fieldset>
        <fieldset>
          <legend>{words.contentHeading}</legend>
          <Checkbox id="fjern" name="fjern" label={words.removeLabel} hint={words.removeHint} checked={values.removeCpr} />
        </fieldset>
        <p><a href={`/afsendelser/${id}/modtagere`}>{words.back}</a></p>
      </form>
    </>
  );
};
