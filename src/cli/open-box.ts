import { openDeps, type Deps } from '../deps.ts';
import { findConfig } from './find-config.ts';

/** Opens database and files of the box, runs `work` and closes again. */
export async function withBox<T>(given: string | undefined, name: string, work: (deps: Deps) => Promise<T>): Promise<T> {
  const deps = openDeps(findConfig(given), name);
  try {
    return await work(deps);
  } finally {
    deps.close();
  }
}
