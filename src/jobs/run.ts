import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import { recoverAttempts } from '../sending/index.ts';
import { deliveryLoop, pause } from './delivery-loop.ts';
import { takeLock } from './lock.ts';
import { connectionKeeper } from './post-office.ts';
import { clockLoop, workLoop } from './work-loop.ts';

/**
 * The delivery process: waits for the lock, settles what its predecessor left open, then works until
 * `stopping`. Only one process at a time may deliver.
 */
export async function runJobs(deps: Deps, stopping: AbortSignal): Promise<void> {
  mkdirSync(deps.config.data, { recursive: true, mode: 0o700 });
  let lock = takeLock(join(deps.config.data, 'delivery.lock'));
  while (!lock && !stopping.aborted) {
    await pause(500, stopping);
    lock = takeLock(join(deps.config.data, 'delivery.lock'));
  }
  if (!lock) return;
  const worker = `deliver-${deps.ids.uuid()}`;
  const unknown = recoverAttempts(deps);
  if (unknown > 0) deps.log.warn({ letters: unknown }, 'letters of unknown outcome after an abrupt stop');
  const connect = connectionKeeper(deps);
  await Promise.all([deliveryLoop(deps, worker, connect, stopping), workLoop(deps, worker, connect, stopping), clockLoop(deps, connect, stopping)]);
  lock.release();
}
