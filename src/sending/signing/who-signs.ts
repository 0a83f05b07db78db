import type { Reader } from '../../db/index.ts';
import { numbersMarked } from '../../people/index.ts';
import type { Settings } from '../../settings/index.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import type { Blocker } from '../types.ts';

type OfLetter = Pick<LetterRecord, 'id' | 'role'>;
type OfDispatch = Pick<DispatchRecord, 'signature_required' | 'signers'>;

const followedBy = `SELECT 1 FROM letters WHERE follows_letter_id = ? AND role = 'guardian_copy' AND state NOT IN ('draft', 'removed', 'cancelled') LIMIT 1`;
const draftFollowedBy = `SELECT 1 FROM letters WHERE follows_letter_id = ? AND role = 'guardian_copy' AND state = 'draft' LIMIT 1`;

/**
 * Whether a letter's recipient is asked to sign it. Where custody holders sign, a letter that none of them gets a copy of
 * (the student is of age) is signed by its recipient. A letter to a custody holder in place of a child is theirs to sign
 * whichever was chosen; a copy to anybody else never is.
 */
export function mustSign(reader: Reader, letter: OfLetter, dispatch: OfDispatch): boolean {
  if (dispatch.signature_required !== 1 || letter.role === 'copy') return false;
  if (letter.role === 'instead_of_child') return true;
  if (letter.role === 'guardian_copy') return dispatch.signers !== 'recipient';
  return dispatch.signers !== 'guardians' || (reader.statement(followedBy).get(letter.id) === undefined && reader.statement(draftFollowedBy).get(letter.id) === undefined);
}

/**
 * Whether a letter was to be signed by the custody holders who get a copy of it, and all of them are dead: that its recipient,
 * who may be a child, signs in their place is nothing to decide by itself.
 */
export function signersDead(reader: Reader, letter: OfLetter, dispatch: OfDispatch): boolean {
  if (dispatch.signature_required !== 1 || dispatch.signers !== 'guardians' || letter.role !== 'main') return false;
  const { all, dead } = reader.statement(`SELECT count(*) AS "all", count(CASE WHEN recipient_kind = 'cpr' AND recipient_number IN ${numbersMarked('dead')} THEN 1 END) AS dead
    FROM letters WHERE follows_letter_id = ? AND role = 'guardian_copy' AND state NOT IN ('removed', 'cancelled')`).get(letter.id) as { all: number; dead: number };
  return all > 0 && all === dead;
}

/** That no letter of a draft has anybody alive to sign it. `letters`: all on the list, each with whether its recipient is dead. */
export function nobodySigns(reader: Reader, letters: { letter: LetterRecord; dead: boolean }[], dispatch: OfDispatch): Blocker[] {
  if (dispatch.signature_required !== 1 || letters.length === 0) return [];
  return letters.some(({ letter, dead }) => !dead && mustSign(reader, letter, dispatch)) ? [] : [{ kind: 'nobody_signs' }];
}

/** What must be set up before letters can be sent to be signed: a service, and whose signatures are taken. */
export function signingBlockers(dispatch: OfDispatch, settings: Settings): Blocker[] {
  if (dispatch.signature_required !== 1) return [];
  return (['signing.baseUrl', 'signing.roots'] as const).filter((key) => settings[key] === '').map((key) => ({ kind: 'setting_missing', key }));
}
