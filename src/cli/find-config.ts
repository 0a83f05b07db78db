import { existsSync } from 'node:fs';
import { readConfig, type Config } from '../config.ts';

/** The settings file: `--config FILE`, else ELEVARKIV_CONFIG, else /etc/elevarkiv/elevarkiv.toml, else data/elevarkiv.toml. */
export function findConfig(given: string | undefined): Config {
  const candidates = [given, process.env.ELEVARKIV_CONFIG, '/etc/elevarkiv/elevarkiv.toml', 'data/elevarkiv.toml'];
  const path = given ?? candidates.find((each) => each && existsSync(each));
  if (!path || !existsSync(path)) throw new Error('Der er ingen indstillingsfil. Angiv den med --config FIL, eller start en demo med scripts/start.');
  return readConfig(path);
}
