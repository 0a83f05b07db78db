import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { signingPage as words } from '../texts/signatures.ts';
import { sentenceOf } from '../texts.ts';

type Props = { status: { ok: boolean; reason: string; at: string } | null; /** How many requests are open. */ open: number; roots: number; ready: boolean };

/** How the service is doing, and a way to try. */
export const SigningBelow = ({ status, open, roots, ready }: Props) => (
  <section class="panel" aria-labelledby="signing-state">
    <h2 id="signing-state">{words.state}</h2>
    {!status ? <p class="quiet">{words.none}</p> : status.ok ? <p>{words.fine(danishTime(status.at))}</p> : <Alert tone="warning" heading={words.failed(danishTime(status.at))}>{sentenceOf({ reason: status.reason })}</Alert>}
    <p>{words.roots(roots)} {words.open(open)}</p>
    {ready ? <><p class="quiet">{words.testText}</p><Act action="/administration/signering/proeve" label={words.test} /></> : null}
  </section>
);
