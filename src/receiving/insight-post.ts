import { sql } from 'drizzle-orm';
import type { Actor } from '../access/index.ts';
import type { PostOfSubject } from '../archive/index.ts';
import type { Database } from '../db/index.ts';
import { matches, parseCpr } from '../numbers/index.ts';
import type { Addressed } from './types.ts';
import { visibleMessages } from './visible-messages.ts';

/** So many are read at a time; the portal gets its turn in between. */
const step = 500;
type Row = { row: number; id: string; title: string; sender_kind: 'cpr' | 'cvr' | null; sender_number: string | null; sender_name: string; received_at: string; addressed: string; text: string };

/**
 * Received post of one person or company that lies on no case (what does is a document of it): what they sent, what says of itself that it
 * is about them (ContentData), and what has their number anywhere in its words, those of its files too. Of all this only what the actor sees.
 * `others`: somebody else's CPR number stands in it as well, or somebody else sent it: a person must read it before it is handed over
 * (GDPR art. 15(4)).
 */
export async function postOfSubject(deps: { db: Database }, actor: Actor, { kind, numbers }: Parameters<PostOfSubject>[0]): ReturnType<PostOfSubject> {
  const { db } = deps;
  const found: Awaited<ReturnType<PostOfSubject>> = [];
  for (let after = 0; ;) {
    const rows = db.orm.all<Row>(sql`SELECT m.rowid AS row, m.id, m.title, m.sender_kind, m.sender_number, m.sender_name, m.received_at, m.addressed, m.title || char(10) || m.body || char(10) || m.full_text AS text
      FROM messages m WHERE m.rowid > ${after} AND m.case_id IS NULL AND ${visibleMessages(actor)} ORDER BY m.rowid LIMIT ${step}`);
    for (const row of rows) {
      const { content } = JSON.parse(row.addressed) as Addressed;
      const own = (number: string | null) => number !== null && numbers.includes(number);
      const sent = row.sender_kind === kind && own(row.sender_number);
      if (!sent && !own(content[kind]) && !numbers.some((number) => matches(row.text, number))) continue;
      const strangers = [...row.text.matchAll(/(?<!\d)(\d{6})[- ]?(\d{4})(?!\d)/g)].map((match) => match[1]! + match[2]!);
      const others = !sent && (row.sender_kind === 'cpr' || [content.cpr, ...strangers].some((number) => number !== null && !own(number) && parseCpr(number) !== null));
      found.push({ id: row.id, title: row.title, from: row.sender_name, receivedAt: row.received_at, others, files: filesOf(db, row.id) });
    }
    after = rows.at(-1)?.row ?? 0;
    if (rows.length < step) return found;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

const filesOf = (db: Database, id: string) =>
  db.statement("SELECT filename, blob_id AS blobId, size, sha256 FROM message_files WHERE message_id = ? AND kind <> 'readable' ORDER BY position").all(id) as { filename: string; blobId: string; size: number; sha256: string }[];
