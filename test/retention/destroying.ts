import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../../src/deps.ts';
import { handlers } from '../../src/jobs/handlers.ts';
import { claim, finish } from '../../src/queue/index.ts';

/** Does what the queue does for disposal: takes files off the disk. Work of a process that died is taken over when its time is out. */
export async function workDisposal(deps: Deps): Promise<void> {
  for (;;) {
    const [job] = deps.db.write((tx) => claim(tx, { kinds: ['remove-files'], limit: 1, owner: String(process.pid), leaseMs: 1000, now: deps.clock.now() }));
    if (!job) return;
    await handlers[job.kind]!.run(deps, () => Promise.reject(new Error('no post here')), job);
    deps.db.write((tx) => finish(tx, job.id, deps.clock.now()));
  }
}

/** Every stored file by its id. */
export const onDisk = ({ config }: Deps): Map<string, string> =>
  new Map(readdirSync(config.filesPath, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => [each.name, readFileSync(join(each.parentPath, each.name), 'utf8')]));

/** Every row of every table as one text, by table. */
export function dump(deps: Deps): Map<string, string[]> {
  const tables = deps.db.statement("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all() as { name: string }[];
  return new Map(tables.map(({ name }) => [name, (deps.db.statement(`SELECT * FROM "${name}"`).all() as object[]).map((row) => JSON.stringify(row)).sort()]));
}
