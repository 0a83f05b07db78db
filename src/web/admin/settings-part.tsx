import type { Child } from 'hono/jsx';
import type { Problem } from '../../core/errors.ts';
import { changeSettings, readSettings, type SettingKey } from '../../settings/index.ts';
import { SettingField } from '../../../views/admin/setting-field.tsx';
import { texts } from '../../../views/texts.ts';
import { secretSettings, settingParts } from '../../../views/texts/settings.ts';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { adminPage } from './admin-page.tsx';

type Part = keyof typeof settingParts;
type Page = { part: Part; title: string; lead: string; address: string; /** Under the form: how it goes, and a test. */ below: Child; /** Why another act on the page was refused. */ refusal?: Problem | undefined };
type Refused = { values: Record<string, string>; problem: Problem };

/** A page of the administration for the settings of one outside party, with what was typed where it was refused. */
export function settingsPart(c: Ctx, { part, title, lead, address, below, refusal }: Page, refused?: Refused, problem?: Problem) {
  const stored = readSettings(c.get('deps').db) as Record<string, unknown>;
  const bad = refused?.problem.values['key'];
  const actions = <button class="button button-primary" type="submit" form="part">{texts.settingPage.save}</button>;
  return adminPage(c, part, { title, lead, actions, problem: refused?.problem ?? problem ?? refusal, ...(problem ? { problemHeading: texts.settingPage.failedTest } : {}) }, (
    <>
      <form id="part" class="panel" method="post" action={address} novalidate>
        {settingParts[part].map((name) => (
          <SettingField name={name} value={refused?.values[name] ?? String(stored[name])} kept={secretSettings.includes(name) && stored[name] !== ''} error={bad === name ? texts.settingPage.bad : undefined} />
        ))}
      </form>
      {below}
    </>
  ));
}

/** Saves the part's form. A secret left empty keeps the one there is. `check` throws Problem where the values cannot be taken now. */
export async function takeSettingsPart(c: Ctx, { part, address }: Pick<Page, 'part' | 'address'>, again: (refused: Refused) => Response | Promise<Response>, check?: (values: Record<string, string>) => void) {
  const input = await readForm(c);
  const values = Object.fromEntries(settingParts[part].map((name: SettingKey) => [name, secretSettings.includes(name) ? (input.all(name)[0] ?? '') : input.text(name)]));
  const changes = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== '' || !secretSettings.includes(name as SettingKey)));
  return attempt(c, () => {
    check?.(values);
    changeSettings(c.get('deps'), c.get('actor'), changes);
    sayDone(c, 'settingsSaved');
  }, { to: address }, (problem) => again({ values, problem }));
}
