import { createHash } from 'node:crypto';
import type { Actor } from '../access/index.ts';
import type { Reader, Tx } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import { removeCopy } from './copies/save-copies.ts';
import { dispatchCondition, findDraft, type DispatchRecord, type LetterRecord } from './find.ts';
import { recipientView } from './letters.ts';
import type { SendingDeps } from './ports.ts';
import { removeLetter } from './settle-recipients.ts';
import type { Duplicate } from './types.ts';

const months = 'jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|jun[ij]?|jul[ij]?|aug(?:ust)?|sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const dates = new RegExp(`\\d{1,2}\\s*\\.?\\s*(?:${months})\\.?\\s*(?:\\d{4})?|\\d{1,2}\\s*[-./]\\s*\\d{1,2}\\s*[-./]\\s*\\d{2,4}|\\d{4}-\\d{2}-\\d{2}`, 'giu');
/** Of less text than this nothing can be said: pages of pictures would all be alike. */
const leastText = 40;

/** What a letter says as a SHA-256, without dates, spaces and the case of letters; null of (nearly) no text. */
export function contentKey(text: string): string | null {
  const bare = text.replace(dates, '').replace(/[\s\u00ad\u200b]+/gu, '').toLocaleLowerCase('da');
  return bare.length < leastText ? null : createHash('sha256').update(bare).digest('hex');
}

/** Answers the key of a letter's pages; the same pages are read and hashed once. */
function keyReader(reader: Reader, dispatchId: string): (pages: string) => string | null {
  const known = new Map<string, string | null>();
  const texts = reader.statement('SELECT text FROM dispatch_texts WHERE dispatch_id = ? AND page IN (SELECT value FROM json_each(?)) ORDER BY page');
  return (pages) => {
    if (!known.has(pages)) known.set(pages, contentKey((texts.all(dispatchId, pages) as { text: string }[]).map(({ text }) => text).join('\n')));
    return known.get(pages)!;
  };
}

/** Keeps what every letter says, in the transaction that submits them. */
export function rememberContent(tx: Tx, dispatchId: string): void {
  const keyOf = keyReader(tx, dispatchId);
  const put = tx.statement('UPDATE letters SET content_key = ? WHERE id = ?');
  for (const letter of tx.statement("SELECT id, pages FROM letters WHERE dispatch_id = ? AND state = 'draft'").all(dispatchId) as { id: string; pages: string }[]) put.run(keyOf(letter.pages), letter.id);
}

type Before = LetterRecord & { earlierKey: string; earlierDispatch: string; earlierTitle: string; at: string; by: string };

/**
 * Letters of a draft that say what their recipient was sent within the settings' days, each with the latest time it was.
 * A letter that failed or was recalled reached nobody and does not count; a copy about one child is not the copy about another.
 */
export function duplicatesIn(reader: Reader, dispatch: DispatchRecord, now: Date): Duplicate[] {
  const days = readSettings(reader)['sending.duplicateDays'];
  if (days === 0) return [];
  const since = new Date(now.getTime() - days * 86_400_000).toISOString();
  const rows = reader.statement(`SELECT l.*, e.content_key AS earlierKey, d.id AS earlierDispatch, d.title AS earlierTitle, d.submitted_at AS at, u.name AS "by"
    FROM letters l JOIN letters e ON e.recipient_number = l.recipient_number AND e.content_key IS NOT NULL AND e.recipient_kind = l.recipient_kind AND e.dispatch_id <> l.dispatch_id
      AND e.about_number IS l.about_number AND e.state NOT IN ('draft', 'removed', 'cancelled', 'failed')
    JOIN dispatches d ON d.id = e.dispatch_id AND d.submitted_at >= ? JOIN users u ON u.id = d.submitted_by
    WHERE l.dispatch_id = ? AND l.state = 'draft' ORDER BY l.ordinal, d.submitted_at DESC`).all(since, dispatch.id) as Before[];
  const keyOf = keyReader(reader, dispatch.id);
  const found = new Map<string, Duplicate>();
  for (const row of rows) {
    if (found.has(row.id) || keyOf(row.pages) !== row.earlierKey) continue;
    found.set(row.id, { letterId: row.id, ordinal: row.ordinal, recipient: recipientView(row)!, dispatchId: row.earlierDispatch, title: row.earlierTitle, at: row.at, by: row.by });
  }
  return [...found.values()];
}

/** Takes every letter off the list that was sent before; answers how many. They can be put back there. */
export function removeDuplicates(deps: SendingDeps, actor: Actor, dispatchId: string): number {
  const found = duplicatesIn(deps.db, findDraftOf(deps.db, actor, dispatchId), deps.clock.now());
  for (const { letterId } of found) {
    const letter = deps.db.statement('SELECT role, state FROM letters WHERE id = ?').get(letterId) as Pick<LetterRecord, 'role' | 'state'>;
    // A copy whose letter has just gone went with it, and comes back with it.
    if (letter.role === 'main') removeLetter(deps, actor, letterId);
    else if (letter.state === 'draft') removeCopy(deps, actor, letterId);
  }
  return found.length;
}

const findDraftOf = (reader: Reader, actor: Actor, id: string) => findDraft(reader as Tx, actor, id);

/** Ids of those of these dispatches that the actor may follow a link to. */
export function openTo(reader: Reader, actor: Actor, dispatchIds: string[]): Set<string> {
  const allowed = dispatchCondition(actor);
  const rows = reader.statement(`SELECT d.id FROM dispatches d WHERE d.id IN (SELECT value FROM json_each(?)) AND ${allowed.sql}`).all(JSON.stringify(dispatchIds), ...allowed.values) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}
