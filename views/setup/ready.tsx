import type { Child } from 'hono/jsx';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { CertificateStatus } from '../../src/jobs/index.ts';
import { Checkbox } from '../components/field.tsx';
import { Badge } from '../components/state-badge.tsx';
import { setUp } from '../texts/set-up.ts';
import { SetUpSteps, type SetUpStep } from './steps.tsx';

const words = setUp.ready;

export type ReadyProps = { schoolName: string; cvr: string; label: string; contactPoint: string; certificate: CertificateStatus | null; done: SetUpStep[]; /** Places in the filing plan. */ planned: number };

const Point = ({ name, fine, later, href, children }: { name: string; fine: boolean; later?: boolean; href: string; children?: Child }) => (
  <li>
    <Badge tone={fine ? 'green' : later ? 'grey' : 'amber'} icon={fine ? 'check' : 'warning'} word={fine ? words.fine : words.missing} />
    <span><strong>{name}</strong> {children} <a href={href}>{fine ? words.change : words.settle}<span class="sr-only">: {name}</span></a></span>
  </li>
);

/** What is in place and what is not; the button only where nothing is missing. */
export const Ready = ({ schoolName, cvr, label, contactPoint, certificate, done, planned }: ReadyProps) => {
  const tried = certificate?.triedAt ?? null;
  const complete = cvr !== '' && label !== '' && tried !== null;
  return (
    <>
      <SetUpSteps current="ready" done={done} />
      <section class="panel" aria-label={words.title}>
        <ul class="findings no-max-width">
          <Point name={words.school} fine={cvr !== ''} href="/opsaetning/skole">{words.schoolFine(schoolName, cvr)}</Point>
          <Point name={words.certificate} fine={tried !== null} href="/opsaetning/certifikat">{tried && certificate ? words.certificateFine(danishDay(certificate.notAfter), danishTime(tried)) : words.certificateMissing}</Point>
          <Point name={words.sender} fine={label !== ''} href="/opsaetning/afsender">{label || words.senderMissing}</Point>
          <Point name={words.contactPoint} fine={contactPoint !== ''} later href="/opsaetning/afsender">{contactPoint ? words.contactPointFine : words.contactPointLater}</Point>
          <Point name={words.plan} fine={planned > 0} later href="/administration/arkivplan">{planned > 0 ? words.planFine(planned) : words.planLater}</Point>
        </ul>
      </section>
      {complete ? (
        <form method="post" action="/opsaetning/klar">
          {planned === 0 ? <Checkbox id="arkivplan" name="arkivplan" value="ja" label={words.planLay} hint={words.planLayHint} checked /> : null}
          <button class="button button-primary" type="submit">{words.button}</button>
          <p class="quiet">{words.afterwards}</p>
        </form>
      ) : null}
    </>
  );
};
