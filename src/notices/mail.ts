import { startOfLocalDay, localDay } from '../core/dates.ts';
import type { Reader, Tx } from '../db/index.ts';
import { enqueue } from '../queue/index.ts';
import type { NoticeMail } from './types.ts';

/** The way out, as this domain sees it. Throws a Problem: unavailable = try again later, invalid = this mail will never go. */
export type Mailer = { send(mail: { to: string; subject: string; text: string }): Promise<void> };

/** What comes in a burst is one mail. */
const gatherMs = 60_000;
/** Mail of the day comes before work begins. */
const hourOfMail = 7;

const unmailed = 'user_id = ? AND done_at IS NULL AND seen_at IS NULL AND mailed_at IS NULL';

/** No row reads as never. */
export function noticeMailOf(reader: Reader, userId: string): NoticeMail {
  const row = reader.statement('SELECT email, frequency, mailed_at AS mailedAt, problem FROM notice_mail WHERE user_id = ?').get(userId) as NoticeMail | undefined;
  return row ?? { email: '', frequency: 'never', mailedAt: null, problem: null };
}

/** When the next mail to a user would go; null where they want none. */
export function nextMail(reader: Reader, userId: string, at: Date): Date | null {
  const { frequency } = noticeMailOf(reader, userId);
  if (frequency === 'never') return null;
  if (frequency === 'at_once') return new Date(at.getTime() + gatherMs);
  const today = startOfLocalDay(localDay(at), hourOfMail);
  return today > at ? today : startOfLocalDay(localDay(new Date(at.getTime() + 86_400_000)), hourOfMail);
}

/** Queues the mail a user wants about what is new to them; one that waits already takes this along. */
export function mailSoon(tx: Tx, userId: string, at: Date): void {
  const runAt = nextMail(tx, userId, at);
  if (runAt) enqueue(tx, { kind: 'mail-notices', key: `mail-notices:${userId}`, payload: { userId }, runAt, now: at });
}

/** To whom and about how many a mail is due now; null where nothing is new, or the user wants none, or may not log in. */
export function dueMail(reader: Reader, userId: string): { to: string; count: number } | null {
  const { email, frequency } = noticeMailOf(reader, userId);
  const locked = reader.statement('SELECT 1 FROM users WHERE id = ? AND locked_at IS NOT NULL').get(userId) !== undefined;
  if (frequency === 'never' || locked) return null;
  const { count } = reader.statement(`SELECT coalesce(sum(count), 0) AS count FROM notices WHERE ${unmailed}`).get(userId) as { count: number };
  return count > 0 ? { to: email, count } : null;
}

/** Writes that the user was told of everything that was new at `since`, or why they could not be. */
export function recordMail(tx: Tx, userId: string, { since, at, problem }: { since: Date; at: Date; problem: string | null }): void {
  tx.statement('UPDATE notice_mail SET mailed_at = coalesce(?, mailed_at), problem = ? WHERE user_id = ?').run(problem ? null : at.toISOString(), problem, userId);
  if (problem === null) tx.statement(`UPDATE notices SET mailed_at = ? WHERE ${unmailed} AND updated_at <= ?`).run(at.toISOString(), userId, since.toISOString());
}
