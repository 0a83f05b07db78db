import { laySchoolPlan, listFilingPlan } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { certificateStatus, identityInUse } from '../../jobs/index.ts';
import { readSettings, setUpPending, settleSetUp } from '../../settings/index.ts';
import { Ready } from '../../../views/setup/ready.tsx';
import { setUp } from '../../../views/texts/set-up.ts';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { doneSteps } from './done-steps.ts';
import { sayDone } from '../said.ts';

/** What is known of the certificate, where one is in place. */
const certificateOf = (c: Ctx) => (identityInUse(c.get('deps').config) ? certificateStatus(c.get('deps').db) : null);

function show(c: Ctx, problem?: Problem) {
  const settings = readSettings(c.get('deps').db);
  return page(c, { styles: ['sending.css'], title: setUp.ready.title, lead: setUp.ready.lead, problem, problemHeading: setUp.ready.incomplete }, (
    <Ready schoolName={settings['school.name']} cvr={settings['sender.cvr']} label={settings['sender.label']} contactPoint={settings['sender.contactPoint']} certificate={certificateOf(c)} done={doneSteps(c)} planned={listFilingPlan(c.get('deps').db).length} />
  ));
}

export const showReady = (c: Ctx) => (setUpPending(c.get('deps').db) ? show(c) : c.redirect('/overblik', 303));

export async function takeReady(c: Ctx) {
  const form = await readForm(c);
  return attempt(c, async () => {
    settleSetUp(c.get('deps'), c.get('actor'), Boolean(certificateOf(c)?.triedAt));
    if (form.text('arkivplan') === 'ja' && listFilingPlan(c.get('deps').db).length === 0) await laySchoolPlan(c.get('deps'), c.get('actor'));
    sayDone(c, 'setUpDone');
  }, { to: '/administration/brugere' }, (problem) => show(c, problem));
}
