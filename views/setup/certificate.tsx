import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { IdentityFinding } from '../../src/connectors/digital-post/index.ts';
import type { CertificateStatus, LastCall, Renewal } from '../../src/jobs/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Facts } from '../components/facts.tsx';
import { Field } from '../components/field.tsx';
import { Badge } from '../components/state-badge.tsx';
import { callText } from '../texts/calls.ts';
import { identityText } from '../texts/identity.ts';
import { setUp } from '../texts/set-up.ts';

const words = setUp.certificate;
const looks = {
  ok: { tone: 'green', icon: 'check', word: words.level.ok },
  warn: { tone: 'amber', icon: 'warning', word: words.level.warn },
  stop: { tone: 'red', icon: 'error', word: words.level.stop },
} as const;

type Line = { level: IdentityFinding['level']; text: string };

/** Everything that was looked at, with what it means for IT; the call that was made stands last. */
const Findings = ({ renewal }: { renewal: Renewal }) => {
  const call: Line[] = renewal.call === null ? [] : [renewal.call.ok ? { level: 'ok', text: words.triedFine(renewal.cvr) } : { level: 'stop', text: `${words.triedNot}. ${callText(renewal.call.reason)}` }];
  const lines: Line[] = [...renewal.findings.map((each) => ({ level: each.level, text: identityText(each) })), ...call];
  return (
    <section class="panel" aria-labelledby="findings">
      <h2 id="findings">{words.findings}</h2>
      <ul class="findings no-max-width">
        {lines.map(({ level, text }) => <li><Badge {...looks[level]} /><span>{text}</span></li>)}
      </ul>
    </section>
  );
};

export type CertificateProps = {
  inUse: boolean;
  /** It stands in the settings file: then the portal cannot change it. */
  fromFile: boolean;
  known: CertificateStatus | null;
  daysLeft: number | null;
  renewal: Renewal | null;
  address: string;
  /** The address letters go to now; what stands in the form may differ. */
  inUseAddress: string;
  lastCall: LastCall | null;
  tokenKept: boolean;
  /** The first run goes on from here. */
  next: boolean;
};

const environmentOf = (address: string): string => (address === words.production_default ? words.production : /^https:\/\/[^/]*\btest\.digitalpost\.dk\//.test(address) ? words.test : words.other);

const Current = ({ inUse, fromFile, known, daysLeft, next, inUseAddress, lastCall }: CertificateProps) => (
  <section class="panel" aria-labelledby="current">
    <h2 id="current">{words.current}</h2>
    {inUse && known ? (
      <Facts rows={[
        [words.name, known.name], [words.cvr, known.cvr], [words.issuer, known.issuer], [words.until, `${danishDay(known.notAfter)} (${words.days(daysLeft ?? 0)})`],
        [words.environment, `${environmentOf(inUseAddress)}${inUseAddress ? `: ${inUseAddress}` : ''}`], [words.kind, known.test ? words.testKind : words.productionKind],
        [words.lastCall, lastCall ? (lastCall.ok ? words.callOk(danishTime(lastCall.at)) : `${words.callNot(danishTime(lastCall.at))} ${callText(lastCall.reason)}`) : known.triedAt ? words.callOk(danishTime(known.triedAt)) : words.neverTried],
      ]} />
    ) : inUse ? <p>{words.neverTried}.</p> : <p>{words.none}</p>}
    {fromFile ? <Alert tone="info">{words.fromFile}</Alert> : null}
    <div class="form-acts">
      {inUse ? <Act action="/opsaetning/certifikat/proeve" label={words.tryNow} look="secondary" fields={{}} /> : null}
      {inUse && next ? <a class="button button-primary" href="/opsaetning/afsender">{words.next}</a> : null}
    </div>
  </section>
);

export const Certificate = (props: CertificateProps) => (
  <>
    {props.renewal ? <Findings renewal={props.renewal} /> : null}
    {props.inUse || props.fromFile ? <Current {...props} /> : null}
    {props.fromFile ? null : (
      <form class="decision set-up" method="post" action="/opsaetning/certifikat" enctype="multipart/form-data" autocomplete="off">
        <h2>{props.inUse ? words.renew : words.offer}</h2>
        {props.inUse ? <p class="quiet">{words.renewLead}</p> : null}
        <Field id="fil" name="fil" type="file" label={words.file} hint={words.fileHint} accept=".p12,.pfx,application/x-pkcs12" required />
        <Field id="adgangskode" name="adgangskode" type="password" label={words.password} hint={words.passwordHint} size="medium" autocomplete="off" />
        <Field id="adresse" name="adresse" label={words.address} hint={words.addressHint} value={props.address} inputmode="url" spellcheck="false" required />
        <Field id="noegle" name="noegle" type="password" label={words.token} hint={props.tokenKept ? words.tokenKept : words.tokenHint} autocomplete="off" />
        <Field id="myndigheder" name="myndigheder" type="file" label={words.authorities} hint={words.authoritiesHint} accept=".pem,.crt,.cer" />
        <button class="button button-primary" type="submit">{words.button}</button>
      </form>
    )}
  </>
);
