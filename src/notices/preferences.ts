import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { invalid } from '../core/errors.ts';
import type { Database } from '../db/index.ts';
import { mailSoon } from './mail.ts';
import { mailFrequencies, type MailFrequency } from './types.ts';

const address = /^[^\s@<>",;:\\]{1,64}@[a-z0-9æøå](?:[a-z0-9æøå.-]{0,250}[a-z0-9æøå])?$/i;

/** True for something a mail can be sent to; whether anybody reads there only a mail can tell. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && address.test(text);

/** Where and how often the actor wants mail. Errors: mail.bad_address (also where one is missing but mail is wanted), mail.bad_frequency. */
export function setNoticeMail(deps: { db: Database; clock: Clock }, actor: Actor, input: { email: string; frequency: string }): void {
  const email = input.email.trim();
  const frequency = mailFrequencies.find((each) => each === input.frequency) as MailFrequency | undefined;
  if (!frequency) throw invalid('mail.bad_frequency');
  if (email === '' ? frequency !== 'never' : !isMailAddress(email)) throw invalid('mail.bad_address');
  deps.db.write((tx) => {
    const at = deps.clock.now();
    tx.statement(`INSERT INTO notice_mail (user_id, email, frequency, updated_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, frequency = excluded.frequency, problem = NULL, updated_at = excluded.updated_at`).run(actor.id, email, frequency, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'notice.mail_set', subject: { kind: 'user', id: actor.id }, payload: { frequency } });
    // A mail that waits for the morning goes when the new choice says.
    tx.statement("DELETE FROM jobs WHERE key = ? AND state = 'waiting'").run(`mail-notices:${actor.id}`);
    mailSoon(tx, actor.id, at);
  });
}
