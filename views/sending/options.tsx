import { Checkbox, Field, Select } from '../components/field.tsx';
import { sending } from '../texts/sending.ts';
import { Steps } from './steps.tsx';

const words = sending.options;

type Props = {
  id: string;
  types: { id: string; name: string }[];
  values: { title: string; documentTypeId: string | null; replyAllowed: boolean; removeCpr: boolean; deliverOn: string | null };
};

export const Options = ({ id, types, values }: Props) => (
  <>
    <Steps id={id} current={3} />
    <form class="decision" method="post" action={`/afsendelser/${id}/valg`}>
      <Field id="titel" name="titel" label={words.titleLabel} hint={words.titleHint} value={values.title} maxlength={256} required />
      <Select id="type" name="type" label={words.typeLabel} hint={words.typeHint} value={values.documentTypeId ?? ''} options={[{ value: '', label: words.typeNone }, ...types.map((type) => ({ value: type.id, label: type.name }))]} />
      <fieldset>
        <legend>{words.sendingHeading}</legend>
        <Checkbox id="besvares" name="besvares" label={words.replyLabel} hint={words.replyHint} checked={values.replyAllowed} />
        <Checkbox id="udskyd" name="udskyd" label={words.deferLabel} hint={words.deferHint} checked={values.deliverOn !== null} />
        <Field id="dato" name="dato" type="date" size="medium" label={words.dateLabel} hint={words.dateHint} value={/^\d{4}/.test(values.deliverOn ?? '') ? values.deliverOn! : ''} />
      </fieldset>
      <fieldset>
        <legend>{words.contentHeading}</legend>
        <Checkbox id="fjern" name="fjern" label={words.removeLabel} hint={words.removeHint} checked={values.removeCpr} />
      </fieldset>
      <div class="form-acts">
        <a class="button button-secondary" href={`/afsendelser/${id}/modtagere`}>{words.back}</a>
        <button class="button button-primary" type="submit">{words.save}</button>
      </div>
    </form>
  </>
);
