import { sql, type SQL } from 'drizzle-orm';
import { actsAs, may, visibleCases, visibleType, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { notFound } from '../core/errors.ts';
import type { MessageRecord } from './placing.ts';

const list = (values: string[]): SQL => (values.length === 0 ? sql`(NULL)` : sql`(${sql.join(values.map((value) => sql`${value}`), sql`, `)})`);

/** Post that lies with the actor and is not dealt with; `more` narrows it down. Each half has the whole condition, so that each is read from its index. */
export const waitingFor = (actor: Actor, more: SQL = sql`1 = 1`): SQL => sql`((m.user_id IN ${list(actsAs(actor))} AND m.place = 'assigned' AND ${more}) OR (m.group_id IN ${list(actor.groups ?? [])} AND m.place = 'assigned' AND ${more}))`;

/** The same as ids, each half read from its own index: what is common to both halves would be looked for first, in all there is. */
export const waitingIds = (actor: Actor, more: SQL = sql`1 = 1`): SQL => sql`SELECT m.id FROM messages m WHERE m.user_id IN ${list(actsAs(actor))} AND m.place = 'assigned' AND ${more}
  UNION ALL SELECT m.id FROM messages m WHERE m.group_id IN ${list(actor.groups ?? [])} AND m.place = 'assigned' AND (m.user_id IS NULL OR m.user_id NOT IN ${list(actsAs(actor))}) AND ${more}`;

/** Post given to the actor, to somebody they stand in for, or to a group of theirs; `m` is the message. */
export const givenTo = (actor: Actor): SQL => sql`(m.user_id IN ${list(actsAs(actor))} OR m.group_id IN ${list(actor.groups ?? [])})`;

/**
 * The one definition of which received messages an actor sees, as a condition on `messages m`. Those it was given to; what
 * lies on no case yet, whoever distributes; what lies on a case, whoever sees the case and the type it was filed under.
 */
export function visibleMessages(actor: Actor): SQL {
  // What is left of post that was destroyed is a count.
  const unfiled = may(actor, 'distribute') ? sql`m.case_id IS NULL` : sql`1 = 0`;
  if (!may(actor, 'receive')) return sql`1 = 0`;
  const filedType = visibleType(actor, sql`(SELECT t.document_type_id FROM documents t WHERE t.id = m.document_id)`);
  return sql`(m.disposed_at IS NULL AND (${unfiled} OR ${givenTo(actor)} OR (m.case_id IS NOT NULL AND ${visibleCases(actor, sql`m.case_id`)} AND ${filedType})))`;
}

/**
 * For lists of somebody who sees few of very many: none but these are worth looking at. It only says where to look, the rule stands
 * in `visibleMessages`.
 */
export const nearMessages = (actor: Actor): SQL => sql`m.rowid IN (SELECT n.rowid FROM messages n WHERE n.user_id IN ${list(actsAs(actor))} UNION ALL SELECT n.rowid FROM messages n WHERE n.group_id IN ${list(actor.groups ?? [])}
  UNION ALL SELECT n.rowid FROM messages n WHERE n.case_id IS NOT NULL AND ${visibleCases(actor, sql`n.case_id`)})`;

/** The row of a message the actor sees; not_found for any other. */
export function findMessage(reader: Reader, actor: Actor, id: string): MessageRecord {
  const row = reader.orm.get<MessageRecord>(sql`SELECT m.* FROM messages m WHERE m.id = ${id} AND ${visibleMessages(actor)}`);
  if (!row) throw notFound();
  return row;
}

/** Whether the actor decides about it: whoever distributes, and those it was given to. */
export const mayPlace = (actor: Actor, row: Pick<MessageRecord, 'user_id' | 'group_id'>): boolean =>
  may(actor, 'distribute') || (row.user_id !== null && actsAs(actor).includes(row.user_id)) || (row.group_id !== null && (actor.groups ?? []).includes(row.group_id));
