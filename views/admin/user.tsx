import type { User, whatSees } from '../../src/access/index.ts';
import type { HistoryEntry } from '../../src/audit/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Facts } from '../components/facts.tsx';
import { Field } from '../components/field.tsx';
import { History } from '../components/history.tsx';
import { texts } from '../texts.ts';
import { partWords } from './access.tsx';
import { RoleChoice } from './role-choice.tsx';
import { UserState } from './user-list.tsx';

const words = texts.user;

/** One user: roles, lock, new password. Each act is a form of its own. */
const seeing = texts.access;

/** What the user sees in the archive, and on what grounds; titles of cases are the archive's, not the administrator's. */
const Sees = ({ sees, names }: { sees: ReturnType<typeof whatSees>; names: Record<string, string> }) => (
  <section class="panel" aria-labelledby="sees">
    <h2 id="sees">{seeing.whatSees}</h2>
    {!sees.everything && sees.marks.length === 0 && sees.named === 0 && sees.deputyFor.length === 0 ? <p>{seeing.seesNothing}</p> : (
      <Facts rows={[
        [seeing.groups, sees.groups.join(', ')],
        [seeing.whatSees, sees.everything ? seeing.seesEverything : null],
        [seeing.seesParts, sees.marks.map((mark) => partWords(mark, names)).join(', ')],
        [seeing.seesNamed, sees.named > 0 ? texts.frame.count(sees.named) : null],
        [seeing.seesDeputy, sees.deputyFor.join(', ')],
      ]} />
    )}
  </section>
);

export const UserPage = ({ user, sees, names, history }: { user: User; sees: ReturnType<typeof whatSees>; names: Record<string, string>; history: HistoryEntry[] }) => {
  const at = (act: string) => `/administration/brugere/${user.id}/${act}`;
  return (
    <>
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
          <Sees sees={sees} names={names} />
          <form class="panel" method="post" action={at('adgangskode')} aria-labelledby="password">
            <h2 id="password">{words.newPassword}</h2>
            <Field id="adgangskode" name="adgangskode" label={words.newPassword} hint={words.passwordHint} type="password" size="medium" autocomplete="new-password" required />
            <Field id="igen" name="igen" label={words.passwordAgain} type="password" size="medium" autocomplete="new-password" required />
            <button class="button button-secondary" type="submit">{words.setPassword}</button>
          </form>
        </div>
      </div>
      <section class="panel" aria-labelledby="history">
        <h2 id="history">{texts.history.title}</h2>
        <p class="quiet">{words.historyLead}</p>
        <History entries={history} older={`/administration/brugere/${user.id}`} />
      </section>
    </>
  );
};
