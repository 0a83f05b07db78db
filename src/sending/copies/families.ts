import type { Reader } from '../../db/index.ts';
import type { MailboxStatus, PersonMark } from '../../people/index.ts';
import type { LetterRecord } from '../find.ts';
import { cautionOf, type Caution } from './addresses.ts';
import type { Holder } from './rules.ts';

export type Contact = Holder & { dead: boolean; personId: string; name: string; relation: string; address: string | null; protected: boolean; mailbox: MailboxStatus | 'not_checked' };
export type FamilyLetter = Pick<LetterRecord, 'id' | 'dispatch_id' | 'ordinal' | 'pages' | 'recipient_kind' | 'recipient_number' | 'recipient_name' | 'class_name' | 'certainty' | 'state'>;
/** A letter to a person, what the register knows of them, and whom it has beside them. */
export type Family = { letter: FamilyLetter; student: { address: string | null; protected: boolean; dead: boolean } | null; contacts: Contact[] };

type Row = FamilyLetter & {
  known: number | null; address: string | null; protected: number | null;
  personId: string | null; cpr: string; name: string; relation: string; custody: number; wantsCopies: number; contactAddress: string | null; contactProtected: number; leftOn: string | null; mark: PersonMark | null; contactMark: PersonMark | null; mailbox: MailboxStatus | null;
};

const columns = `l.id, l.dispatch_id, l.ordinal, l.pages, l.recipient_kind, l.recipient_number, l.recipient_name, l.class_name, l.certainty, l.state,
  s.id IS NOT NULL AS known, s.address, s.protected, c.id AS personId, c.cpr, c.name, g.relation, g.custody, g.receives_copy AS wantsCopies, c.address AS contactAddress, c.protected AS contactProtected, c.left_on AS leftOn, s.mark, c.mark AS contactMark, m.status AS mailbox`;
/** A number the person no longer has leads to them too. */
const tables = `letters l LEFT JOIN people s ON s.id = coalesce((SELECT id FROM people WHERE cpr = l.recipient_number), (SELECT person_id FROM former_numbers WHERE cpr = l.recipient_number)) LEFT JOIN guardianships g ON g.student_id = s.id
  LEFT JOIN people c ON c.id = g.guardian_id LEFT JOIN mailboxes m ON m.kind = 'cpr' AND m.number = c.cpr`;

function grouped(rows: Row[]): Family[] {
  const families = new Map<string, Family>();
  for (const row of rows) {
    const { id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty, state } = row;
    const family = families.get(id) ?? {
      letter: { id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty, state },
      student: row.known ? { address: row.address, protected: row.protected === 1, dead: row.mark === 'dead' } : null, contacts: [],
    };
    if (row.personId) {
      family.contacts.push({
        personId: row.personId, cpr: row.cpr, name: row.name, relation: row.relation, custody: row.custody === 1, wantsCopies: row.wantsCopies === 1, leftOn: row.leftOn, dead: row.contactMark === 'dead',
        address: row.contactAddress, protected: row.contactProtected === 1, mailbox: row.mailbox ?? 'not_checked',
      });
    }
    families.set(id, family);
  }
  return [...families.values()];
}

/** Letters of a dispatch to persons, and those to companies that somebody gets a copy of, in order, each with its family. The caller has found the dispatch through the actor. */
export function familiesOf(reader: Reader, dispatchId: string): Family[] {
  return grouped(reader.statement(`SELECT ${columns} FROM ${tables}
    WHERE l.dispatch_id = ? AND l.role = 'main' AND l.state = 'draft' AND l.recipient_number IS NOT NULL
      AND (l.recipient_kind = 'cpr' OR EXISTS (SELECT 1 FROM letters k WHERE k.follows_letter_id = l.id)) ORDER BY l.ordinal, g.custody DESC, c.name`).all(dispatchId) as Row[]);
}

/** The family of one letter, whatever its state. Undefined where there is no such letter. */
export function familyOf(reader: Reader, letterId: string): Family | undefined {
  return grouped(reader.statement(`SELECT ${columns} FROM ${tables} WHERE l.id = ? ORDER BY g.custody DESC, c.name`).all(letterId) as Row[])[0];
}

/** Whether a copy of the family's letter to this number could give somebody protected away. */
export function cautionFor(reader: Reader, family: Family, to: { kind: 'cpr' | 'cvr'; number: string }): Caution | null {
  const { letter, student, contacts } = family;
  const others = contacts.filter((each) => each.cpr !== to.number).map((each) => ({ ...each, known: false }));
  const guarded = [...(student ? [{ ...student, name: letter.recipient_name ?? '', known: true }] : []), ...others];
  if (!guarded.some((each) => each.protected)) return null;
  const known = to.kind === 'cpr' ? (reader.statement('SELECT address FROM people WHERE cpr = ?').get(to.number) as { address: string | null } | undefined) : undefined;
  const texts = reader.statement('SELECT page, text FROM dispatch_texts WHERE dispatch_id = ? AND page IN (SELECT value FROM json_each(?)) ORDER BY page')
    .all(letter.dispatch_id, letter.pages) as { page: number; text: string }[];
  return cautionOf({ address: known?.address ?? null }, guarded, texts);
}
