import type { Actor } from '../access/index.ts';
import { record, type AuditEvent } from '../audit/index.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { parseCpr, parseCvr, type RecipientNumber } from '../numbers/index.ts';
import { recipientName } from '../people/index.ts';
import { enqueue } from '../queue/index.ts';
import { findDraft, findLetter, touch, type LetterRecord } from './find.ts';
import type { SendingDeps } from './ports.ts';

/** Runs a change of one letter of a draft, counts the revision on and logs it. */
function changeLetter(deps: SendingDeps, actor: Actor, letterId: string, event: AuditEvent, change: (tx: Tx, letter: LetterRecord) => void): void {
  deps.db.write((tx) => {
    const letter = findLetter(tx, actor, letterId);
    findDraft(tx, actor, letter.dispatch_id);
    if (letter.role !== 'main') throw conflict('letter.is_copy');
    const at = deps.clock.now();
    change(tx, letter);
    touch(tx, letter.dispatch_id, at);
    record(tx, {
      at, actorId: actor.id, event, subject: { kind: 'letter', id: letterId }, parent: { kind: 'dispatch', id: letter.dispatch_id }, payload: { ordinal: letter.ordinal },
    });
  });
}

/** A person has looked and says yes. Conflict letter.no_recipient where there is nothing to confirm. */
export function confirmRecipient(deps: SendingDeps, actor: Actor, letterId: string): void {
  changeLetter(deps, actor, letterId, 'letter.recipient_confirmed', (tx, letter) => {
    if (!letter.recipient_number) throw conflict('letter.no_recipient');
    tx.statement("UPDATE letters SET certainty = 'confirmed' WHERE id = ?").run(letterId);
  });
}

/**
 * Reads a typed CPR (10 characters) or CVR number (8 digits), separators allowed.
 * Errors: number.shape where it is neither; number.date where ten digits begin with no date.
 */
export function readRecipient(text: string, today: Date): RecipientNumber {
  const bare = text.replace(/[^0-9a-zA-Z]/g, '').replace(/^dk/i, '');
  if (bare.length === 8) {
    const cvr = parseCvr(bare);
    if (!cvr) throw invalid('number.cvr');
    return { kind: 'cvr', number: cvr };
  }
  if (bare.length !== 10) throw invalid('number.shape');
  const cpr = parseCpr(bare, today);
  if (!cpr) throw invalid('number.date');
  return { kind: 'cpr', number: cpr.number };
}

/** Gives the letter this recipient, because a person said so. Error letter.is_answer: what an answer gives back is only for whoever wrote. */
export function assignRecipient(tx: Tx, letterId: string, recipient: RecipientNumber): void {
  const bound = tx.statement('SELECT recipient_number AS number FROM letters WHERE id = ? AND (answers IS NOT NULL OR contact_point_id IS NOT NULL OR filed_case_id IS NOT NULL)').get(letterId) as { number: string } | undefined;
  if (bound && bound.number !== recipient.number) throw invalid('letter.is_answer');
  const name = recipientName(tx, recipient);
  tx.statement("UPDATE letters SET recipient_kind = ?, recipient_number = ?, recipient_name = ?, class_name = ?, certainty = 'confirmed' WHERE id = ?")
    .run(recipient.kind, recipient.number, name?.name ?? null, name?.className ?? null, letterId);
}

/** Queues the look-up of a dispatch after a recipient came in; one row per revision, so that a running one is not mistaken for it. */
export function lookUpSoon(tx: Tx, dispatchId: string, at: Date): void {
  const { revision } = tx.statement('SELECT revision FROM dispatches WHERE id = ?').get(dispatchId) as { revision: number };
  enqueue(tx, { kind: 'look-up-mailboxes', key: `look-up:${dispatchId}:${revision}`, payload: { dispatchId }, runAt: at, now: at });
}

/** Types or corrects the number of a letter by hand. Errors as `readRecipient`. */
export function setRecipient(deps: SendingDeps, actor: Actor, letterId: string, text: string): void {
  const recipient = readRecipient(text, deps.clock.now());
  changeLetter(deps, actor, letterId, 'letter.recipient_set', (tx, letter) => {
    assignRecipient(tx, letterId, recipient);
    lookUpSoon(tx, letter.dispatch_id, deps.clock.now());
  });
}

/** Takes one of the other numbers found in the letter; `index` counts from 0 in `alternatives`. */
export function chooseAlternative(deps: SendingDeps, actor: Actor, letterId: string, index: number): void {
  changeLetter(deps, actor, letterId, 'letter.recipient_set', (tx, letter) => {
    const chosen = (JSON.parse(letter.alternatives) as RecipientNumber[])[index];
    if (!chosen) throw notFound();
    assignRecipient(tx, letterId, chosen);
    lookUpSoon(tx, letter.dispatch_id, deps.clock.now());
  });
}

/** Takes a letter off the list; its pages go to nobody. */
export function removeLetter(deps: SendingDeps, actor: Actor, letterId: string): void {
  changeLetter(deps, actor, letterId, 'letter.removed', (tx) => {
    tx.statement("UPDATE letters SET state = 'removed', updated_at = ? WHERE id = ? AND state = 'draft'").run(deps.clock.now().toISOString(), letterId);
  });
}

export function restoreLetter(deps: SendingDeps, actor: Actor, letterId: string): void {
  changeLetter(deps, actor, letterId, 'letter.restored', (tx) => {
    tx.statement("UPDATE letters SET state = 'draft', updated_at = ? WHERE id = ? AND state = 'removed'").run(deps.clock.now().toISOString(), letterId);
  });
}
