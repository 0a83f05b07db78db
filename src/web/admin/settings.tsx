import type { Problem } from '../../core/errors.ts';
import { changeSettings, readSettings } from '../../settings/index.ts';
import { SettingsForm } from '../../../views/admin/settings.tsx';
import { settingSwitches } from '../../../views/texts/settings.ts';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { adminPage } from './admin-page.tsx';

/** What the form shows: every setting as text. The token is a secret and never goes out again. */
function shown(c: Ctx): Record<string, string> {
  const all = Object.entries(readSettings(c.get('deps').db)).map(([key, value]) => [key, String(value)]);
  return { ...Object.fromEntries(all), 'digitalPost.apiToken': '' };
}

function form(c: Ctx, values: Record<string, string>, problem?: Problem) {
  const kept = readSettings(c.get('deps').db)['digitalPost.apiToken'] !== '';
  const words = texts.settingPage;
  const actions = <button class="button button-primary" type="submit" form="settings">{words.save}</button>;
  return adminPage(c, 'settings', { title: words.title, lead: words.lead, actions, problem }, <SettingsForm values={values} tokenKept={kept} bad={problem?.values['key'] as string | undefined} />);
}

export const showSettings = (c: Ctx) => form(c, shown(c));

export async function takeSettings(c: Ctx) {
  const input = await readForm(c);
  const keys = texts.settingGroups.flatMap((group) => group.keys);
  const typed = Object.fromEntries(keys.map((key) => [key, input.text(key)]));
  const switched = Object.fromEntries(settingSwitches.map((key) => [key, String(input.has(key))]));
  const changes: Record<string, string> = { ...typed, ...switched };
  if (changes['digitalPost.apiToken'] === '') delete changes['digitalPost.apiToken'];
  return attempt(c, () => {
    changeSettings(c.get('deps'), c.get('actor'), changes);
    sayDone(c, 'settingsSaved');
  }, { to: '/administration/indstillinger' }, (problem) => form(c, { ...typed, ...switched }, problem));
}
