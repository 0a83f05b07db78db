import type { Reader } from '../db/index.ts';
import { markOf, numbersMarked, type Marked } from '../people/index.ts';
import type { LetterRecord } from './find.ts';
import type { Blocker } from './types.ts';

type Recipient = Pick<LetterRecord, 'recipient_kind' | 'recipient_number'>;

/** Whether the register has a letter's recipient as dead or gone abroad. */
export const markOfRecipient = (reader: Reader, { recipient_kind: kind, recipient_number: number }: Recipient): Marked | null => (kind === 'cpr' && number ? markOf(reader, number) : null);

export const isDead = (reader: Reader, letter: Recipient): boolean => markOfRecipient(reader, letter)?.mark === 'dead';

/** Whether a person, who knew that this recipient is dead, has decided how their estate gets the letter. */
export const estateDecided = (reader: Reader, letter: Pick<LetterRecord, 'id' | 'recipient_number'>): boolean =>
  reader.statement('SELECT 1 FROM letter_paths WHERE letter_id = ? AND estate_of = ?').get(letter.id, letter.recipient_number) !== undefined;

/** Letters `l` of a draft to the dead that nobody has decided about: taken off the list, or given to the estate on paper. */
export const deadUndecided = `(l.state = 'draft' AND l.role = 'main' AND l.recipient_kind = 'cpr' AND l.recipient_number IN ${numbersMarked('dead')}
  AND NOT EXISTS (SELECT 1 FROM letter_paths lp WHERE lp.letter_id = l.id AND lp.estate_of = l.recipient_number))`;

/** Each of them, in the order of the list. Copies to the dead are told with the other copies. */
export function deadBlockers(reader: Reader, dispatchId: string, marked: Map<string, Marked>): Blocker[] {
  const rows = reader.statement(`SELECT l.id, l.ordinal, l.pages, l.recipient_name, l.recipient_number FROM letters l WHERE l.dispatch_id = ? AND ${deadUndecided} ORDER BY l.ordinal`).all(dispatchId) as Pick<LetterRecord, 'id' | 'ordinal' | 'pages' | 'recipient_name' | 'recipient_number'>[];
  return rows.map((row) => ({ kind: 'dead', letterId: row.id, ordinal: row.ordinal, pages: JSON.parse(row.pages) as number[], who: row.recipient_name ?? '', on: marked.get(row.recipient_number!)?.on ?? null }));
}
