import { danishTime } from '../../src/core/dates.ts';
import type { MailFrequency, NoticeMail } from '../../src/notices/types.ts';
import { Alert } from '../components/alert.tsx';
import { Field } from '../components/field.tsx';
import { myPage as words } from '../texts/notices.ts';
import { sentenceOf } from '../texts.ts';

type Props = { mail: NoticeMail; typed: { email: string; frequency: string } | undefined; error: string | undefined; /** A mail server is set up. */ sends: boolean };

/** What is the reader's own: where and how often notices are mailed. */
export const MyPage = ({ mail, typed, error, sends }: Props) => {
  const { email, frequency } = typed ?? mail;
  return (
    <form class="decision" method="post" action="/min-side" id="min-side">
      <h2>{words.mailHeading}</h2>
      <p class="quiet">{words.mailText}</p>
      {sends ? null : <Alert tone="info">{words.noServer}</Alert>}
      {mail.problem && !error ? <Alert tone="warning">{sentenceOf({ reason: mail.problem })}</Alert> : null}
      <Field id="email" name="email" type="email" label={words.email} value={email} error={error} maxlength={254} autocomplete="email" />
      <fieldset>
        <legend>{words.frequency}</legend>
        {(Object.keys(words.frequencies) as MailFrequency[]).map((each) => (
          <div class="form-group-radio">
            <input class="form-radio" type="radio" id={`tit-${each}`} name="tit" value={each} checked={frequency === each} />
            <label class="form-label" for={`tit-${each}`}>{words.frequencies[each]}</label>
          </div>
        ))}
      </fieldset>
      {mail.mailedAt ? <p class="quiet">{words.lastMail(danishTime(mail.mailedAt))}</p> : null}
      <button class="button button-primary" type="submit">{words.save}</button>
    </form>
  );
};
