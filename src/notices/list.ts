import type { Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import type { Notice, NoticePage } from './types.ts';

const pageSize = 25;

type Row = {
  id: string; kind: Notice['kind']; subjectKind: Notice['subject']['kind']; subjectId: string; count: number; fromId: string | null; fromName: string | null;
  note: string | null; dueOn: string | null; createdAt: string; updatedAt: string; seenAt: string | null; doneAt: string | null;
};

export const noticeColumns = `n.id, n.kind, n.subject_kind AS subjectKind, n.subject_id AS subjectId, n.count, n.from_user_id AS fromId, u.name AS fromName, n.note,
  n.due_on AS dueOn, n.created_at AS createdAt, n.updated_at AS updatedAt, n.seen_at AS seenAt, n.done_at AS doneAt`;

export function noticeOf({ subjectKind, subjectId, fromId, fromName, ...row }: Row): Notice {
  return { ...row, subject: { kind: subjectKind, id: subjectId }, from: fromId ? { id: fromId, name: fromName ?? '' } : null };
}

/** The actor's own notices, page 1 first. open: what has a day comes first, the nearest day on top, then the newest. done: newest first. */
export function listNotices(reader: Reader, actor: Actor, want: { view: 'open' | 'done'; page: number }): NoticePage {
  const where = `n.user_id = ? AND n.done_at IS ${want.view === 'open' ? 'NULL' : 'NOT NULL'}`;
  const order = want.view === 'open' ? 'n.due_on IS NULL, n.due_on, n.updated_at DESC, n.id' : 'n.done_at DESC, n.id';
  const page = Math.max(1, want.page);
  const { total } = reader.statement(`SELECT count(*) AS total FROM notices n WHERE ${where}`).get(actor.id) as { total: number };
  const rows = reader.statement(`SELECT ${noticeColumns} FROM notices n LEFT JOIN users u ON u.id = n.from_user_id WHERE ${where} ORDER BY ${order} LIMIT ${pageSize} OFFSET ?`)
    .all(actor.id, (page - 1) * pageSize) as Row[];
  return { rows: rows.map(noticeOf), total, page, pageSize };
}

/** How many of the actor's notices are open: the number in the top bar. */
export function openNoticeCount(reader: Reader, actor: Actor): number {
  return (reader.statement('SELECT count(*) AS n FROM notices WHERE user_id = ? AND done_at IS NULL').get(actor.id) as { n: number }).n;
}
