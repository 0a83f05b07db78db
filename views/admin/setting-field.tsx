import type { SettingKey } from '../../src/settings/index.ts';
import { Field, Labelled, Select } from '../components/field.tsx';
import { texts } from '../texts.ts';
import { longSettings, secretSettings, settingChoices } from '../texts/settings.ts';

type Props = {
  name: SettingKey;
  value: string;
  /** Something secret is kept already; it never goes out again. */
  kept?: boolean | undefined;
  error?: string | undefined;
};

const numeric = /Seconds$|port$|days$/;

/** One setting as what it is: text, number, secret, choice, or certificates. */
export const SettingField = ({ name, value, kept, error }: Props) => {
  const { label, hint } = texts.settings[name];
  const id = name.replace('.', '-');
  const choices = settingChoices[name];
  if (choices) return <Select id={id} name={name} label={label} hint={hint} error={error} value={value} options={Object.entries(choices).map(([key, words]) => ({ value: key, label: words }))} />;
  if (longSettings.includes(name)) {
    return (
      <Labelled id={id} label={label} hint={hint} error={error}>
        <textarea class="form-input pem" id={id} name={name} rows={4} spellcheck={false} autocomplete="off" aria-describedby={hint ? `${id}-hint` : undefined} aria-invalid={error ? 'true' : undefined}>{value}</textarea>
      </Labelled>
    );
  }
  const secret = secretSettings.includes(name);
  return (
    <Field
      id={id} name={name} label={label} value={secret ? '' : value} error={error} autocomplete={secret ? 'new-password' : 'off'} type={secret ? 'password' : 'text'}
      hint={secret ? (kept ? `${texts.settingPage.kept}. ${hint}` : undefined) : hint} {...(numeric.test(name) ? { inputmode: 'numeric', size: 'short' as const } : {})}
    />
  );
};
