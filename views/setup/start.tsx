import { Field } from '../components/field.tsx';
import { setUp } from '../texts/set-up.ts';
import { SetUpSteps } from './steps.tsx';

const words = setUp.start;
/** What the form shows again: never the passwords. */
export type StartValues = { code: string; schoolName: string; cvr: string; name: string; username: string };

export const Start = ({ values }: { values: StartValues }) => (
  <>
    <SetUpSteps current="school" reachable={false} />
    <form class="decision set-up" method="post" action="/opsaetning" autocomplete="off">
      <Field id="kode" name="kode" label={words.code} hint={words.codeHint} value={values.code} size="medium" autocapitalize="characters" spellcheck="false" required autofocus={values.code === ''} />
      <fieldset>
        <legend class="set-up-legend">{words.school}</legend>
        <Field id="skole" name="skole" label={words.schoolName} value={values.schoolName} autocomplete="organization" maxlength={200} required />
        <Field id="cvr" name="cvr" label={words.cvr} hint={words.cvrHint} value={values.cvr} size="short" inputmode="numeric" required />
      </fieldset>
      <fieldset>
        <legend class="set-up-legend">{words.you}</legend>
        <p class="quiet">{words.youLead}</p>
        <Field id="navn" name="navn" label={words.name} value={values.name} autocomplete="name" required />
        <Field id="brugernavn" name="brugernavn" label={words.username} hint={words.usernameHint} value={values.username} size="medium" autocomplete="username" autocapitalize="none" spellcheck="false" required />
        <Field id="adgangskode" name="adgangskode" label={words.password} hint={words.passwordHint} type="password" size="medium" autocomplete="new-password" required />
        <Field id="igen" name="igen" label={words.again} type="password" size="medium" autocomplete="new-password" required />
      </fieldset>
      <button class="button button-primary" type="submit">{words.button}</button>
    </form>
  </>
);
