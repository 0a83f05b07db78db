import { sql, type SQL } from 'drizzle-orm';
import { visibleDocuments, type Actor } from '../access/index.ts';
import type { DocumentStatus } from '../archive/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import type { Database, Reader } from '../db/index.ts';
import { mayAnswer } from './answer-target.ts';
import { hideNumbers } from './clean-text.ts';
import type { MessageRecord } from './placing.ts';
import { visibleMessages } from './visible-messages.ts';

/** Where a conversation stands: whose turn it is, and whether the day to answer by is over. */
export const conversationStates = ['unread', 'our_turn', 'our_turn_late', 'leaving', 'their_turn', 'their_turn_late', 'answered', 'ended'] as const;
export type ConversationState = (typeof conversationStates)[number];

type Common = { id: string; title: string; /** The other side. */ who: string; at: string; documentId: string | null; attachments: number; /** Day or time it can be answered by. */ replyBy: string | null };
export type ReceivedEntry = Common & {
  kind: 'received'; /** Null where the reader sees only the document it was filed as. */ messageId: string | null; excerpt: string; unread: boolean; done: boolean;
  withWhom: string | null; receiptAt: string | null; /** Our own letter, come back signed. */ signed: boolean; answeredAt: string | null; replyAllowed: boolean; mayReply: boolean;
};
export type SentEntry = Common & { kind: 'sent'; by: string | null; status: DocumentStatus; replyAllowed: boolean };
export type Conversation = { id: string; title: string; state: ConversationState; entries: (ReceivedEntry | SentEntry)[] };
export type ConversationList = { rows: Conversation[]; total: number; page: number; pageSize: number };

const pageSize = 20;
const seenDocument = (actor: Actor): SQL => visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`);
/** A message is seen as post, or as the document it was filed as. */
const seenMessage = (actor: Actor): SQL => sql`(${visibleMessages(actor)} OR (d.id IS NOT NULL AND ${seenDocument(actor)}))`;
/** No answer to these comes back by Digital Post. */
const dead: DocumentStatus[] = ['cancelled', 'failed', 'handled_otherwise', 'printed', 'remote_printed'];
const leaving: DocumentStatus[] = ['preparing', 'waiting_undo', 'waiting_date', 'queued', 'sending'];

/** The threads that touch a case by something the actor sees on it: letters that can be or were answered, post that came, and our answers. */
const threadsOf = (actor: Actor, caseId: string): SQL => sql`
  SELECT coalesce(m.thread_id, d.id) AS thread, coalesce(d.sent_at, d.created_at) AS at FROM documents d
    LEFT JOIN letters l INDEXED BY letters_answering ON l.id = d.letter_id AND l.answers_message_id IS NOT NULL LEFT JOIN messages m ON m.id = l.answers_message_id
    WHERE d.case_id = ${caseId} AND d.letter_id IS NOT NULL AND ${seenDocument(actor)} AND (l.id IS NOT NULL OR (d.direction = 'sent' AND (
      (d.dispatch_id IN (SELECT id FROM dispatches WHERE reply_allowed = 1) AND d.status NOT IN (${sql.join(dead.map((state) => sql`${state}`), sql`, `)}))
      OR EXISTS (SELECT 1 FROM messages a INDEXED BY messages_in_threads WHERE a.thread_id = d.id AND a.thread_id <> a.id))))
  UNION ALL SELECT m.thread_id, m.received_at FROM messages m LEFT JOIN documents d ON d.id = m.document_id WHERE m.case_id = ${caseId} AND ${seenMessage(actor)}`;

/**
 * The conversations of a case, the latest first; in each, both directions, the oldest first. The caller has found the case
 * through the actor; of each thread only what the actor sees is there, on whatever case it lies.
 */
export function caseConversations(deps: { db: Database; clock: Clock }, actor: Actor, caseId: string, page: number): ConversationList {
  const { db } = deps;
  // One pass over the case for the page and for how many there are; beyond the last page is the first.
  const found = db.orm.all<{ thread: string; total: number }>(sql`SELECT thread, count(*) OVER () AS total FROM (SELECT thread, max(at) AS latest FROM (${threadsOf(actor, caseId)}) GROUP BY thread)
    ORDER BY latest DESC, thread LIMIT ${pageSize} OFFSET ${(Math.max(1, page) - 1) * pageSize}`);
  if (found.length === 0 && page > 1) return caseConversations(deps, actor, caseId, 1);
  const threads = found.map(({ thread }) => thread);
  const ids = threads.length === 0 ? sql`(NULL)` : sql`(${sql.join(threads.map((id) => sql`${id}`), sql`, `)})`;
  const entries = [...received(db, actor, ids), ...sent(db, actor, ids)].sort((a, b) => a.at.localeCompare(b.at));
  const now = deps.clock.now();
  const rows = threads.map((id): Conversation => {
    const own = entries.filter(({ thread }) => thread === id).map(({ thread: _, ...entry }) => entry as ReceivedEntry | SentEntry);
    return { id, title: own[0]?.title ?? '', state: stateOf(own, now), entries: own };
  });
  return { rows, total: found[0]?.total ?? 0, page, pageSize };
}

type Threaded<T> = T & { thread: string };
type ReceivedRow = MessageRecord & { excerpt: string; attachments: number; answered_at: string | null; withWhom: string | null; receiptAt: string | null; messageSeen: number; documentSeen: number };

function received(reader: Reader, actor: Actor, threads: SQL): Threaded<ReceivedEntry>[] {
  const rows = reader.orm.all<ReceivedRow>(sql`SELECT m.*, substr(m.body, 1, 280) AS excerpt, coalesce(u.name, g.name) AS withWhom, CASE WHEN f.receipt IS NOT NULL THEN f.acknowledged_at END AS receiptAt,
      ${visibleMessages(actor)} AS messageSeen, coalesce(d.id IS NOT NULL AND ${seenDocument(actor)}, 0) AS documentSeen
    FROM messages m JOIN fetched_memos f ON f.id = m.fetched_id LEFT JOIN documents d ON d.id = m.document_id LEFT JOIN users u ON u.id = m.user_id LEFT JOIN user_groups g ON g.id = m.group_id
    WHERE m.thread_id IN ${threads} AND ${seenMessage(actor)}`);
  return rows.map((row) => ({
    kind: 'received', thread: row.thread_id, id: row.id, title: row.title, who: row.sender_name, at: row.received_at, documentId: row.documentSeen ? row.document_id : null, attachments: row.attachments,
    replyBy: row.reply_by, messageId: row.messageSeen ? row.id : null, excerpt: hideNumbers(row.excerpt).replace(/\n{2,}/g, '\n'), unread: row.opened_at === null && row.place !== 'done', done: row.place === 'done', withWhom: row.place === 'assigned' ? row.withWhom : null,
    receiptAt: row.receiptAt, signed: row.signature_id !== null, answeredAt: row.answered_at, replyAllowed: row.reply_allowed === 1, mayReply: row.messageSeen === 1 && mayAnswer(actor, row),
  }));
}

type SentRow = Omit<SentEntry, 'kind' | 'replyAllowed'> & { thread: string; replyAllowed: number };

function sent(reader: Reader, actor: Actor, threads: SQL): Threaded<SentEntry>[] {
  const columns = sql`d.id, d.id AS documentId, d.title, coalesce(l.recipient_name, '') AS who, coalesce(d.sent_at, d.created_at) AS at, d.status, u.name AS "by",
    (SELECT count(*) FROM document_files x WHERE x.document_id = d.id AND x.role = 'attachment') AS attachments, s.reply_allowed AS replyAllowed, s.reply_by AS replyBy`;
  const tables = sql`dispatches s ON s.id = l.dispatch_id LEFT JOIN users u ON u.id = coalesce(s.submitted_by, s.created_by)`;
  const rows = reader.orm.all<SentRow>(sql`SELECT d.id AS thread, ${columns} FROM documents d JOIN letters l ON l.id = d.letter_id JOIN ${tables} WHERE d.id IN ${threads} AND ${seenDocument(actor)}
    UNION ALL SELECT m.thread_id, ${columns} FROM messages m JOIN letters l ON l.answers_message_id = m.id JOIN documents d ON d.id = l.document_id JOIN ${tables} WHERE m.thread_id IN ${threads} AND ${seenDocument(actor)}`);
  return rows.map((row) => ({ ...row, kind: 'sent', replyAllowed: row.replyAllowed === 1 }));
}

/** A day is over when it is over here; a time when it has been. */
const over = (by: string | null, now: Date): boolean => by !== null && (by.length === 10 ? by < localDay(now) : by < now.toISOString());

function stateOf(entries: (ReceivedEntry | SentEntry)[], now: Date): ConversationState {
  if (entries.some((entry) => entry.kind === 'received' && entry.unread)) return 'unread';
  const last = entries.at(-1);
  if (last?.kind === 'sent') {
    if (leaving.includes(last.status)) return 'leaving';
    return !last.replyAllowed || dead.includes(last.status) ? 'ended' : over(last.replyBy, now) ? 'their_turn_late' : 'their_turn';
  }
  if (!last || !last.replyAllowed) return 'ended';
  if (last.answeredAt) return 'answered';
  return last.done ? 'ended' : over(last.replyBy, now) ? 'our_turn_late' : 'our_turn';
}
