import { record } from '../../audit/index.ts';
import type { Ids } from '../../core/ids.ts';
import { localDay } from '../../core/dates.ts';
import type { Reader, Tx } from '../../db/index.ts';
import { notify } from '../../notices/index.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import { moveLetter } from '../letter-state.ts';
import { endSignatureOf } from '../../signatures/index.ts';
import { signersDead } from '../signing/who-signs.ts';
import type { Blocker, Reason } from '../types.ts';
import { allMarked, type Marked } from '../../people/index.ts';
import { isDead } from '../gone.ts';
import { isDecided } from './copy-views.ts';
import { cautionFor, familiesOf, familyOf, type Family } from './families.ts';
import { faultOfCopy, sendingDay, type CopyFault } from './rules.ts';

/** Why a copy may not be sent on `day` as it is; null = it may. copy.protected: somebody must decide first. */
export const faultOn = (reader: Reader, letter: LetterRecord, day: string) => faultIn(reader, familyOf(reader, letter.follows_letter_id!), letter, day, allMarked(reader));

function faultIn(reader: Reader, family: Family | undefined, letter: LetterRecord, day: string, marked: Map<string, Marked>): CopyFault | 'copy.protected' | 'copy.dead' | 'copy.about_dead' | null {
  if (letter.recipient_kind === 'cpr' && marked.get(letter.recipient_number!)?.mark === 'dead') return 'copy.dead';
  if (letter.role !== 'copy' && marked.get(letter.about_number!)?.mark === 'dead') return 'copy.about_dead';
  if (!family) return 'copy.no_custody';
  const fault = faultOfCopy({ role: letter.role, recipient: letter.recipient_number! }, letter.about_number!, family.contacts, day);
  if (fault) return fault;
  const caution = cautionFor(reader, family, { kind: letter.recipient_kind!, number: letter.recipient_number! });
  return caution && !isDecided(reader, letter.id) ? 'copy.protected' : null;
}

/** What stands in the way of sending because of copies: those that no longer hold on the day the dispatch leaves. */
export function copyBlockers(reader: Reader, dispatch: DispatchRecord, letters: LetterRecord[], now: Date): Blocker[] {
  const day = sendingDay(dispatch.deliver_on, localDay(now));
  const copies = letters.filter(({ role }) => role !== 'main');
  const marked = allMarked(reader);
  const families = new Map(copies.length === 0 ? [] : familiesOf(reader, dispatch.id).map((family) => [family.letter.id, family]));
  return copies.flatMap((letter) => {
    const family = families.get(letter.follows_letter_id!);
    const why = faultIn(reader, family, letter, day, marked);
    return why ? [{ kind: 'copy' as const, letterId: letter.id, who: letter.recipient_name ?? '', about: family?.letter.recipient_name ?? '', why }] : [];
  });
}

/**
 * Asks once more when a letter is about to leave, which may be long after it was chosen: at 18 the copy is dropped and told;
 * anything else that no longer holds (a child who has turned 15, custody that is gone, an address that has become protected)
 * stops the letter for a person. So does a recipient of whom the school has heard meanwhile that they are dead, and a letter
 * all of whose signers are. Nobody is asked to sign what stops. True where it must not leave.
 */
export function stoppedAtLeaving(tx: Tx, deps: { ids: Ids }, letter: LetterRecord, dispatch: DispatchRecord, at: Date): boolean {
  const stop = (reason: Reason) => {
    const moved = moveLetter(tx, letter, { to: 'failed', at, actorId: null, reason });
    if (moved) endSignatureOf(tx, letter.id, { at, actorId: null });
    return moved;
  };
  if (letter.role === 'main' && isDead(tx, letter)) return stop({ key: 'recipient.dead', values: {} });
  if (signersDead(tx, letter, dispatch)) return stop({ key: 'signature.nobody_left', values: {} });
  if (letter.role === 'main' || !letter.follows_letter_id) return false;
  const key = faultOn(tx, letter, sendingDay(dispatch.deliver_on, localDay(at)));
  if (key === null) return false;
  const { name } = tx.statement('SELECT recipient_name AS name FROM letters WHERE id = ?').get(letter.follows_letter_id) as { name: string | null };
  const dropped = key === 'copy.of_age';
  const reason = { key, values: { name: name ?? '' } };
  if (!dropped) return stop(reason);
  const moved = moveLetter(tx, letter, { to: 'cancelled', at, actorId: null, reason });
  if (moved) {
    if (dispatch.submitted_by) notify(tx, { ids: deps.ids, at }, { userId: dispatch.submitted_by, kind: 'copy_dropped', subject: { kind: 'dispatch', id: dispatch.id } });
    record(tx, { at, actorId: null, event: 'letter.copy_dropped', subject: { kind: 'dispatch', id: dispatch.id }, payload: { ordinal: letter.ordinal } });
  }
  return moved;
}

/** Letters whose place custody holders take: they are off the list when the dispatch is submitted, with why. */
export function replaceByGuardians(tx: Tx, dispatchId: string, at: Date): void {
  tx.statement(`UPDATE letters SET state = 'removed', reason = ?, updated_at = ? WHERE dispatch_id = ? AND state = 'draft' AND role = 'main'
    AND EXISTS (SELECT 1 FROM letters i WHERE i.follows_letter_id = letters.id AND i.role = 'instead_of_child' AND i.state = 'draft')`)
    .run(JSON.stringify({ key: 'copy.sent_instead', values: {} }), at.toISOString(), dispatchId);
}
