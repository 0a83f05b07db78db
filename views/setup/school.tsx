import { Field } from '../components/field.tsx';
import { setUp } from '../texts/set-up.ts';
import { SetUpSteps, type SetUpStep } from './steps.tsx';

const words = setUp.start;

/** The first step again, for an administrator: the school alone, since the code is spent and the account made. */
export const School = ({ name, cvr, pending, done, reason }: { name: string; cvr: string; pending: boolean; done: SetUpStep[]; /** What was refused, and its sentence. */ reason: { field: 'name' | 'cvr'; text: string } | undefined }) => (
  <>
    {pending ? <SetUpSteps current="school" done={done} /> : null}
    <form class="decision set-up" method="post" action="/opsaetning/skole">
      <Field id="skole" name="skole" label={words.schoolName} value={name} error={reason?.field === 'name' ? reason.text : undefined} autocomplete="organization" maxlength={200} required />
      <Field id="cvr" name="cvr" label={words.cvr} hint={words.cvrHint} value={cvr} error={reason?.field === 'cvr' ? reason.text : undefined} size="short" inputmode="numeric" required />
      <button class="button button-primary" type="submit">{setUp.school.button}</button>
    </form>
  </>
);
