import type { Child } from 'hono/jsx';
import type { Problem } from '../../../src/core/errors.ts';
import type { Places, TemplateOptions } from '../../../src/sending/templates/types.ts';
import { Checkbox, Field, Select } from '../../components/field.tsx';
import { options } from '../../texts/options.ts';
import { templates } from '../../texts/templates.ts';
import { sentenceOf } from '../../texts.ts';

const words = templates.edit;

/** What was typed where a number was asked for, if it was none. */
export type TypedNumbers = Partial<Record<'retentionYears' | 'replyDays' | 'signDays', string>>;
type Choices = { types: { id: string; name: string }[]; points: { id: string; name: string }[]; signing: boolean };
type Props = Choices & { id: string; action: string; values: TemplateOptions; typed: TypedNumbers; problem: Problem | undefined; /** Letters of the kind say their title themselves. */ titles: boolean; children?: Child };

const fieldOf: Record<string, string> = {
  'template.no_name': 'name', 'template.name_taken': 'name', 'template.no_title': 'title', 'template.title_has_number': 'title', 'template.unknown_type': 'type', 'template.years': 'years', 'template.days': 'days',
  'options.cost_code_too_long': 'costCode', 'options.department_too_long': 'department',
};

/** What is remembered of a kind of letter, to be changed. */
export const TemplateForm = ({ id, action, values, typed, problem, titles, types, points, signing, children }: Props) => {
  const errorAt = (field: string) => (problem && fieldOf[problem.reason] === field ? sentenceOf(problem) : undefined);
  const number = (field: keyof TypedNumbers) => typed[field] ?? (values[field] === null ? '' : String(values[field]));
  return (
    <form class="decision choices" id={id} method="post" action={action}>
      <Field id="navn" name="navn" label={words.nameLabel} hint={words.nameHint} value={values.name} error={errorAt('name')} maxlength={100} required />
      <fieldset>
        <legend>{words.letterHeading}</legend>
        <Field id="titel" name="titel" label={words.titleLabel} hint={words.titleHint} value={values.title} error={errorAt('title')} maxlength={256} required />
        {titles ? <Checkbox id="titel-i-brevet" name="titel-i-brevet" label={words.titleFromLetter} hint={words.titleFromLetterHint} checked={values.titleFromLetter} /> : null}
        <Select id="type" name="type" label={words.typeLabel} value={values.documentTypeId ?? ''} error={errorAt('type')} options={[{ value: '', label: words.typeNone }, ...types.map((type) => ({ value: type.id, label: type.name }))]} />
        <Field id="opbevaring" name="opbevaring" size="short" inputmode="numeric" label={words.retentionLabel} hint={words.retentionHint} value={number('retentionYears')} error={errorAt('years')} maxlength={3} />
      </fieldset>
      <fieldset>
        <legend>{words.sendingHeading}</legend>
        <div class="choice">
          <Checkbox id="besvares" name="besvares" label={words.reply} checked={values.replyAllowed} />
          <div class="choice-more field-row">
            <Field id="svardage" name="svardage" size="short" inputmode="numeric" label={words.replyDays} hint={words.replyDaysHint} value={number('replyDays')} error={values.replyAllowed ? errorAt('days') : undefined} maxlength={3} />
            {points.length > 0 ? <Select id="kontaktpunkt" name="kontaktpunkt" label={words.point} value={values.contactPointId ?? ''} options={[{ value: '', label: words.pointUsual }, ...points.map((point) => ({ value: point.id, label: point.name }))]} /> : null}
          </div>
        </div>
        {signing ? (
          <div class="choice">
            <Checkbox id="signeres" name="signeres" label={words.sign} checked={values.signatureRequired} />
            <div class="choice-more field-row">
              <Field id="signeringsdage" name="signeringsdage" size="short" inputmode="numeric" label={words.signDays} hint={words.signDaysHint} value={number('signDays')} error={values.signatureRequired && !values.replyAllowed ? errorAt('days') : undefined} maxlength={3} />
              <Select id="underskriver" name="underskriver" label={options.signersLabel} value={values.signers ?? 'recipient'} options={Object.entries(options.signers).map(([value, label]) => ({ value, label: label as string }))} />
            </div>
          </div>
        ) : null}
      </fieldset>
      <fieldset>
        <legend>{words.contentHeading}</legend>
        <Checkbox id="fjern" name="fjern" label={words.remove} hint={words.removeHint} checked={values.removeCpr} />
        {children}
      </fieldset>
      <fieldset>
        <legend>{words.approvalHeading}</legend>
        <Checkbox id="godkendes" name="godkendes" label={words.approval} hint={words.approvalHint} checked={values.approvalDemanded} />
      </fieldset>
      <fieldset>
        <legend>{words.accountsHeading}</legend>
        <div class="field-row">
          <Field id="afdeling" name="afdeling" size="medium" label={words.department} value={values.department ?? ''} error={errorAt('department')} maxlength={100} />
          <Field id="kontering" name="kontering" size="medium" label={words.costCode} value={values.costCode ?? ''} error={errorAt('costCode')} maxlength={20} />
        </div>
      </fieldset>
    </form>
  );
};

type Recognised = { lines: number; program: string | null; examples: string[]; places: Places };

/** By what letters of the kind are known, and what is read from them. */
export const HowRecognised = ({ of }: { of: Recognised | null }) => {
  const places = of ? (['recipient', 'title', 'date'] as const).filter((each) => of.places[each] !== null).map((each) => words.placeWords[each]) : [];
  return (
    <section class="panel copies-panel" aria-labelledby="genkendes">
      <h2 id="genkendes">{words.recognitionHeading}</h2>
      {of === null ? <p>{words.notRecognisable}</p> : (
        <>
          <p>{words.recognition(of.lines, of.program)}</p>
          {of.examples.length > 0 ? <><p class="quiet">{words.examples}</p><ul>{of.examples.map((each) => <li>{each}</li>)}</ul></> : null}
          {places.length > 0 ? <p>{words.places} {places.join(', ')}.</p> : null}
        </>
      )}
    </section>
  );
};
