import { Alert } from '../components/alert.tsx';
import { Field } from '../components/field.tsx';
import { company, cvrPage as words } from '../texts/company.ts';

type Props = { ready: boolean; /** Credentials would go over the net unencrypted. */ inClear: boolean; cvr: string; company: { name: string | null; units: number } | undefined };

/** What to know of the register as it is set, and a way to try it. */
export const CvrBelow = ({ ready, inClear, cvr, company: found }: Props) => (
  <>
    {inClear ? <Alert tone="warning" heading={words.inClear}>{words.inClearText}</Alert> : null}
    {ready ? (
      <form class="panel" method="post" action="/administration/cvr/proeve">
        <h2>{words.test}</h2>
        <p class="quiet">{words.testText}</p>
        {found ? <Alert tone="success">{words.answered(found.name ?? company.unnamed, company.units(found.units))}</Alert> : null}
        <Field id="cvr" name="cvr" label={words.cvr} value={cvr} size="short" inputmode="numeric" maxlength={12} required autocomplete="off" />
        <button class="button button-secondary" type="submit">{words.test}</button>
      </form>
    ) : null}
  </>
);
