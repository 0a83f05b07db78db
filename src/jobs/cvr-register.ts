import { openCvrRegister, type CvrRegister, type CvrSettings } from '../connectors/cvr/index.ts';
import type { Reader } from '../db/index.ts';
import { readSettings, type Settings } from '../settings/index.ts';

/** The CVR register's settings; null where none is chosen. */
export function cvrSettings(settings: Settings): CvrSettings | null {
  const adapter = settings['cvr.adapter'];
  if (adapter === 'none') return null;
  return {
    adapter, url: settings['cvr.url'], user: settings['cvr.user'], password: settings['cvr.password'], apiKey: settings['cvr.apiKey'], timeoutMs: settings['cvr.timeoutSeconds'] * 1000,
  };
}

/** The way to the CVR register as the settings stand now, waiting at most `mostMs` for an answer; null where none is chosen. */
export function cvrRegister(reader: Reader, mostMs = Number.POSITIVE_INFINITY): CvrRegister | null {
  const settings = cvrSettings(readSettings(reader));
  return settings && openCvrRegister({ ...settings, timeoutMs: Math.min(settings.timeoutMs, mostMs) });
}
