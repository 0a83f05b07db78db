import { Field } from '../components/field.tsx';
import { sentenceOf, texts } from '../texts.ts';
import { RoleChoice } from './role-choice.tsx';

const words = texts.user;
export type NewUserValues = { username: string; name: string; roles: string[] };

/** Which field a refusal is about, so that the sentence also stands beside it. */
const fieldOf: Record<string, string> = {
  'user.no_name': 'name', 'user.username_shape': 'username', 'user.username_taken': 'username', 'password.too_short': 'password', 'password.too_long': 'password', 'password.differ': 'password',
};

export const NewUserForm = ({ values, reason }: { values: NewUserValues; reason: string | undefined }) => {
  const errorOf = (field: string) =>
    reason && fieldOf[reason] === field ? sentenceOf({ reason, values: { username: values.username, least: 8, most: 200 } }) : undefined;
  return (
    <form class="panel" method="post" action="/administration/brugere">
      <Field id="navn" name="navn" label={words.name} value={values.name} error={errorOf('name')} autocomplete="off" required />
      <Field id="brugernavn" name="brugernavn" label={words.username} hint={words.usernameHint} value={values.username} error={errorOf('username')} size="medium" autocomplete="off" autocapitalize="none" spellcheck="false" required />
      <RoleChoice chosen={values.roles} />
      <Field id="adgangskode" name="adgangskode" label={words.password} hint={words.passwordHint} error={errorOf('password')} type="password" size="medium" autocomplete="new-password" required />
      <Field id="igen" name="igen" label={words.passwordAgain} type="password" size="medium" autocomplete="new-password" required />
      <button class="button button-primary" type="submit">{words.make}</button>
    </form>
  );
};
