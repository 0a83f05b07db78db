import { Field } from '../components/field.tsx';
import { texts } from '../texts.ts';

const words = texts.session;

export const LogInForm = ({ username, next }: { username: string; next: string }) => (
  <form class="decision log-in" method="post" action="/log-ind">
    <input type="hidden" name="videre" value={next} />
    <Field id="brugernavn" name="brugernavn" label={words.username} value={username} autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus={!username} />
    <Field id="adgangskode" name="adgangskode" label={words.password} type="password" autocomplete="current-password" required autofocus={username !== ''} />
    <button class="button button-primary" type="submit">{words.button}</button>
    <p class="quiet">{words.forgotten}</p>
  </form>
);
