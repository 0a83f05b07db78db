import { hasNoUsers, logIn } from '../../access/index.ts';
import { layDocumentTypes } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { firstRun } from '../../settings/index.ts';
import { Start, type StartValues } from '../../../views/setup/start.tsx';
import { setUp } from '../../../views/texts/set-up.ts';
import { attempt, readForm } from '../form.ts';
import { startSession } from '../middleware/session.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

/** Once there is a user, the way in is to log in; an administrator goes on where the set-up stands. */
const onwards = (c: Ctx) => c.redirect(c.get('actor') ? '/opsaetning/certifikat' : '/log-ind', 303);

const form = (c: Ctx, values: StartValues, problem?: Problem) =>
  page(c, { styles: ['sending.css'], title: setUp.start.title, lead: setUp.start.lead, problem, problemHeading: setUp.start.failed }, <Start values={values} />);

export function showStart(c: Ctx) {
  return hasNoUsers(c.get('deps').db) ? form(c, { code: '', schoolName: '', cvr: '', name: '', username: '' }) : onwards(c);
}

export async function takeStart(c: Ctx) {
  const deps = c.get('deps');
  if (!hasNoUsers(deps.db)) return onwards(c);
  const input = await readForm(c);
  const values: StartValues = { code: input.text('kode'), schoolName: input.text('skole'), cvr: input.text('cvr'), name: input.text('navn'), username: input.text('brugernavn') };
  // Passwords are taken as typed: a space at the end belongs to them.
  const [password = ''] = input.all('adgangskode');
  const [again = ''] = input.all('igen');
  return attempt(c, async () => {
    const administrator = await firstRun(deps, { ...values, password, again });
    layDocumentTypes(deps, administrator, setUp.documentTypes);
    const { token } = await logIn(deps, { username: values.username, password, address: 'set-up' });
    startSession(c, token);
  }, { to: '/opsaetning/certifikat' }, (problem) => form(c, values, problem));
}
