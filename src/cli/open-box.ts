import { existsSync } from 'node:fs';
import { readConfig, type Config } from '../config.ts';
import { openDeps, type Deps } from '../deps.ts';

/** The settings file: `--config FILE`, else ELEVARKIV_CONFIG, else /etc/elevarkiv/elevarkiv.toml, else data/elevarkiv.toml. */
export function findConfig(given: string | undefined): Config {
  const candidates = [given, process.env.ELEVARKIV_CONFIG, '/etc/elevarkiv/elevarkiv.toml', 'data/elevarkiv.toml'];
  const path = given ?? candidates.find((each) => each && existsSync(each));
  if (!path || !existsSync(path)) throw new Error('Der er ingen indstillingsfil. Angiv den med --config FIL, eller start en demo med scripts/start.');
  return readConfig(path);
}

/** Opens database and files of the box, runs `work` and closes again. */
export async function withBox<T>(given: string | undefined, name: string, work: (deps: Deps) => Promise<T>): Promise<T> {
  const deps = openDeps(findConfig(given), name);
  try {
    return await work(deps);
  } finally {
    deps.close();
  }
}
