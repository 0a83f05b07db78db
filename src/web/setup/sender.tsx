import type { Problem } from '../../core/errors.ts';
import { changeSettings, readSettings, setUpPending } from '../../settings/index.ts';
import { Sender } from '../../../views/setup/sender.tsx';
import { setUp } from '../../../views/texts/set-up.ts';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { doneSteps } from './done-steps.ts';

const form = (c: Ctx, values: { label: string; contactPoint: string }, problem?: Problem) =>
  page(c, { styles: ['sending.css'], title: setUp.sender.title, lead: setUp.sender.lead, problem, problemHeading: setUp.sender.failed }, <Sender {...values} pending={setUpPending(c.get('deps').db)} done={doneSteps(c)} />);

export function showSender(c: Ctx) {
  const settings = readSettings(c.get('deps').db);
  return form(c, { label: settings['sender.label'], contactPoint: settings['sender.contactPoint'] });
}

export async function takeSender(c: Ctx) {
  const input = await readForm(c);
  const values = { label: input.text('navn'), contactPoint: input.text('kontaktpunkt') };
  return attempt(c, () => changeSettings(c.get('deps'), c.get('actor'), { 'sender.label': values.label, 'sender.contactPoint': values.contactPoint }), { to: '/opsaetning/klar' }, (problem) => form(c, values, problem));
}
