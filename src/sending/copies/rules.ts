import { ageOnDay, parseCpr } from '../../numbers/index.ts';
import type { LetterRole } from '../types.ts';

/** What the number says of age on a day: a replacement number says nothing (facts/domain.md 1.1). */
export type Age = { kind: 'years'; years: number } | { kind: 'replacement' } | { kind: 'none' };

/**
 * Somebody the school has beside a student. `leftOn` is the day (`YYYY-MM-DD`) from which they no longer count; `wantsCopies`: the
 * school has not noted that they want none.
 */
export type Holder = { cpr: string; custody: boolean; leftOn: string | null; wantsCopies?: boolean; /** To the dead nothing is proposed. */ dead?: boolean };

const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

/** Age on a Copenhagen day `YYYY-MM-DD`. A birthday on 29 February falls on the 28th in other years (facts/domain.md 1.1). */
export function ageFrom(cpr: string, day: string): Age {
  const parsed = parseCpr(cpr, noonOf(day));
  if (parsed === null) return { kind: 'none' };
  if (parsed.replacement) return { kind: 'replacement' };
  const years = ageOnDay(parsed.birthDay, day);
  return years < 0 ? { kind: 'none' } : { kind: 'years', years };
}

export type ProposedRole = 'guardian_copy' | 'instead_of_child';

/**
 * What custody holders get of a letter to somebody of this age: under 15 the letter itself, because the child has no
 * mailbox; under 18 a copy; else nothing (facts/domain.md 3.3 and 3.4). Of an age nobody knows, nothing is proposed.
 */
export function roleByAge(age: Age): ProposedRole | null {
  if (age.kind !== 'years' || age.years >= 18) return null;
  return age.years < 15 ? 'instead_of_child' : 'guardian_copy';
}

/** Those with custody on that day, each once, never the student; the only ones to whom anything is proposed. */
export function custodyHolders<T extends Holder>(student: string, contacts: T[], day: string): T[] {
  const seen = new Set<string>([student]);
  return contacts.filter((contact) => {
    if (!contact.custody || contact.dead || (contact.leftOn !== null && contact.leftOn <= day) || seen.has(contact.cpr)) return false;
    seen.add(contact.cpr);
    return true;
  });
}

export type CopyFault = 'copy.of_age' | 'copy.turned_15' | 'copy.under_15' | 'copy.no_custody';

/** Why a copy that was accepted earlier may no longer be sent on `day`; null = it may. One chosen by hand always may. */
export function faultOfCopy(copy: { role: LetterRole; recipient: string }, student: string, contacts: Holder[], day: string): CopyFault | null {
  if (copy.role !== 'guardian_copy' && copy.role !== 'instead_of_child') return null;
  const expected = roleByAge(ageFrom(student, day));
  if (expected === null) return 'copy.of_age';
  if (expected !== copy.role) return expected === 'guardian_copy' ? 'copy.turned_15' : 'copy.under_15';
  return custodyHolders(student, contacts, day).some(({ cpr }) => cpr === copy.recipient) ? null : 'copy.no_custody';
}

/** The day a letter is sent, for its recipient's age: the day it is deferred to, or today where that has come or is not set. */
export const sendingDay = (deliverOn: string | null, today: string) => (deliverOn !== null && deliverOn > today ? deliverOn : today);
