import type { Deps } from '../deps.ts';
import { backOff, claim, finish, retryLater, type Job } from '../queue/index.ts';
import { pause } from './delivery-loop.ts';
import { errorWord } from './handlers.ts';
import { signingErrands } from './signing.ts';
import { mailNotices } from './mail-notices.ts';

/**
 * Work that calls an outside party other than Digital Post, by kind. An errand that throws is tried again, at most every
 * ten minutes, for as long as it takes: an outside party that is away loses nothing. What can never succeed returns. One that answers a time is run again then.
 */
export const errands: Record<string, (deps: Deps, job: Job) => Promise<Date | null>> = {
  ...signingErrands,
  'mail-notices': (deps, job) => mailNotices(deps, String(job.payload['userId'])),
};

const kinds = Object.keys(errands);
const idleMs = 200;
const leaseMs = 15 * 60_000;
const most = 4;

/** Runs errands, four at once, in a loop of its own: one that waits for a slow party holds neither letters nor reading up. */
export async function errandLoop(deps: Deps, worker: string, stopping: AbortSignal): Promise<void> {
  const going = new Set<Promise<void>>();
  let broken: unknown = null;
  try {
    while (!stopping.aborted) {
      if (broken !== null) throw broken;
      const room = most - going.size;
      const jobs = room > 0 && hasDue(deps) ? deps.db.write((tx) => claim(tx, { kinds, limit: room, owner: worker, leaseMs, now: deps.clock.now() })) : [];
      for (const job of jobs) {
        const run: Promise<void> = runErrand(deps, job).catch((error: unknown) => { broken = error; }).finally(() => going.delete(run));
        going.add(run);
      }
      if (jobs.length === 0) await Promise.race([pause(idleMs, stopping), ...(room === 0 ? going : [])]);
    }
  } finally {
    await Promise.allSettled(going);
  }
}

function hasDue(deps: Deps): boolean {
  return deps.db.statement(`SELECT 1 FROM jobs WHERE kind IN (${kinds.map(() => '?').join(', ')}) AND state = 'waiting' AND run_at <= ? LIMIT 1`).get(...kinds, deps.clock.now().toISOString()) !== undefined;
}

async function runErrand(deps: Deps, job: Job): Promise<void> {
  try {
    const again = await errands[job.kind]!(deps, job);
    deps.db.write((tx) => (again ? retryLater(tx, job.id, again, '') : finish(tx, job.id, deps.clock.now())));
  } catch (error) {
    const word = errorWord(error);
    deps.log.warn({ kind: job.kind, attempts: job.attempts, error: word }, 'errand waits');
    deps.db.write((tx) => retryLater(tx, job.id, new Date(deps.clock.now().getTime() + backOff(job.attempts)), word));
  }
}
