import type { Deps } from '../deps.ts';
import { backOff, claim, claimThese, dueOf, fail, finish, retryLater, type Job } from '../queue/index.ts';
import { convertDispatches, giveConvertingUp, makeGathering } from '../sending/index.ts';
import { pause } from './delivery-loop.ts';
import { errorWord, mostTries } from './handlers.ts';

const kind = 'convert-dispatch';
const idleMs = 50;
const leaseMs = 60 * 60_000;
/** Bounds of one run: files, and bytes held at once. */
const [mostFiles, mostBytes] = [100, 150 * 1024 * 1024];
/** Files that come one after the other go together, but the first waits no longer than this (milliseconds). */
const longestWait = 3_000;

/**
 * Makes uploaded files into PDF, those of one user together in one LibreOffice process, in a loop of its own: a heavy
 * spreadsheet holds neither reading nor delivery up.
 */
export async function convertLoop(deps: Deps, worker: string, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const batch = hasWork(deps) ? nextBatch(deps, worker) : null;
    if (!batch) await pause(idleMs, stopping);
    else if (batch.length > 0) await runBatch(deps, batch);
    // Single files go first: of many that become one document, a person waits for the last only.
    else if (await gatherNext(deps, worker)) continue;
    else await pause(idleMs, stopping);
  }
}

/** Whether there is anything to look into: asked without beginning a transaction, which would stand in the way of letters that leave. */
const hasWork = ({ db }: Deps): boolean => db.statement("SELECT 1 FROM jobs WHERE state IN ('waiting', 'leased') AND kind IN (?, 'gather-files') LIMIT 1").get(kind) !== undefined;

/** The waiting files of the user who has waited longest; none while more of theirs are still coming. */
function nextBatch(deps: Deps, worker: string): Job[] {
  const now = deps.clock.now();
  const first = deps.db.statement(`SELECT json_extract(payload, '$.userId') AS userId, min(created_at) AS since FROM jobs WHERE kind = ? AND state = 'waiting' AND run_at <= ? GROUP BY 1 ORDER BY since LIMIT 1`)
    .get(kind, now.toISOString()) as { userId: string; since: string } | undefined;
  if (!first) return [];
  // One that is not due yet came in this very moment.
  const coming = deps.db.statement(`SELECT 1 FROM jobs WHERE kind = ? AND state = 'waiting' AND run_at > ? AND attempts = 0 AND json_extract(payload, '$.userId') = ? LIMIT 1`).get(kind, now.toISOString(), first.userId);
  if (coming && now.getTime() - new Date(first.since).getTime() < longestWait) return [];
  return deps.db.write((tx) => {
    const due = dueOf(tx, { kind, by: 'userId', value: first.userId, limit: mostFiles, now });
    let bytes = 0;
    const fitting = due.filter((job, place) => {
      bytes += (tx.statement('SELECT source_size AS size FROM dispatches WHERE id = ?').get(job.payload.dispatchId) as { size: number } | undefined)?.size ?? 0;
      return place === 0 || bytes <= mostBytes;
    });
    return claimThese(tx, fitting, { owner: worker, leaseMs, now });
  });
}

/** One piece of work on many files that become one document; false where there is none. */
async function gatherNext(deps: Deps, worker: string): Promise<boolean> {
  const now = deps.clock.now();
  const [job] = deps.db.write((tx) => claim(tx, { kinds: ['gather-files'], limit: 1, owner: worker, leaseMs, now }));
  if (!job) return false;
  const dispatchId = String(job.payload.dispatchId);
  try {
    await makeGathering(deps, dispatchId);
    deps.db.write((tx) => finish(tx, job.id, deps.clock.now()));
  } catch (error) {
    const word = errorWord(error);
    deps.log.error({ kind: job.kind, error: word, at: (error as Error).stack?.split('\n')[1]?.trim() }, 'gathering failed');
    if (job.attempts >= mostTries) giveConvertingUp(deps, dispatchId);
    deps.db.write((tx) => (job.attempts >= mostTries ? fail(tx, job.id, word, deps.clock.now()) : retryLater(tx, job.id, new Date(deps.clock.now().getTime() + backOff(job.attempts)), word)));
  }
  return true;
}

async function runBatch(deps: Deps, batch: Job[]): Promise<void> {
  const open = new Map(batch.map((job) => [String(job.payload.dispatchId), job]));
  const done = (dispatchId: string) => {
    const job = open.get(dispatchId);
    if (!job || !open.delete(dispatchId)) return;
    deps.db.write((tx) => finish(tx, job.id, deps.clock.now()));
  };
  try {
    await convertDispatches(deps, [...open.keys()], done);
  } catch (error) {
    const word = errorWord(error);
    deps.log.error({ kind, files: open.size, error: word, at: (error as Error).stack?.split('\n')[1]?.trim() }, 'conversion failed');
    for (const [dispatchId, job] of open) {
      if (job.attempts >= mostTries) giveConvertingUp(deps, dispatchId);
      deps.db.write((tx) => (job.attempts >= mostTries ? fail(tx, job.id, word, deps.clock.now()) : retryLater(tx, job.id, new Date(deps.clock.now().getTime() + backOff(job.attempts)), word)));
    }
  }
}
