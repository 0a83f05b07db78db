import type { Actor } from '../access/index.ts';
import type { Clock } from '../core/clock.ts';
import { notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Tx } from '../db/index.ts';
import { noticeColumns, noticeOf } from './list.ts';
import { notify } from './notify.ts';
import type { Notice, NoticeKind, NoticeSubject } from './types.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };

/** A notice of the actor's own; not_found for anybody else's. */
function find(tx: Tx, actor: Actor, id: string): Notice {
  const row = tx.statement(`SELECT ${noticeColumns} FROM notices n LEFT JOIN users u ON u.id = n.from_user_id WHERE n.id = ? AND n.user_id = ?`).get(id, actor.id);
  if (!row) throw notFound();
  return noticeOf(row as Parameters<typeof noticeOf>[0]);
}

const setDone = 'UPDATE notices SET done_at = @now, seen_at = coalesce(seen_at, @now) WHERE done_at IS NULL AND';

/** Done with it. Who asked a colleague to look at something is told. Doing it twice changes nothing. */
export function markNoticeDone(deps: Deps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    const notice = find(tx, actor, id);
    if (notice.doneAt !== null) return;
    const at = deps.clock.now();
    tx.statement(`${setDone} id = @id`).run({ now: at.toISOString(), id });
    if (notice.from && notice.from.id !== actor.id) notify(tx, { ids: deps.ids, at }, { userId: notice.from.id, kind: 'look_at_done', subject: notice.subject });
  });
}

/** Puts a notice that was done by mistake back among the open ones; an open one of the program's own about the same takes its place. */
export function reopenNotice(deps: Deps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    const { kind, subject, from } = find(tx, actor, id);
    const same = tx.statement('SELECT 1 FROM notices WHERE user_id = ? AND kind = ? AND subject_kind = ? AND subject_id = ? AND done_at IS NULL AND from_user_id IS NULL').get(actor.id, kind, subject.kind, subject.id);
    if (!same || from) tx.statement('UPDATE notices SET done_at = NULL WHERE id = ?').run(id);
  });
}

/** Everything the program said by itself; what a colleague asks for is done one by one. Answers how many. */
export function markAllDone(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor): number {
  return deps.db.write((tx) => tx.statement(`${setDone} user_id = @user AND from_user_id IS NULL`).run({ now: deps.clock.now().toISOString(), user: actor.id }).changes);
}

/** What was asked of several has been done by one of them: nobody is asked any more. In the transaction of what was done. */
export function settleAbout(tx: Tx, at: Date, kind: NoticeKind, subject: NoticeSubject): void {
  tx.statement(`${setDone} kind = @kind AND subject_kind = @subjectKind AND subject_id = @subjectId AND from_user_id IS NULL`).run({ now: at.toISOString(), kind, subjectKind: subject.kind, subjectId: subject.id });
}

/**
 * The actor has opened what a notice is about: seen, and done where there was nothing more to do than to know.
 * Answers the notice.
 */
export function openNotice(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor, id: string): Notice {
  return deps.db.write((tx) => {
    const notice = find(tx, actor, id);
    const now = deps.clock.now().toISOString();
    if (notice.from) tx.statement('UPDATE notices SET seen_at = coalesce(seen_at, ?) WHERE id = ?').run(now, id);
    else tx.statement(`${setDone} id = @id`).run({ now, id });
    return notice;
  });
}
