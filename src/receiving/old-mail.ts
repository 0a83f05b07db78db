import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { getStatus, setStatus } from '../queue/index.ts';

/** What the platform tells of a back-fill: its own counters (facts: digital-post 3.2). */
export type OldMailCounters = { running: boolean; stopped: boolean; total: number; fetched: number; failed: number };

/**
 * How old mail that was asked for comes in. The counters are the platform's; `stored` is all post stored here since, new post
 * too, for no message says that it was asked for; `known` those of them that were here already. `waiting`: still outside at the last
 * fetch, null where there has been none since.
 */
export type OldMailProgress = OldMailCounters & { askedAt: string; since: string; stored: number; known: number; waiting: number | null; /** When was fetched last. */ fetchedAt: string | null };

/** Undefined where old mail has never been asked for. */
export function oldMailProgress(reader: Reader): OldMailProgress | undefined {
  const asked = getStatus(reader, 'old-mail');
  if (!asked) return undefined;
  const { id, since, total } = asked.value as { id: string; since?: string; total?: number };
  const heard = getStatus(reader, 'old-mail-progress')?.value as (OldMailCounters & { id: string }) | undefined;
  const counters = heard?.id === id ? heard : { running: true, stopped: false, total: total ?? 0, fetched: 0, failed: 0 };
  const mail = getStatus(reader, 'mail');
  const fetched = mail && mail.at > asked.at ? mail : undefined;
  const { stored, known } = reader.statement("SELECT count(*) AS stored, coalesce(sum(state = 'repeated'), 0) AS known FROM fetched_memos WHERE stored_at >= ? AND memo_id NOT LIKE 'signed:%'").get(asked.at) as { stored: number; known: number };
  return {
    running: counters.running, stopped: counters.stopped, total: counters.total, fetched: counters.fetched, failed: counters.failed, askedAt: asked.at, since: since ?? '', stored, known,
    waiting: fetched ? Math.max(0, (Number(fetched.value['listed']) || 0) - (Number(fetched.value['cleared']) || 0)) : null, fetchedAt: fetched?.at ?? null,
  };
}

/** Asks the platform how far a back-fill has come, until it has ended; one that cannot be asked now is asked next time. */
export async function followOldMail(deps: { db: Database; clock: Clock }, mailbox: { systemFetch(mailboxId: string, id: string): Promise<OldMailCounters> }): Promise<void> {
  const asked = getStatus(deps.db, 'old-mail')?.value as { id: string; mailboxId: string } | undefined;
  const heard = getStatus(deps.db, 'old-mail-progress')?.value as { id: string; running: boolean } | undefined;
  if (!asked || (heard?.id === asked.id && !heard.running)) return;
  try {
    const { running, stopped, total, fetched, failed } = await mailbox.systemFetch(asked.mailboxId, asked.id);
    deps.db.write((tx) => setStatus(tx, 'old-mail-progress', { id: asked.id, running, stopped, total, fetched, failed }, deps.clock.now()));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
