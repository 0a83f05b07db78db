import type { Deps } from '../../deps.ts';
import { handlers } from '../../jobs/handlers.ts';
import { connectionKeeper } from '../../jobs/index.ts';
import { claimThese, fail, finish, type Job } from '../../queue/index.ts';

const pauseMs = 100;
const leaseMs = 10 * 60_000;

/**
 * Does the queue's work on one dispatch here and now, until `done`: so that a command works on a box that is stopped too.
 * A piece that the running box has already begun is waited for. Throws what a handler throws, and after `seconds`.
 */
export async function workOn(deps: Deps, dispatchId: string, done: () => boolean, seconds = 600): Promise<void> {
  const owner = `send-${deps.ids.uuid()}`;
  const connect = connectionKeeper(deps);
  const kinds = Object.keys(handlers).filter((kind) => kind !== 'prepare-dispatch');
  const end = Date.now() + seconds * 1000;
  while (!done()) {
    if (Date.now() > end) throw new Error('Det tog for lang tid. Se afsendelsen på siden Send.');
    const rows = deps.db.statement(`SELECT id, kind, key, payload, attempts FROM jobs WHERE state = 'waiting' AND kind IN (${kinds.map(() => '?').join(', ')}) AND run_at <= ? AND json_extract(payload, '$.dispatchId') = ? ORDER BY id LIMIT 1`)
      .all(...kinds, deps.clock.now().toISOString(), dispatchId) as (Omit<Job, 'payload'> & { payload: string })[];
    const [job] = deps.db.write((tx) => claimThese(tx, rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as Job['payload'] })), { owner, leaseMs, now: deps.clock.now() }));
    if (!job) {
      await Bun.sleep(pauseMs);
      continue;
    }
    try {
      await handlers[job.kind]!.run(deps, connect, job);
    } catch (error) {
      handlers[job.kind]!.giveUp?.(deps, job);
      deps.db.write((tx) => fail(tx, job.id, (error as Error).name, deps.clock.now()));
      throw error;
    }
    deps.db.write((tx) => finish(tx, job.id, deps.clock.now()));
  }
}
