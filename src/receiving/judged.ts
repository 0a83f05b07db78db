import type { Reader } from '../db/index.ts';
import type { Judged } from './rules.ts';
import type { Addressed } from './types.ts';

/** So much of the text of the files is looked at (characters). */
export const mostText = 100_000;

/** A message that is here as the rules judge it, with the words of its files where they have been read. */
export function judgedMessage(reader: Reader, id: string): Judged {
  const row = reader.statement(`SELECT title, sender_name AS senderName, sender_kind AS senderKind, sender_number AS senderNumber, body || char(10) || substr(full_text, 1, ${mostText}) AS body, addressed FROM messages WHERE id = ?`)
    .get(id) as { title: string; senderName: string; senderKind: 'cpr' | 'cvr' | null; senderNumber: string | null; body: string; addressed: string };
  const types = reader.statement("SELECT mime FROM message_files WHERE message_id = ? AND kind = 'additional'").all(id) as { mime: string }[];
  return {
    sender: row.senderKind && row.senderNumber ? { kind: row.senderKind, number: row.senderNumber } : null, title: row.title, senderName: row.senderName, body: row.body,
    addressed: JSON.parse(row.addressed) as Addressed, types: types.map(({ mime }) => mime),
  };
}
