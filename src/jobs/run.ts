import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import { recoverAttempts } from '../sending/index.ts';
import { deliveryLoop, pause } from './delivery-loop.ts';
import { takeLock } from './lock.ts';
import { connectionKeeper } from './post-office.ts';
import { keepMarks, readMarks } from './posting-marks.ts';
import { bulkLoop } from './bulk-loop.ts';
import { convertLoop } from './convert-loop.ts';
import { preservationLoop } from './preservation-loop.ts';
import { searchLoop } from './search-loop.ts';
import { errandLoop } from './errands.ts';
import { signingLoop } from './signing.ts';
import { clockLoop, workLoop } from './work-loop.ts';

/**
 * The delivery process: waits for the lock, settles what its predecessor left open, then works until
 * `stopping`. Only one process at a time may deliver. `connect` is the way to Digital Post; tests put one that breaks in its place.
 */
export async function runJobs(deps: Deps, stopping: AbortSignal, connect = connectionKeeper(deps)): Promise<void> {
  mkdirSync(deps.config.data, { recursive: true, mode: 0o700 });
  let lock = takeLock(join(deps.config.data, 'delivery.lock'));
  while (!lock && !stopping.aborted) {
    await pause(500, stopping);
    lock = takeLock(join(deps.config.data, 'delivery.lock'));
  }
  if (!lock) return;
  const worker = `deliver-${deps.ids.uuid()}`;
  const marksPath = join(deps.config.data, 'delivery.marks');
  const unknown = recoverAttempts(deps, readMarks(marksPath));
  const marks = keepMarks(marksPath, worker);
  if (unknown > 0) deps.log.warn({ letters: unknown }, 'letters of unknown outcome after an abrupt stop');
  // One loop that breaks (a full disk, say) stops the others: the process ends, is started again, and
  // finds what was open. Half a process that holds the lock would stand still without anybody seeing it.
  const broken = new AbortController();
  const both = AbortSignal.any([stopping, broken.signal]);
  const loops = [deliveryLoop(deps, { worker, connect, marks }, both), workLoop(deps, worker, connect, both), convertLoop(deps, worker, both), preservationLoop(deps, both), errandLoop(deps, worker, both), signingLoop(deps, both), clockLoop(deps, connect, both), searchLoop(deps, both), bulkLoop(deps, both)];
  for (const loop of loops) loop.catch((error: unknown) => broken.abort(error));
  const ended = await Promise.allSettled(loops);
  marks.close();
  lock.release();
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}
