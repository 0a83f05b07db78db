import type { Problem } from '../../core/errors.ts';
import { certificateStatus, identityInUse } from '../../jobs/index.ts';
import { readSettings, setUpPending, settleSetUp } from '../../settings/index.ts';
import { Ready } from '../../../views/setup/ready.tsx';
import { setUp } from '../../../views/texts/set-up.ts';
import { attempt } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { doneSteps } from './done-steps.ts';
import { sayDone } from '../said.ts';

/** What is known of the certificate, where one is in place. */
const certificateOf = (c: Ctx) => (identityInUse(c.get('deps').config) ? certificateStatus(c.get('deps').db) : null);

function show(c: Ctx, problem?: Problem) {
  const settings = readSettings(c.get('deps').db);
  return page(c, { styles: ['sending.css'], title: setUp.ready.title, lead: setUp.ready.lead, problem, problemHeading: setUp.ready.incomplete }, (
    <Ready schoolName={settings['school.name']} cvr={settings['sender.cvr']} label={settings['sender.label']} contactPoint={settings['sender.contactPoint']} certificate={certificateOf(c)} done={doneSteps(c)} />
  ));
}

export const showReady = (c: Ctx) => (setUpPending(c.get('deps').db) ? show(c) : c.redirect('/overblik', 303));

export const takeReady = (c: Ctx) => attempt(c, () => {
  settleSetUp(c.get('deps'), c.get('actor'), Boolean(certificateOf(c)?.triedAt));
  sayDone(c, 'setUpDone');
}, { to: '/administration/brugere' }, (problem) => show(c, problem));
