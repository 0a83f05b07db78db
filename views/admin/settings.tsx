import type { SettingKey } from '../../src/settings/index.ts';
import { Checkbox, Field } from '../components/field.tsx';
import { settingSwitches } from '../texts/settings.ts';
import { texts } from '../texts.ts';

type Props = { values: Record<string, string>; tokenKept: boolean; /** The key whose value was refused. */ bad: string | undefined };

const numeric = /Seconds$|concurrency|Minutes$|Hours$|Days$|Megabytes$|Recipients$|window(Left|Top)$/;

const Setting = ({ name, values, tokenKept, bad }: Props & { name: SettingKey }) => {
  const words = texts.settings[name];
  const id = name.replace('.', '-');
  if (settingSwitches.includes(name)) return <Checkbox id={id} name={name} label={words.label} hint={words.hint} checked={values[name] === 'true'} />;
  const secret = name === 'digitalPost.apiToken';
  return (
    <Field
      id={id} name={name} label={words.label} value={values[name]} error={bad === name ? texts.settingPage.bad : undefined}
      hint={secret && tokenKept ? `${texts.settingPage.kept}. ${words.hint}` : words.hint}
      type={secret ? 'password' : 'text'} autocomplete="off"
      {...(numeric.test(name) || name === 'sender.cvr' ? { inputmode: 'numeric', size: 'short' as const } : {})}
    />
  );
};

/** Every setting in its group. What was typed stays when a value is refused. */
export const SettingsForm = (props: Props) => (
  <form id="settings" method="post" action="/administration/indstillinger" novalidate>
    {texts.settingGroups.map((group, index) => (
      <section class="panel" aria-labelledby={`group-${index}`}>
        <h2 id={`group-${index}`}>{group.heading}</h2>
        {group.keys.map((key) => <Setting {...props} name={key} />)}
      </section>
    ))}
  </form>
);
