import { danishTime } from '../../src/core/dates.ts';
import { Alert } from '../components/alert.tsx';
import { Field } from '../components/field.tsx';
import { mailPage as words } from '../texts/notices.ts';
import { sentenceOf } from '../texts.ts';

type Props = { status: { ok: boolean; reason: string; at: string } | null; to: string; ready: boolean };

/** How the last mail went, and a way to try. */
export const MailBelow = ({ status, to, ready }: Props) => (
  <>
    <section class="panel" aria-labelledby="mail-state">
      <h2 id="mail-state">{words.state}</h2>
      {!status ? <p class="quiet">{words.none}</p> : status.ok ? <p>{words.fine(danishTime(status.at))}</p> : <Alert tone="warning" heading={words.failed(danishTime(status.at))}>{sentenceOf({ reason: status.reason })}</Alert>}
    </section>
    {ready ? (
      <form class="panel" method="post" action="/administration/e-mail/proeve">
        <h2>{words.test}</h2>
        <p class="quiet">{words.testText}</p>
        <Field id="til" name="til" label={words.to} type="email" value={to} size="medium" maxlength={254} required autocomplete="email" />
        <button class="button button-secondary" type="submit">{words.test}</button>
      </form>
    ) : null}
  </>
);
