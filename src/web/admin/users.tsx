import { findUser, listUsers, whatSees } from '../../access/index.ts';
import { historyOfUser } from '../../audit/index.ts';
import { notFound, type Problem } from '../../core/errors.ts';
import { UserPage } from '../../../views/admin/user.tsx';
import { UserList } from '../../../views/admin/user-list.tsx';
import { texts } from '../../../views/texts.ts';
import { markNames } from './access.tsx';
import type { Ctx } from '../route.ts';
import { adminPage } from './admin-page.tsx';

export function showUsers(c: Ctx) {
  const users = listUsers(c.get('deps').db, c.get('actor'));
  const actions = <a class="button button-primary" href="/administration/brugere/ny">{texts.user.newUser}</a>;
  return adminPage(c, 'users', { title: texts.user.title, actions }, <UserList users={users} />);
}

/** One user; with `problem` the page as it was, saying what could not be done. */
export function userPage(c: Ctx, id: string, problem?: Problem) {
  const user = findUser(c.get('deps').db, id);
  if (!user) throw notFound();
  return adminPage(c, 'users', { title: user.name, lead: user.username, problem }, <UserPage user={user} sees={whatSees(c.get('deps'), user)} names={markNames(c)} history={historyOfUser(c.get('deps').db, id, { limit: 100, before: Number(c.req.query('foer')) || undefined })} />);
}

export const showUser = (c: Ctx) => userPage(c, c.req.param('id') ?? '');
