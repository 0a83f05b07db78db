import type { Reader } from '../../db/index.ts';
import { parseCpr, isUnder } from '../../numbers/index.ts';
import { addressLines, postalRecord, unitRecord, type MailboxStatus, type PersonMark } from '../../people/index.ts';
import type { LetterRecord } from '../find.ts';
import { isDead } from '../gone.ts';
import type { Attention } from '../ports.ts';
import type { EnvelopeAddress, WhyPaper } from './types.ts';

type Addressed = Pick<LetterRecord, 'recipient_kind' | 'recipient_number' | 'recipient_name' | 'attention'>;

/** Whom at a company, over the address. */
function attentionOf(letter: Addressed): { person: string | null; unit: string | null } {
  const attention = letter.attention ? (JSON.parse(letter.attention) as Attention) : null;
  return { person: attention?.person ?? attention?.email?.name ?? null, unit: attention?.productionUnit?.number ?? null };
}

/**
 * What would stand on a letter's envelope under the name. A typed address goes first; a protected one is answered as such
 * and never as lines, unless a person has decided that it may be shown.
 */
export function envelopeAddress(reader: Reader, letter: Addressed, choice: { typed: string | null; showProtected: boolean }): EnvelopeAddress {
  const typed = addressLines(choice.typed);
  if (typed) return { kind: 'typed', ...typed };
  if (!letter.recipient_kind || !letter.recipient_number) return { kind: 'missing' };
  const known = postalRecord(reader, { kind: letter.recipient_kind, number: letter.recipient_number });
  if (known?.protected && !choice.showProtected) return { kind: 'protected' };
  const { person, unit } = attentionOf(letter);
  const lines = addressLines((unit ? unitRecord(reader, unit)?.address : null) ?? known?.address ?? null);
  if (!lines) return { kind: 'missing' };
  return { kind: 'register', lines: [...(person ? [`Att. ${person}`] : []), ...lines.lines], postalCode: lines.postalCode };
}

/** The name on the envelope; of somebody who has died their estate, in the words of the interface. */
export function envelopeName(reader: Reader, letter: Addressed, words: { estate(name: string): string }): string {
  const known = letter.recipient_kind && letter.recipient_number ? postalRecord(reader, { kind: letter.recipient_kind, number: letter.recipient_number }) : undefined;
  const name = letter.recipient_name ?? known?.name ?? '';
  return isDead(reader, letter) ? words.estate(name) : name;
}

/**
 * Why Digital Post cannot take a letter. What the number itself says comes first: a replacement number has no mailbox, nor
 * has a child under 15. What the register has noted goes before what it only may be: a person's mailbox is closed when they have died or left the country (facts/domain.md 6).
 */
export function whyPaper(letter: Addressed, mailbox: MailboxStatus | 'not_checked', today: Date, mark: PersonMark | null): WhyPaper {
  if (mark === 'dead') return 'dead';
  const person = letter.recipient_kind === 'cpr' && letter.recipient_number !== null;
  if (person && parseCpr(letter.recipient_number!, today)?.replacement) return 'replacement';
  if (person && mailbox === 'not_found' && isUnder(15, letter.recipient_number!, today)) return 'under_15';
  if (mark === 'abroad' && mailbox !== 'registered') return 'abroad';
  if (person && mailbox === 'closed') return 'closed_person';
  return mailbox === 'registered' ? 'refused' : mailbox;
}

/** Paper to the dead helps nobody, and one that nobody has asked about may yet be sent: those wait for a person. */
export const proposedPath = (why: WhyPaper): 'print' | 'wait' => (why === 'dead' || why === 'closed_person' || why === 'not_checked' || why === 'refused' ? 'wait' : 'print');
