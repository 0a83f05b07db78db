import type { Problem } from '../../core/errors.ts';
import { changeSchool, readSettings, setUpPending } from '../../settings/index.ts';
import { School } from '../../../views/setup/school.tsx';
import { setUp } from '../../../views/texts/set-up.ts';
import { sentenceOf } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { doneSteps } from './done-steps.ts';

const words = setUp.school;

function form(c: Ctx, values: { name: string; cvr: string }, problem?: Problem) {
  const reason = problem && { field: problem.reason === 'set_up.bad_cvr' ? ('cvr' as const) : ('name' as const), text: sentenceOf(problem) };
  return page(c, { styles: ['sending.css'], title: words.title, lead: words.lead, problem, problemHeading: words.failed },
    <School {...values} pending={setUpPending(c.get('deps').db)} done={doneSteps(c)} reason={reason} />);
}

export function showSchool(c: Ctx) {
  const settings = readSettings(c.get('deps').db);
  return form(c, { name: settings['school.name'], cvr: settings['sender.cvr'] });
}

export async function takeSchool(c: Ctx) {
  const { db } = c.get('deps');
  const input = await readForm(c);
  const values = { name: input.text('skole'), cvr: input.text('cvr') };
  return attempt(c, () => changeSchool(c.get('deps'), c.get('actor'), values), { to: () => (setUpPending(db) ? '/opsaetning/certifikat' : '/overblik') }, (problem) => form(c, values, problem));
}
