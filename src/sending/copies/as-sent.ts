import type { Addressee } from '../../archive/index.ts';
import type { Reader } from '../../db/index.ts';
import type { RecipientNumber } from '../../numbers/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import type { Attention } from '../ports.ts';

const longest = 256;
type Sent = Pick<LetterRecord, 'role' | 'follows_letter_id' | 'recipient_kind' | 'recipient_number' | 'recipient_name' | 'about_kind' | 'about_number'>;

/** The name of the one a copy is about, where anybody knows it. */
export function nameOfFollowed(reader: Reader, letter: Pick<Sent, 'follows_letter_id'>): string | null {
  const row = letter.follows_letter_id ? (reader.statement('SELECT recipient_name AS name FROM letters WHERE id = ?').get(letter.follows_letter_id) as { name: string | null } | undefined) : undefined;
  return row?.name ?? null;
}

/** Whose case a letter is filed on: the recipient's, or that of the one it is about (a copy, or a reminder to a custody holder). */
export function caseSubject(reader: Reader, letter: Sent): { recipient: RecipientNumber; name: string | null } {
  if (!letter.about_kind || !letter.about_number) return { recipient: { kind: letter.recipient_kind!, number: letter.recipient_number! }, name: letter.recipient_name };
  return { recipient: { kind: letter.about_kind, number: letter.about_number }, name: nameOfFollowed(reader, letter) };
}

/** To whom a letter went, where that is not simply the one whose case it lies on: a copy, or somebody named at a company. */
export function addresseeOf(letter: Pick<LetterRecord, 'role' | 'recipient_name' | 'relation' | 'attention'>): Addressee | null {
  if (letter.role === 'main' && letter.attention === null) return null;
  return { role: letter.role, name: letter.recipient_name, relation: letter.relation, attention: letter.attention ? (JSON.parse(letter.attention) as Attention) : null };
}

/** What stands in the mailbox. A copy says by name whom it is about, never by number; what is too long is shortened before the name. */
export function titleOf(reader: Reader, dispatch: Pick<DispatchRecord, 'title'>, letter: Sent): string {
  const name = letter.role === 'main' ? null : nameOfFollowed(reader, letter);
  if (name === null) return dispatch.title;
  const settings = readSettings(reader);
  const pattern = settings[letter.role === 'instead_of_child' ? 'sending.insteadTitle' : 'sending.copyTitle'];
  const room = longest - pattern.replace('{titel}', '').replace('{navn}', name).length;
  const title = dispatch.title.length <= room ? dispatch.title : `${dispatch.title.slice(0, Math.max(0, room - 1))}\u2026`;
  return pattern.replace('{titel}', () => title).replace('{navn}', () => name).slice(0, longest);
}
