import { join } from 'node:path';
import { readMemo } from '../connectors/digital-post/index.ts';
import type { Deps } from '../deps.ts';
import { getStatus, setStatus } from '../queue/index.ts';
import { fetchMail, followOldMail, takeIn, type Fetched, type TakenIn } from '../receiving/index.ts';
import { fetchReceipts } from '../sending/index.ts';
import { readSettings } from '../settings/index.ts';
import { errorWord } from './handlers.ts';
import { takeLock } from './lock.ts';
import type { Connection } from './post-office.ts';

/** `mail` null where this box does not fetch the school's mail. */
export type Polled = { receipts: number; mail: (Fetched & TakenIn) | null };

/**
 * Fetches what waits for the school at Digital Post: receipts, and its mail, which is then read and distributed. Only one
 * process at a time: the delivery process and the timer would each ask for what the other is about to delete. Null where
 * another process is at it. Throws as `connect` and the calls do; receipts that cannot be had do not hold the mail back.
 */
export async function poll(deps: Deps, connect: () => Promise<Connection>): Promise<Polled | null> {
  const lock = takeLock(join(deps.config.data, 'poll.lock'));
  if (!lock) return null;
  try {
    const { office, mail } = await connect();
    const receipts = await fetchReceipts(deps, office).then((count) => ({ count }), (error: unknown) => ({ error }));
    const fetched = readSettings(deps.db)['receiving.fetch'] ? await pollMail(deps, mail) : null;
    if ('error' in receipts) throw receipts.error;
    return { receipts: receipts.count, mail: fetched };
  } finally {
    lock.release();
  }
}

async function pollMail(deps: Deps, mail: Connection['mail']): Promise<Fetched & TakenIn> {
  const reading = readBeside(deps);
  try {
    const fetched = await fetchMail(deps, mail, { maxBytes: readSettings(deps.db)['receiving.maxMegabytes'] * 1_000_000, onStored: reading.begin });
    // Where none of what waits can be had the platform hears no more of us than where it cannot be reached.
    const [stuck] = fetched.cleared === 0 ? Object.keys(fetched.left) : [];
    if (stuck) noteMailTrouble(deps, stuck);
    else deps.db.write((tx) => setStatus(tx, 'mail-trouble', {}, deps.clock.now()));
    await followOldMail(deps, mail);
    return { ...fetched, ...(await reading.end()) };
  } catch (error) {
    noteMailTrouble(deps, reasonOf(error));
    // What is here already is read all the same.
    await reading.end();
    throw error;
  }
}

/** Reads what is stored while the rest is fetched, one reading at a time. */
function readBeside(deps: Deps) {
  const sum: TakenIn = { read: 0, unreadable: 0, repeated: 0, filed: 0, assigned: 0, tray: 0 };
  let going: Promise<void> | null = null;
  let broken: { error: unknown } | null = null;
  const once = async () => {
    const taken = await takeIn(deps, readMemo);
    for (const key of Object.keys(sum) as (keyof TakenIn)[]) sum[key] += taken[key];
  };
  return {
    begin() {
      going ??= once().catch((error: unknown) => { broken = { error }; }).finally(() => { going = null; });
    },
    async end(): Promise<TakenIn> {
      await going;
      if (broken) throw broken.error;
      await once();
      return sum;
    },
  };
}

export const reasonOf = (error: unknown): string => (error as { values?: { reason?: string } }).values?.reason ?? errorWord(error);

/** Since when nothing could be fetched, and why: what the overview tells after a day (facts: digital-post 3.5, seven days). */
export function noteMailTrouble(deps: Deps, reason: string): void {
  const since = (getStatus(deps.db, 'mail-trouble')?.value.since as string | undefined) ?? getStatus(deps.db, 'mail')?.at ?? deps.clock.now().toISOString();
  deps.db.write((tx) => setStatus(tx, 'mail-trouble', { since, reason }, deps.clock.now()));
}
