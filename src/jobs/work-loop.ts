import type { Deps } from '../deps.ts';
import { purgeMailboxChecks, purgePeopleImports, watchMailboxes } from '../people/index.ts';
import { backOff, claim, fail, finish, retryLater, setStatus, type Job } from '../queue/index.ts';
import { dropOldUploads, purgeBulk } from '../archive/index.ts';
import { purgeDispatches } from '../sending/index.ts';
import { readSettings } from '../settings/index.ts';
import { pause } from './delivery-loop.ts';
import { runDisposal } from './disposal.ts';
import { errorWord, handlers, mostTries } from './handlers.ts';
import { noteMailTrouble, poll, reasonOf } from './poll.ts';
import type { Connection } from './post-office.ts';

const idleMs = 150;
const leaseMs = 60 * 60_000;

/** Does the queue's work, one piece at a time, until `stopping`. */
export async function workLoop(deps: Deps, worker: string, connect: () => Promise<Connection>, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const [job] = hasDue(deps) ? deps.db.write((tx) => claim(tx, { kinds: mine, limit: 1, owner: worker, leaseMs, now: deps.clock.now() })) : [];
    if (job) await runJob(deps, connect, job);
    else await pause(idleMs, stopping);
  }
}

/** By the kinds there are, not by those there are not: the index finds them among thousands of waiting letters. */
const mine = Object.keys(handlers);

function hasDue(deps: Deps): boolean {
  return deps.db.statement(`SELECT 1 FROM jobs WHERE kind IN (${mine.map(() => '?').join(', ')}) AND state = 'waiting' AND run_at <= ? LIMIT 1`).get(...mine, deps.clock.now().toISOString()) !== undefined;
}

async function runJob(deps: Deps, connect: () => Promise<Connection>, job: Job): Promise<void> {
  const handler = handlers[job.kind]!;
  try {
    await handler.run(deps, connect, job);
    deps.db.write((tx) => finish(tx, job.id, deps.clock.now()));
  } catch (error) {
    const word = errorWord(error);
    deps.log.error({ kind: job.kind, attempts: job.attempts, error: word, at: (error as Error).stack?.split('\n')[1]?.trim() }, 'job failed');
    if (job.attempts >= mostTries) {
      handler.giveUp?.(deps, job);
      deps.db.write((tx) => fail(tx, job.id, word, deps.clock.now()));
    } else {
      deps.db.write((tx) => retryLater(tx, job.id, new Date(deps.clock.now().getTime() + backOff(job.attempts)), word));
    }
  }
}

/** Pulls receipts and destroys what is due, each at its own interval. */
export async function clockLoop(deps: Deps, connect: () => Promise<Connection>, stopping: AbortSignal): Promise<void> {
  let nextPurge = 0;
  while (!stopping.aborted) {
    try {
      await poll(deps, connect);
    } catch (error) {
      deps.db.write((tx) => setStatus(tx, 'receipts', { error: errorWord(error) }, deps.clock.now()));
      // A box without a connection at all has not fetched its mail either.
      if (readSettings(deps.db)['receiving.fetch']) noteMailTrouble(deps, reasonOf(error));
    }
    if (deps.clock.now().getTime() >= nextPurge) {
      purgeDispatches(deps);
      await runDisposal(deps).catch((error: unknown) => deps.log.error({ error: errorWord(error) }, 'destroying stopped; it goes on in an hour'));
      dropOldUploads({ ...deps, uploadsPath: deps.config.uploadsPath });
      purgePeopleImports(deps);
      purgeBulk(deps);
      watchMailboxes(deps);
      purgeMailboxChecks(deps);
      nextPurge = deps.clock.now().getTime() + 3_600_000;
    }
    // In short steps: an interval that is made shorter counts from now, not after the long one has run out.
    const fetched = deps.clock.now().getTime();
    const due = () => deps.clock.now().getTime() - fetched >= readSettings(deps.db)['digitalPost.receiptSeconds'] * 1000;
    do await pause(1000, stopping); while (!stopping.aborted && !due());
  }
}
