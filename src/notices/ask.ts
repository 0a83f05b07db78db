import { actorOf, findUser, maySeeCase, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { isDay, localDay } from '../core/dates.ts';
import type { Clock } from '../core/clock.ts';
import { invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { notify } from './notify.ts';
import type { NoticeSubject } from './types.ts';

const mostNote = 500;

type Deps = { db: Database; clock: Clock; ids: Ids };

/** Somebody else who may log in and sees the case, by name: whom the actor can ask to look at something in it. */
export function colleaguesOn(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor, caseId: string): { id: string; name: string }[] {
  if (!maySeeCase(deps.db, actor, caseId)) return [];
  const others = deps.db.statement('SELECT id, name FROM users WHERE locked_at IS NULL AND id <> ? ORDER BY name').all(actor.id) as { id: string; name: string }[];
  return others.filter(({ id }) => seesCase(deps, id, caseId));
}

function seesCase(deps: Pick<Deps, 'db' | 'clock'>, userId: string, caseId: string): boolean {
  const other = findUser(deps.db, userId);
  return other !== undefined && other.lockedAt === null && maySeeCase(deps.db, actorOf(deps, other), caseId);
}

/**
 * Asks a colleague to look at a document or a case, perhaps by a day, with a note of at most 500 characters. The caller has
 * found the subject through the actor. Errors: notice.no_colleague (also one who does not see the case),
 * notice.note_too_long (`most`), notice.bad_day.
 */
export function askColleague(deps: Deps, actor: Actor, input: { subject: NoticeSubject; caseId: string; userId: string; note: string; dueOn: string }): void {
  const note = input.note.trim();
  const dueOn = input.dueOn.trim() || null;
  const at = deps.clock.now();
  if (note.length > mostNote) throw invalid('notice.note_too_long', { most: mostNote });
  if (dueOn && (!isDay(dueOn) || dueOn < localDay(at))) throw invalid('notice.bad_day');
  deps.db.write((tx) => {
    if (!maySeeCase(tx, actor, input.caseId)) throw notFound();
    if (!input.userId || input.userId === actor.id || !seesCase(deps, input.userId, input.caseId)) throw invalid('notice.no_colleague');
    notify(tx, { ids: deps.ids, at }, { userId: input.userId, kind: 'look_at', subject: input.subject, from: { userId: actor.id, note: note || null, dueOn } });
    record(tx, { at, actorId: actor.id, event: 'notice.given', subject: input.subject, parent: { kind: 'case', id: input.caseId }, payload: { to: input.userId, dueOn, ...(note ? { note } : {}) } });
  });
}

export type AskedAbout = { to: string; from: string; note: string | null; dueOn: string | null; createdAt: string; doneAt: string | null };

/** Whom colleagues have asked to look at something, newest first, at most twenty. The caller has found the subject through the actor. */
export function askedAbout(reader: Reader, subject: NoticeSubject): AskedAbout[] {
  return reader.statement(`SELECT o.name AS "to", f.name AS "from", n.note, n.due_on AS dueOn, n.created_at AS createdAt, n.done_at AS doneAt
    FROM notices n JOIN users o ON o.id = n.user_id JOIN users f ON f.id = n.from_user_id
    WHERE n.subject_kind = ? AND n.subject_id = ? AND n.kind = 'look_at' ORDER BY n.created_at DESC, n.id LIMIT 20`).all(subject.kind, subject.id) as AskedAbout[];
}
