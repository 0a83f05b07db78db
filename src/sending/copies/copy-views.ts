import type { Reader } from '../../db/index.ts';
import { maskCpr } from '../../numbers/index.ts';
import type { MailboxStatus } from '../../people/index.ts';
import type { LetterRow, LetterRole } from '../types.ts';

/** One copy of a draft. `number` stays on this side of the page. */
export type CopyView = {
  letterId: string; follows: string; role: LetterRole; kind: 'cpr' | 'cvr'; number: string; name: string | null; masked: string; relation: string | null; mailbox: LetterRow['mailbox'];
  /** What a person has decided of protected people in it. */
  decision: { by: string; at: string; note: string } | null;
};

type Row = Omit<CopyView, 'mailbox' | 'decision' | 'masked'> & { mailbox: MailboxStatus | null; pages: string; decidedPages: string | null; decidedBy: string | null; decidedAt: string | null; note: string | null };

const select = `SELECT l.id AS letterId, l.follows_letter_id AS follows, l.role, l.recipient_kind AS kind, l.recipient_number AS number, l.recipient_name AS name, l.relation, l.pages,
    m.status AS mailbox, d.pages AS decidedPages, u.name AS decidedBy, d.decided_at AS decidedAt, d.note
  FROM letters l LEFT JOIN mailboxes m ON m.kind = l.recipient_kind AND m.number = l.recipient_number
  LEFT JOIN copy_decisions d ON d.letter_id = l.id LEFT JOIN users u ON u.id = d.decided_by WHERE l.role <> 'main'`;

function view({ pages, decidedPages, decidedBy, decidedAt, note, ...row }: Row): CopyView {
  // What somebody decided of other pages than these is no decision.
  const decision = decidedBy !== null && decidedPages === pages ? { by: decidedBy, at: decidedAt!, note: note! } : null;
  return { ...row, masked: row.kind === 'cpr' ? maskCpr(row.number) : row.number, mailbox: row.mailbox ?? 'not_checked', decision };
}

/** Copies of a draft that are on the list, by the letter they follow. */
export function copiesOf(reader: Reader, dispatchId: string): Map<string, CopyView[]> {
  const rows = reader.statement(`${select} AND l.dispatch_id = ? AND l.state = 'draft' ORDER BY l.ordinal`).all(dispatchId) as Row[];
  const byLetter = new Map<string, CopyView[]>();
  for (const row of rows) byLetter.set(row.follows, [...(byLetter.get(row.follows) ?? []), view(row)]);
  return byLetter;
}

/** Copies of one letter of a draft. */
export const copiesOfLetter = (reader: Reader, letterId: string): CopyView[] => (reader.statement(`${select} AND l.follows_letter_id = ? AND l.state = 'draft' ORDER BY l.ordinal`).all(letterId) as Row[]).map(view);

/** Whether a person has decided about the copy as it is now; also after it was sent off. */
export function isDecided(reader: Reader, letterId: string): boolean {
  return reader.statement('SELECT 1 FROM copy_decisions d JOIN letters l ON l.id = d.letter_id WHERE d.letter_id = ? AND d.pages = l.pages').get(letterId) !== undefined;
}
