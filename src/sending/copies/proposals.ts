import type { Actor } from '../../access/index.ts';
import type { Clock } from '../../core/clock.ts';
import { localDay } from '../../core/dates.ts';
import type { Reader } from '../../db/index.ts';
import { maskCpr, type RecipientNumber } from '../../numbers/index.ts';
import { findDispatch, findToRead, pagesOf } from '../find.ts';
import { recipientView } from '../letters.ts';
import type { LetterRow, RecipientView } from '../types.ts';
import type { Caution } from './addresses.ts';
import { copiesOf, type CopyView } from './copy-views.ts';
import { cautionFor, familiesOf, type Contact, type Family } from './families.ts';
import { ageFrom, custodyHolders, roleByAge, sendingDay, type Age, type ProposedRole } from './rules.ts';

/** A custody holder somebody may tick. `key` names letter and person without a number. */
export type Proposal = { key: string; letterId: string; name: string; masked: string; relation: string; mailbox: LetterRow['mailbox']; role: ProposedRole; copy: CopyView | null; caution: Caution | null };

/** One letter with everybody who may get it too. */
export type CopyGroup = {
  letterId: string;
  ordinal: number;
  pages: number[];
  recipient: RecipientView;
  age: Age;
  /** What custody holders are proposed for; null where nothing is proposed. */
  role: ProposedRole | null;
  proposals: Proposal[];
  /** Custody holders of somebody whose number says no age: a person may choose them. */
  chooseYourself: { ref: string; name: string; relation: string; mailbox: LetterRow['mailbox'] }[];
  /** Contacts without custody, and custody holders who want no copies: named, not proposed. */
  withoutCustody: { name: string; relation: string }[];
  declined: { name: string; relation: string }[];
  dead: { name: string; relation: string }[];
  /** Copies that are none of the proposals: chosen by hand, or no longer to be sent. */
  others: (CopyView & { /** Somebody must decide about it again: it is taken off and chosen anew. */ undecided: boolean })[];
};

export type CopyCounts = { students: number; proposed: number; open: number; cautious: number; accepted: number; byHand: number; withoutHolder: number; ageless: number };
export type CopyList = { day: string; groups: CopyGroup[]; total: number; page: number; pageSize: number; counts: CopyCounts };

const pageSize = 25;
export const keyOf = (letterId: string, personId: string) => `${letterId}:${personId}`;

/** Custody holders of a letter's recipient with what they would get; nobody while it is not certain whose the letter is. */
export function proposedFor({ letter, student, contacts }: Family, day: string): { age: Age; role: ProposedRole | null; holders: Contact[] } {
  const age = ageFrom(letter.recipient_number ?? '', day);
  const role = letter.certainty === 'doubtful' || student?.dead ? null : roleByAge(age);
  const holders = custodyHolders(letter.recipient_number ?? '', contacts, day);
  // A child's own letter is nobody's to decline; a copy is.
  return { age, role, holders: role === 'instead_of_child' ? holders : holders.filter(({ wantsCopies }) => wantsCopies !== false) };
}

/** Numbers of everybody proposed for a copy, so that their mailboxes are looked up before somebody chooses. */
export function proposedNumbers(reader: Reader, dispatchId: string, day: string): RecipientNumber[] {
  return familiesOf(reader, dispatchId).flatMap((family) => {
    const { age, role, holders } = proposedFor(family, day);
    return role || age.kind === 'replacement' ? holders.map(({ cpr }) => ({ kind: 'cpr' as const, number: cpr })) : [];
  });
}

/** The day the letters of a draft leave, which is the day ages are counted on. */
export const dayOf = (dispatch: { deliver_on: string | null }, clock: Clock) => sendingDay(dispatch.deliver_on, localDay(clock.now()));

/** Whether a group has anything to show: somebody under 18, an age nobody knows, or copies already. */
const worthShowing = (age: Age, role: ProposedRole | null, contacts: Contact[], copies: CopyView[]) => role !== null || copies.length > 0 || (age.kind === 'replacement' && contacts.length > 0);

function groupOf(reader: Reader, family: Family, copies: CopyView[], day: string): CopyGroup {
  const { letter, contacts } = family;
  const { age, role, holders } = proposedFor(family, day);
  const copyTo = (cpr: string) => copies.find((each) => each.number === cpr && each.role === role) ?? null;
  const proposals = role === null ? [] : holders.map((holder): Proposal => ({
    key: keyOf(letter.id, holder.personId), letterId: letter.id, name: holder.name, masked: maskCpr(holder.cpr), relation: holder.relation, mailbox: holder.mailbox, role,
    copy: copyTo(holder.cpr), caution: cautionFor(reader, family, { kind: 'cpr', number: holder.cpr }),
  }));
  return {
    letterId: letter.id, ordinal: letter.ordinal, pages: pagesOf(letter),
    recipient: recipientView(letter)!,
    age, role, proposals,
    chooseYourself: age.kind !== 'replacement' ? [] : holders.filter(({ cpr }) => !copies.some((each) => each.number === cpr)).map((each) => ({ ref: `person:${each.personId}`, name: each.name, relation: each.relation, mailbox: each.mailbox })),
    withoutCustody: contacts.filter(({ custody }) => !custody).map(({ name, relation }) => ({ name, relation })),
    declined: role === 'instead_of_child' ? [] : contacts.filter(({ custody, wantsCopies, dead }) => custody && !wantsCopies && !dead).map(({ name, relation }) => ({ name, relation })),
    dead: contacts.filter(({ custody, dead }) => custody && dead).map(({ name, relation }) => ({ name, relation })),
    others: copies.filter((each) => !proposals.some(({ copy }) => copy?.letterId === each.letterId))
      .map((each) => ({ ...each, undecided: each.decision === null && cautionFor(reader, family, { kind: each.kind, number: each.number }) !== null })),
  };
}

/** How many are proposed and chosen. `open` are proposals nobody has taken yet; `cautious` those of them that ask for a decision first. */
function countAll(reader: Reader, families: Family[], copies: Map<string, CopyView[]>, day: string): CopyCounts {
  const counts: CopyCounts = { students: 0, proposed: 0, open: 0, cautious: 0, accepted: 0, byHand: 0, withoutHolder: 0, ageless: 0 };
  for (const family of families) {
    const { age, role, holders } = proposedFor(family, day);
    const mine = copies.get(family.letter.id) ?? [];
    counts.accepted += mine.filter((each) => each.role !== 'copy').length;
    counts.byHand += mine.filter((each) => each.role === 'copy').length;
    if (age.kind === 'replacement') counts.ageless += 1;
    if (role === null) continue;
    counts.students += 1;
    counts.proposed += holders.length;
    if (holders.length === 0) counts.withoutHolder += 1;
    const open = holders.filter(({ cpr }) => !mine.some((each) => each.number === cpr && each.role === role));
    counts.open += open.length;
    counts.cautious += open.filter(({ cpr }) => cautionFor(reader, family, { kind: 'cpr', number: cpr }) !== null).length;
  }
  return counts;
}

/** Proposals and copies of a draft, counted; for the panels that lead to the list. */
export function countCopies(deps: { db: Reader; clock: Clock }, actor: Actor, dispatchId: string): CopyCounts {
  const dispatch = findToRead(deps.db, actor, dispatchId);
  return countAll(deps.db, familiesOf(deps.db, dispatchId), copiesOf(deps.db, dispatchId), dayOf(dispatch, deps.clock));
}

/** One page (from 1) of the letters that somebody else may get too, with proposals and copies. Nothing is chosen by itself. */
export function listCopies(deps: { db: Reader; clock: Clock }, actor: Actor, dispatchId: string, wanted: number): CopyList {
  const { db } = deps;
  const dispatch = findDispatch(db, actor, dispatchId);
  const day = dayOf(dispatch, deps.clock);
  const families = familiesOf(db, dispatchId);
  const copies = copiesOf(db, dispatchId);
  const shown = families.filter((family) => {
    const { age, role } = proposedFor(family, day);
    return worthShowing(age, role, family.contacts, copies.get(family.letter.id) ?? []);
  });
  // Those with nobody to choose come last: they are only to be known of.
  const idle = (family: Family) => Number(proposedFor(family, day).holders.length === 0 && !copies.has(family.letter.id));
  shown.sort((a, b) => idle(a) - idle(b) || a.letter.ordinal - b.letter.ordinal);
  const page = Math.max(1, Math.min(wanted, Math.ceil(shown.length / pageSize)));
  const groups = shown.slice((page - 1) * pageSize, page * pageSize).map((family) => groupOf(db, family, copies.get(family.letter.id) ?? [], day));
  return { day, groups, total: shown.length, page, pageSize, counts: countAll(db, families, copies, day) };
}
