import { getConnInfo } from 'hono/bun';
import { hasNoUsers, logIn } from '../../access/index.ts';
import type { Problem } from '../../core/errors.ts';
import { texts } from '../../../views/texts.ts';
import { LogInForm } from '../../../views/session/log-in.tsx';
import { attempt, readForm } from '../form.ts';
import { localPath } from '../local-path.ts';
import { startSession } from '../middleware/session.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

/** The address a try comes from, for the throttle; without a server (in a test) there is none. */
function addressOf(c: Ctx): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

const form = (c: Ctx, values: { username: string; next: string }, problem?: Problem) =>
  page(c, { title: texts.session.title, lead: texts.session.lead, problem, problemHeading: texts.session.failedHeading }, <LogInForm {...values} />);

export function showLogIn(c: Ctx) {
  // A box that nobody has set up has nobody who could log in.
  if (hasNoUsers(c.get('deps').db)) return c.redirect('/opsaetning', 303);
  const next = localPath(c.req.query('videre'));
  return c.get('actor') ? c.redirect(next, 303) : form(c, { username: '', next });
}

export async function takeLogIn(c: Ctx) {
  const input = await readForm(c);
  const values = { username: input.text('brugernavn'), next: localPath(input.text('videre')) };
  // The password is taken as typed: a space at its end belongs to it.
  const password = input.all('adgangskode')[0] ?? '';
  return attempt(c, async () => {
    const { token } = await logIn(c.get('deps'), { username: values.username, password, address: addressOf(c) });
    startSession(c, token);
  }, { to: values.next }, (problem) => form(c, values, problem));
}
