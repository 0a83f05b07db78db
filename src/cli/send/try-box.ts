import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { openDeps, type Deps } from '../../deps.ts';
import { identityInUse } from '../../jobs/identity.ts';
import { directDocumentWorker } from '../../pdf/index.ts';

/** The box itself; documents are read in this process, because a stopped box has no document worker. */
export async function onBox<T>(config: Config, work: (deps: Deps) => Promise<T>): Promise<T> {
  const deps = openDeps(config, 'send', { documents: directDocumentWorker() });
  try {
    return await work(deps);
  } finally {
    deps.close();
  }
}

/**
 * A copy of the box's database with a file folder of its own, both destroyed afterwards: a dry run goes all the way and
 * leaves nothing in the box, not even a line in its log. It lies in the data folder, where the box's own secrets lie.
 */
export async function onCopy<T>(config: Config, work: (deps: Deps) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(config.data, 'dry-run-'));
  try {
    const databasePath = join(folder, 'copy.sqlite');
    const box = openDeps(config, 'send');
    try {
      box.db.statement('VACUUM INTO ?').run(databasePath);
    } finally {
      box.close();
    }
    const deps = openDeps({ ...config, databasePath, filesPath: join(folder, 'files'), cachePath: join(folder, 'cache') }, 'send', { documents: directDocumentWorker(), hasCertificate: () => identityInUse(config) !== null });
    try {
      return await work(deps);
    } finally {
      deps.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
