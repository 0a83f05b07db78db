import type { Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { maskCpr, type Evidence, type RecipientNumber } from '../numbers/index.ts';
import { recipientName } from '../people/index.ts';
import { findLetterToRead, findToRead, pagesOf, type LetterRecord } from './find.ts';
import { deadUndecided, estateDecided, markOfRecipient } from './gone.ts';
import type { Attention } from './ports.ts';
import type { LetterDoubt, LetterFilter, LetterPage, LetterRow, Reason, RecipientView } from './types.ts';

const pageSize = 50;

export type JoinedLetter = LetterRecord & { mailbox: LetterRow['mailbox'] | null; case_id: string | null; same: number; dispatch_title: string; about_name: string | null; copies: number; replaced: number };

/** A letter with its mailbox, its case, its dispatch's title and how many letters of the dispatch go to the same number. */
export const joinedLetters = `SELECT l.*, m.status AS mailbox, doc.case_id AS case_id, d.title AS dispatch_title,
    (SELECT count(*) FROM letters s WHERE s.dispatch_id = l.dispatch_id AND s.recipient_number = l.recipient_number AND s.state <> 'removed' AND s.role = 'main') AS same,
    f.recipient_name AS about_name, (SELECT count(*) FROM letters k WHERE k.follows_letter_id = l.id AND k.state <> 'removed') AS copies,
    EXISTS (SELECT 1 FROM letters i WHERE i.follows_letter_id = l.id AND i.role = 'instead_of_child' AND i.state <> 'removed') AS replaced
  FROM letters l
  JOIN dispatches d ON d.id = l.dispatch_id
  LEFT JOIN mailboxes m ON m.kind = l.recipient_kind AND m.number = l.recipient_number
  LEFT JOIN letters f ON f.id = l.follows_letter_id
  LEFT JOIN documents doc ON doc.id = l.document_id`;

export function recipientView(letter: Pick<LetterRecord, 'recipient_kind' | 'recipient_number' | 'recipient_name' | 'class_name'>): RecipientView | null {
  if (!letter.recipient_kind || !letter.recipient_number) return null;
  const masked = letter.recipient_kind === 'cpr' ? maskCpr(letter.recipient_number) : letter.recipient_number;
  return { kind: letter.recipient_kind, masked, name: letter.recipient_name, className: letter.class_name };
}

function doubts(letter: JoinedLetter, evidence: Evidence[]): LetterDoubt[] {
  if (letter.disposed_at) return [];
  const found: LetterDoubt[] = [];
  if (!letter.recipient_number) found.push('no_recipient');
  else if (letter.certainty === 'doubtful') found.push('doubtful');
  if (letter.same > 1 && letter.state !== 'removed' && letter.role === 'main') found.push('same_person_twice');
  if (letter.certainty === 'doubtful' && evidence.includes('two_on_page')) found.push('two_on_page');
  return found;
}

export function letterRow(reader: Reader, letter: JoinedLetter): LetterRow {
  const evidence = JSON.parse(letter.evidence) as Evidence[];
  const marked = markOfRecipient(reader, letter);
  const alternatives = JSON.parse(letter.alternatives) as RecipientNumber[];
  return {
    id: letter.id,
    ordinal: letter.ordinal,
    pages: pagesOf(letter),
    recipient: recipientView(letter),
    certainty: letter.certainty,
    evidence,
    doubts: doubts(letter, evidence),
    alternatives: alternatives.map((each, index) => {
      const known = recipientName(reader, each);
      return { index, kind: each.kind, masked: each.kind === 'cpr' ? maskCpr(each.number) : each.number, name: known?.name ?? null, className: known?.className ?? null };
    }),
    role: letter.role,
    relation: letter.relation,
    about: letter.about_name,
    copies: letter.copies,
    replaced: letter.replaced === 1,
    attention: letter.attention ? (JSON.parse(letter.attention) as Attention) : null,
    mailbox: letter.mailbox ?? 'not_checked',
    marked,
    estate: marked?.mark === 'dead' && estateDecided(reader, letter),
    state: letter.state,
    reason: letter.reason ? (JSON.parse(letter.reason) as Reason) : null,
    documentId: letter.document_id,
    caseId: letter.case_id,
    handedOverAt: letter.handed_over_at,
    deliveredAt: letter.delivered_at,
    updatedAt: letter.updated_at,
    disposed: letter.disposed_at !== null,
  };
}

const needsLook = `((l.state = 'draft' AND (l.certainty = 'doubtful' OR l.recipient_number IS NULL)) OR ${deadUndecided})`;
const noMailbox = "(l.state = 'draft' AND l.role = 'main' AND NOT EXISTS (SELECT 1 FROM letters i WHERE i.follows_letter_id = l.id AND i.role = 'instead_of_child') AND l.recipient_number IS NOT NULL AND coalesce(m.status, 'not_checked') <> 'registered')";

/** Copies of a draft have a page of their own; what was sent off is a letter like the others. */
const onTheList = "(l.role = 'main' OR l.state NOT IN ('draft', 'removed'))";

function filterCondition(filter: LetterFilter): { sql: string; values: string[] } {
  if (filter === 'all') return { sql: `l.state <> 'removed' AND ${onTheList}`, values: [] };
  if (filter === 'attention') return { sql: needsLook, values: [] };
  if (filter === 'no_mailbox') return { sql: noMailbox, values: [] };
  return { sql: `l.state = ? AND ${onTheList}`, values: [filter] };
}

/** What a person looks for: a name, a class, a page number, or a whole CPR or CVR number. */
function queryCondition(query: string): { sql: string; values: string[] } {
  const text = query.trim().slice(0, 100);
  if (!text) return { sql: '1 = 1', values: [] };
  const digits = text.replace(/[-\s]/g, '');
  if (/^(\d{8}|\d{10})$/.test(digits)) return { sql: 'l.recipient_number = ?', values: [digits] };
  const pattern = `%${text.toLocaleLowerCase('da').replace(/[\\%_]/g, '\\$&')}%`;
  return { sql: "(fold(l.recipient_name) LIKE ? ESCAPE '\\' OR fold(l.class_name) LIKE ? ESCAPE '\\')", values: [pattern, pattern] };
}

// What needs a person first; then as they stand in the document.
const order = `ORDER BY CASE WHEN ${needsLook} THEN 0 WHEN l.state IN ('failed', 'unknown') THEN 1 WHEN ${noMailbox} THEN 2 ELSE 3 END, l.ordinal`;

/** One page (from 1) of a dispatch's letters. */
export function listLetters(reader: Reader, actor: Actor, dispatchId: string, want: { filter: LetterFilter; query: string; page: number }): LetterPage {
  findToRead(reader, actor, dispatchId);
  const filter = filterCondition(want.filter);
  const query = queryCondition(want.query);
  const where = `WHERE l.dispatch_id = ? AND ${filter.sql} AND ${query.sql}`;
  const values = [dispatchId, ...filter.values, ...query.values];
  const { total } = reader.statement(`SELECT count(*) AS total FROM letters l LEFT JOIN mailboxes m ON m.kind = l.recipient_kind AND m.number = l.recipient_number ${where}`)
    .get(...values) as { total: number };
  const page = Math.max(1, want.page);
  const rows = reader.statement(`${joinedLetters} ${where} ${order} LIMIT ${pageSize} OFFSET ?`).all(...values, (page - 1) * pageSize) as JoinedLetter[];
  return { rows: rows.map((row) => letterRow(reader, row)), total, page, pageSize, filter: want.filter, query: want.query };
}

/** How many letters each filter would show. */
export function letterFilterCounts(reader: Reader, actor: Actor, dispatchId: string): Partial<Record<LetterFilter, number>> {
  findToRead(reader, actor, dispatchId);
  const rows = reader.statement(`SELECT l.state, count(*) AS n FROM letters l WHERE l.dispatch_id = ? AND ${onTheList} GROUP BY l.state`).all(dispatchId) as { state: LetterRow['state']; n: number }[];
  const counts: Partial<Record<LetterFilter, number>> = Object.fromEntries(rows.map((row) => [row.state, row.n]));
  counts.all = rows.filter((row) => row.state !== 'removed').reduce((sum, row) => sum + row.n, 0);
  for (const filter of ['attention', 'no_mailbox'] as const) {
    counts[filter] = (reader.statement(`SELECT count(*) AS n FROM letters l LEFT JOIN mailboxes m ON m.kind = l.recipient_kind AND m.number = l.recipient_number
      WHERE l.dispatch_id = ? AND ${filterCondition(filter).sql}`).get(dispatchId) as { n: number }).n;
  }
  return counts;
}

export type AttemptView = { startedAt: string; finishedAt: string | null; outcome: string | null; reason: string | null; detail: string | null };

export function getLetter(reader: Reader, actor: Actor, letterId: string): LetterRow & { dispatchId: string; attempts: AttemptView[] } {
  const found = findLetterToRead(reader, actor, letterId);
  const row = reader.statement(`${joinedLetters} WHERE l.id = ?`).get(letterId) as JoinedLetter;
  const attempts = reader.statement('SELECT started_at AS startedAt, finished_at AS finishedAt, outcome, reason, detail FROM attempts WHERE letter_id = ? ORDER BY id')
    .all(letterId) as AttemptView[];
  return { ...letterRow(reader, row), dispatchId: found.dispatch_id, attempts };
}
