import { Problem } from '../../core/errors.ts';
import { certificateStatus, identityInUse, lastCallOf, renewIdentity, tryIdentity, type Renewal } from '../../jobs/index.ts';
import { readSettings, setUpPending } from '../../settings/index.ts';
import { AdminTabs } from '../../../views/admin/tabs.tsx';
import { Certificate } from '../../../views/setup/certificate.tsx';
import { SetUpSteps } from '../../../views/setup/steps.tsx';
import { setUp } from '../../../views/texts/set-up.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { doneSteps } from './done-steps.ts';
import { readSmallUpload } from '../small-upload.ts';

const most = 1_000_000;
const words = setUp.certificate;

function show(c: Ctx, renewal: Renewal | null, typed?: { address: string }, problem?: Problem) {
  const { db, config, clock } = c.get('deps');
  const settings = readSettings(db);
  const pending = setUpPending(db);
  const inUse = identityInUse(config) !== null;
  const known = inUse ? certificateStatus(db) : null;
  return page(c, { styles: ['sending.css'], title: words.title, lead: words.lead, problem, problemHeading: words.refused }, (
    <>
      {pending ? <SetUpSteps current="certificate" done={doneSteps(c)} /> : <AdminTabs current="certificate" />}
      <Certificate
        inUse={inUse} fromFile={config.digitalPost.certificate !== ''} known={known} renewal={renewal} next={pending}
        daysLeft={known ? Math.floor((Date.parse(known.notAfter) - clock.now().getTime()) / 86_400_000) : null}
        address={typed?.address ?? (settings['digitalPost.baseUrl'] || words.production_default)} inUseAddress={settings['digitalPost.baseUrl']} lastCall={inUse ? lastCallOf(db) : null} tokenKept={settings['digitalPost.apiToken'] !== ''}
      />
    </>
  ));
}

export const showCertificate = (c: Ctx) => show(c, null);

export async function takeCertificate(c: Ctx) {
  const form = await readSmallUpload(c, most);
  const address = form.text('adresse').replace(/\/+$/, '');
  try {
    const renewal = await renewIdentity(c.get('deps'), c.get('actor'), {
      p12: form.file('fil'), password: form.raw('adgangskode'), baseUrl: address, apiToken: form.text('noegle'),
      authorities: new TextDecoder().decode(form.file('myndigheder')),
    });
    if (!renewal.inUse) return show(c, renewal, { address }, new Problem('invalid', renewal.call ? 'certificate.call_failed' : 'certificate.unusable'));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return show(c, null, { address }, error);
  }
  sayDone(c, 'certificateInUse');
  return c.redirect(setUpPending(c.get('deps').db) ? '/opsaetning/afsender' : '/opsaetning/certifikat', 303);
}

/** Makes a call with the certificate in use and shows what came of it, findings and all. */
export async function tryCertificate(c: Ctx) {
  const renewal = await tryIdentity(c.get('deps'), c.get('actor'));
  if (!renewal) return c.redirect('/opsaetning/certifikat', 303);
  return show(c, renewal, undefined, renewal.call?.ok ? undefined : new Problem('invalid', renewal.call ? 'certificate.call_failed_in_use' : 'certificate.unusable_in_use'));
}
