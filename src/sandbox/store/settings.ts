import { defaultSettings, settingsSchema, type SandboxSettings } from '../settings.ts';
import type { Store } from './open.ts';

/** The settings as they are now; what was never set has its default. */
export function readSettings(store: Store, base: Partial<SandboxSettings> = {}): SandboxSettings {
  const rows = store.query<{ name: string; value: string }, []>('SELECT name, value FROM setting').all();
  const stored = Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value) as unknown]));
  return settingsSchema.parse({ ...defaultSettings, ...base, ...stored });
}

/** Stores the given settings and leaves the rest. Throws ZodError on an unknown name or a wrong value. */
export function changeSettings(store: Store, changes: Partial<SandboxSettings>): void {
  const checked = settingsSchema.partial().parse(changes);
  const put = store.query('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
  store.transaction(() => {
    for (const [name, value] of Object.entries(checked)) put.run(name, JSON.stringify(value));
  }).immediate();
}

/** Back to how the peer was started. */
export function resetSettings(store: Store): void {
  store.run('DELETE FROM setting');
}
