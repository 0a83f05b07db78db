import type { User } from '../../src/access/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Facts } from '../components/facts.tsx';
import { Field } from '../components/field.tsx';
import { texts } from '../texts.ts';
import { RoleChoice } from './role-choice.tsx';
import { UserState } from './user-list.tsx';

const words = texts.user;

/** One user: roles, lock, new password. Each act is a form of its own. */
export const UserPage = ({ user }: { user: User }) => {
  const at = (act: string) => `/administration/brugere/${user.id}/${act}`;
  return (
    <div class="columns">
      <form class="panel" method="post" action={at('roller')}>
        <RoleChoice chosen={user.roles} />
        <button class="button button-primary" type="submit">{words.saveRoles}</button>
      </form>
      <div>
        <section class="panel" aria-labelledby="access">
          <h2 id="access">{words.access}</h2>
          <Facts rows={[
            [words.columns.state, <UserState locked={user.lockedAt !== null} />],
            [words.locked, user.lockedAt && danishTime(user.lockedAt)],
            [words.created, danishTime(user.createdAt)],
          ]} />
          <p class="quiet">{user.lockedAt ? words.unlockText : words.lockText}</p>
          {user.lockedAt ? <Act action={at('oplaasning')} label={words.unlock} /> : <Act action={at('laasning')} label={words.lock} icon="lock" />}
        </section>
        <form class="panel" method="post" action={at('adgangskode')} aria-labelledby="password">
          <h2 id="password">{words.newPassword}</h2>
          <Field id="adgangskode" name="adgangskode" label={words.newPassword} hint={words.passwordHint} type="password" size="medium" autocomplete="new-password" required />
          <Field id="igen" name="igen" label={words.passwordAgain} type="password" size="medium" autocomplete="new-password" required />
          <button class="button button-secondary" type="submit">{words.setPassword}</button>
        </form>
      </div>
    </div>
  );
};
