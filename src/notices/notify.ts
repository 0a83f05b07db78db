import type { Ids } from '../core/ids.ts';
import type { Tx } from '../db/index.ts';
import { mailSoon } from './mail.ts';
import type { NoticeKind, NoticeSubject } from './types.ts';

export type NewNotice = {
  userId: string;
  kind: NoticeKind;
  /** Named by id alone; never a name or a number. */
  subject: NoticeSubject;
  /** How many it is about; default one. */
  count?: number;
  /** From a colleague: each is a notice of its own, done by hand. */
  from?: { userId: string; note: string | null; dueOn: string | null };
};

/**
 * Tells a user something, in the transaction of the change it is about, with the mail they have asked for. An open notice
 * of the same kind about the same thing is counted on and new again. A user who is locked is told all the same: they may come back.
 */
export function notify(tx: Tx, { ids, at }: { ids: Ids; at: Date }, notice: NewNotice): void {
  const { userId, kind, subject, count = 1, from } = notice;
  const now = at.toISOString();
  tx.statement(`INSERT INTO notices (id, user_id, kind, subject_kind, subject_id, count, from_user_id, note, due_on, created_at, updated_at)
    VALUES (@id, @userId, @kind, @subjectKind, @subjectId, @count, @from, @note, @dueOn, @now, @now)
    ON CONFLICT (user_id, kind, subject_kind, subject_id) WHERE done_at IS NULL AND from_user_id IS NULL
    DO UPDATE SET count = count + excluded.count, updated_at = excluded.updated_at, seen_at = NULL, mailed_at = NULL`)
    .run({ id: ids.uuid(), userId, kind, subjectKind: subject.kind, subjectId: subject.id, count, from: from?.userId ?? null, note: from?.note ?? null, dueOn: from?.dueOn ?? null, now });
  mailSoon(tx, userId, at);
}
