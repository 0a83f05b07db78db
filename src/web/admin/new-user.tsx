import { addUser } from '../../access/index.ts';
import type { Problem } from '../../core/errors.ts';
import { NewUserForm, type NewUserValues } from '../../../views/admin/new-user.tsx';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { adminPage } from './admin-page.tsx';
import { sameTwice } from './change-user.ts';

const form = (c: Ctx, values: NewUserValues, problem?: Problem) =>
  adminPage(c, 'users', { title: texts.user.newUser, problem, problemHeading: texts.user.failedNew }, <NewUserForm values={values} reason={problem?.reason} />);

export const showNewUser = (c: Ctx) => form(c, { username: '', name: '', roles: [] });

export async function takeNewUser(c: Ctx) {
  const input = await readForm(c);
  const values = { username: input.text('brugernavn'), name: input.text('navn'), roles: input.all('rolle') };
  let id = '';
  return attempt(c, async () => {
    const password = sameTwice(input.all('adgangskode')[0], input.all('igen')[0]);
    id = (await addUser(c.get('deps'), c.get('actor').id, { ...values, password })).id;
    sayDone(c, 'userMade');
  }, { to: () => `/administration/brugere/${id}` }, (problem) => form(c, values, problem));
}
