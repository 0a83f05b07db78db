import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import { fetchReceipts } from '../sending/index.ts';
import { takeLock } from './lock.ts';
import type { Connection } from './post-office.ts';

/**
 * Fetches what waits for the school at Digital Post (receipts, for now). Only one process at a time: the delivery
 * process and the timer would each ask for what the other is about to delete. Answers how many receipts were new,
 * or null where another process is at it. Throws as `connect` and the calls do.
 */
export async function poll(deps: Deps, connect: () => Promise<Connection>): Promise<{ receipts: number } | null> {
  const lock = takeLock(join(deps.config.data, 'poll.lock'));
  if (!lock) return null;
  try {
    return { receipts: await fetchReceipts(deps, (await connect()).office) };
  } finally {
    lock.release();
  }
}
