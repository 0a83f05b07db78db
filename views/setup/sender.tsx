import { Field } from '../components/field.tsx';
import { setUp } from '../texts/set-up.ts';
import { SetUpSteps, type SetUpStep } from './steps.tsx';

const words = setUp.sender;

export const Sender = ({ label, contactPoint, pending, done }: { label: string; contactPoint: string; pending: boolean; done: SetUpStep[] }) => (
  <>
    {pending ? <SetUpSteps current="sender" done={done} /> : null}
    <form class="decision set-up" method="post" action="/opsaetning/afsender">
      <Field id="navn" name="navn" label={words.label} hint={words.labelHint} value={label} maxlength={256} required />
      <Field id="kontaktpunkt" name="kontaktpunkt" label={words.contactPoint} hint={words.contactPointHint} value={contactPoint} maxlength={256} spellcheck="false" />
      <div class="form-acts">
        <button class="button button-primary" type="submit">{words.button}</button>
        <a class="button button-secondary" href="/opsaetning/certifikat">{words.back}</a>
      </div>
    </form>
  </>
);
