import { sql, type SQL } from 'drizzle-orm';
import { may, type Actor } from '../access/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import type { Database, Reader } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import type { MessageKind, Place, Step, Why } from './types.ts';
import { atPlace, donePartsSeen, visibleMessages, waitingParts } from './visible-messages.ts';

export const messageViews = ['tray', 'mine', 'given', 'done'] as const;
export type MessageView = (typeof messageViews)[number];
export const messageFilters = ['unread', 'attachments', 'citizens', 'companies', 'unreadable', 'signed', 'due', 'unanswered'] as const;
export type MessageFilter = (typeof messageFilters)[number];

export type MessageRow = {
  id: string; kind: MessageKind; /** A letter of ours that came back signed. */ signed: boolean; title: string; senderName: string; senderKind: 'cpr' | 'cvr' | null; receivedAt: string; attachments: number; replyAllowed: boolean; excerpt: string;
  place: Place; userName: string | null; groupName: string | null; caseId: string | null; openedAt: string | null; dueOn: string | null; /** Its day is over. */ late: boolean; /** Could be answered and is not, for longer than the setting says. */ unanswered: boolean;
  answeredAt: string | null; decision: { step: Step; why: Why };
};
export type MessageList = { rows: MessageRow[]; total: number; /** The total is as far as was counted. */ more: boolean; page: number; pageSize: number };

const pageSize = 30;
/** Counting stops here: a tray of a hundred thousand opens as fast as one of a hundred. */
const countedTo = 1000;

/** The messages of a view that the actor sees, as tables and conditions that share no message; `more` narrows them down. */
function partsOf(actor: Actor, view: MessageView, more?: SQL): SQL[] {
  if (view === 'mine') return waitingParts(actor, more);
  const distributes = may(actor, 'distribute');
  if (!distributes && view !== 'done') return view === 'given' ? waitingParts(actor, more) : [];
  if (!distributes) return donePartsSeen(actor, more ?? sql`1 = 1`);
  // Whoever sees nearly all that is done reads it in the order it was done.
  const table = view === 'done' && !more ? sql`messages m INDEXED BY messages_done` : sql`messages m`;
  return [sql`${table} WHERE ${atPlace(view === 'given' ? 'assigned' : view)} AND ${visibleMessages(actor)} AND ${more ?? sql`1 = 1`}`];
}

const unansweredBefore = (deps: { db: Reader; clock: Clock }): string =>
  new Date(deps.clock.now().getTime() - readSettings(deps.db)['receiving.unansweredDays'] * 86_400_000).toISOString();

function filtered(filter: MessageFilter | undefined, old: string): SQL {
  switch (filter) {
    case 'unread': return sql`m.opened_at IS NULL`;
    case 'attachments': return sql`m.attachments > 0`;
    case 'citizens': return sql`m.sender_kind = 'cpr'`;
    case 'companies': return sql`m.sender_kind = 'cvr'`;
    case 'unreadable': return sql`m.kind = 'unreadable'`;
    case 'signed': return sql`m.signature_id IS NOT NULL`;
    case 'due': return sql`m.due_on IS NOT NULL`;
    case 'unanswered': return sql`m.reply_allowed = 1 AND m.answered_at IS NULL AND m.received_at < ${old}`;
    default: return sql`1 = 1`;
  }
}

const like = (word: string) => `%${word.toLocaleLowerCase('da').replace(/[\\%_]/g, '\\$&')}%`;

/** Every word must stand in the title, the sender's name or the text; a whole number must be the sender's. */
function holds(words: string): SQL {
  const all = words.slice(0, 200).replace(/(\d{6})[ -](\d{4})\b/g, '$1$2').split(/\s+/).filter(Boolean).slice(0, 10).map((word) => (/^(\d{8}|\d{10})$/.test(word)
    ? sql`m.sender_number = ${word}`
    : sql`(fold(m.title) LIKE ${like(word)} ESCAPE '\\' OR fold(m.sender_name) LIKE ${like(word)} ESCAPE '\\' OR fold(m.body) LIKE ${like(word)} ESCAPE '\\')`));
  return all.length === 0 ? sql`1 = 1` : sql.join(all, sql` AND `);
}

export type MessageQuery = { view: MessageView; filter?: MessageFilter | undefined; words?: string | undefined; page: number };

const orders: Record<MessageView, SQL> = {
  tray: sql`m.received_at DESC, m.id`, mine: sql`m.due_on IS NULL, m.due_on, m.received_at DESC, m.id`, given: sql`m.received_at DESC, m.id`, done: sql`m.done_at DESC, m.id`,
};

/** Messages of a view, newest first (done: what was done last), as the actor sees them. Whoever does not distribute sees their own only in `given`. */
export function listMessages(deps: { db: Database; clock: Clock }, actor: Actor, query: MessageQuery): MessageList {
  const old = unansweredBefore(deps);
  const parts = partsOf(actor, query.view, query.filter || query.words ? sql`${filtered(query.filter, old)} AND ${holds(query.words ?? '')}` : undefined);
  const total = countUpTo(deps.db, messages(parts), countedTo + 1);
  const order = orders[query.view];
  const skipped = (Math.max(1, query.page) - 1) * pageSize;
  // One part is read in the order of its index; of several each gives as many as could be on the page.
  const found = parts.length === 1 ? messages(parts) : sql`SELECT m.id FROM (${union(parts.map((part) => sql`SELECT * FROM (SELECT m.id, m.due_on, m.received_at, m.done_at FROM ${part} ORDER BY ${order} LIMIT ${skipped + pageSize})`))}) m`;
  const rows = deps.db.orm.all<Raw>(sql`SELECT m.id, m.kind, m.signature_id IS NOT NULL AS signed, m.title, m.sender_name AS senderName, m.sender_kind AS senderKind, m.received_at AS receivedAt, m.attachments, m.reply_allowed AS replyAllowed,
      substr(m.body, 1, 160) AS excerpt, m.place, u.name AS userName, g.name AS groupName, m.case_id AS caseId, m.opened_at AS openedAt, m.due_on AS dueOn, m.answered_at AS answeredAt, m.decision
    FROM (${found} ORDER BY ${order} LIMIT ${pageSize} OFFSET ${skipped}) page CROSS JOIN messages m ON m.id = page.id
    LEFT JOIN users u ON u.id = m.user_id LEFT JOIN user_groups g ON g.id = m.group_id ORDER BY ${order}`);
  const today = localDay(deps.clock.now());
  return { rows: rows.map((row) => shown(row, today, old)), total: Math.min(total, countedTo), more: total > countedTo, page: query.page, pageSize };
}

const union = (selects: SQL[]): SQL => (selects.length === 0 ? sql`SELECT NULL AS id, NULL AS due_on, NULL AS received_at, NULL AS done_at WHERE 1 = 0` : sql.join(selects, sql` UNION ALL `));
const messages = (parts: SQL[]): SQL => union(parts.map((part) => sql`SELECT m.id FROM ${part}`));

type Raw = Omit<MessageRow, 'signed' | 'replyAllowed' | 'decision' | 'late' | 'unanswered'> & { signed: number; replyAllowed: number; decision: string };

const shown = (row: Raw, today: string, old: string): MessageRow => ({
  ...row, signed: row.signed === 1, replyAllowed: row.replyAllowed === 1, decision: JSON.parse(row.decision) as MessageRow['decision'], late: row.dueOn !== null && row.dueOn < today && row.place !== 'done',
  unanswered: row.replyAllowed === 1 && row.answeredAt === null && row.place !== 'done' && row.receivedAt < old,
});

const countUpTo = (reader: Reader, rows: SQL, most = countedTo): number => reader.orm.get<{ n: number }>(sql`SELECT count(*) AS n FROM (SELECT 1 FROM (${rows}) LIMIT ${most})`).n;

/** How many are new: in the common tray for those who distribute, and of one's own; counted to a thousand. */
export function newMessages(reader: Reader, actor: Actor): { tray: number; unread: number } {
  if (!may(actor, 'receive')) return { tray: 0, unread: 0 };
  return { tray: may(actor, 'distribute') ? countUpTo(reader, messages(partsOf(actor, 'tray'))) : 0, unread: countUpTo(reader, messages(waitingParts(actor, sql`m.opened_at IS NULL`))) };
}

/** The same, and how many of one's own wait. */
export const messageCounts = (reader: Reader, actor: Actor): { tray: number; mine: number; unread: number } => ({ ...newMessages(reader, actor), mine: countUpTo(reader, messages(waitingParts(actor))) });

/** The message after this one in the order of its view, at the end the one before it, for whoever goes through them one by one; null where none is left. */
export function messageAfter(deps: { db: Database; clock: Clock }, actor: Actor, query: Omit<MessageQuery, 'words'>, id: string): string | null {
  const { rows } = listMessages(deps, actor, query);
  const at = rows.findIndex((row) => row.id === id);
  return (at === -1 ? rows[0] : (rows[at + 1] ?? rows[at - 1]))?.id ?? null;
}
