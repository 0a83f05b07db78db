import { record } from '../audit/index.ts';
import type { Actor } from '../access/index.ts';
import { localDay } from '../core/dates.ts';
import type { RecipientNumber } from '../numbers/index.ts';
import { knownMailbox, rememberMailboxes, type MailboxLookUp } from '../people/index.ts';
import { enqueue } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import { proposedNumbers } from './copies/proposals.ts';
import { findDispatch, touch } from './find.ts';
import type { SendingDeps } from './ports.ts';

const batch = 100;

/**
 * Asks for the mailbox of every recipient of a dispatch, and of those proposed for a copy, whose last answer is missing or too old.
 * A number that got no answer stays "not checked" and can be asked for again.
 */
export async function lookUpMailboxes(deps: SendingDeps, lookUp: MailboxLookUp, dispatchId: string, options: { anew?: boolean } = {}): Promise<void> {
  const oldest = deps.clock.now().getTime() - readSettings(deps.db)['mailbox.maxAgeHours'] * 3_600_000;
  const recipients = deps.db.statement(`SELECT DISTINCT recipient_kind AS kind, recipient_number AS number FROM letters
    WHERE dispatch_id = ? AND recipient_number IS NOT NULL`).all(dispatchId) as RecipientNumber[];
  const asked = new Set(recipients.map(({ number }) => number));
  const proposed = proposedNumbers(deps.db, dispatchId, localDay(deps.clock.now())).filter(({ number }) => !asked.has(number) && asked.add(number));
  const stale = [...recipients, ...proposed].filter((recipient) => {
    const known = knownMailbox(deps.db, recipient);
    return options.anew || !known || new Date(known.checkedAt).getTime() < oldest;
  });
  for (let start = 0; start < stale.length; start += batch) {
    const asked = stale.slice(start, start + batch);
    const answers = await lookUp(asked);
    deps.db.write((tx) => {
      const answered = asked.flatMap((recipient) => {
        const status = answers.get(recipient.number);
        return status ? [{ recipient, status }] : [];
      });
      rememberMailboxes(tx, answered, deps.clock.now());
    });
  }
  deps.db.write((tx) => {
    const at = deps.clock.now();
    tx.statement('UPDATE dispatches SET looked_up_at = ? WHERE id = ?').run(at.toISOString(), dispatchId);
    record(tx, { at, actorId: null, event: 'mailbox.checked', subject: { kind: 'dispatch', id: dispatchId }, payload: { asked: stale.length } });
  });
}

/** A person asks for the look-up again, however young the last answers are. */
export function lookUpAgain(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  deps.db.write((tx) => {
    const dispatch = findDispatch(tx, actor, dispatchId);
    const at = deps.clock.now();
    tx.statement('UPDATE dispatches SET looked_up_at = NULL WHERE id = ?').run(dispatchId);
    touch(tx, dispatchId, at);
    enqueue(tx, { kind: 'look-up-mailboxes', key: `look-up:${dispatchId}:${dispatch.revision + 1}`, payload: { dispatchId, anew: true }, runAt: at, now: at });
  });
}
