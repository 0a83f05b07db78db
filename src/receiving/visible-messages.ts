import { sql, type SQL } from 'drizzle-orm';
import { actsAs, may, visibleCases, visibleType, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { notFound } from '../core/errors.ts';
import type { MessageRecord } from './placing.ts';
import type { Place } from './types.ts';

const list = (values: string[]): SQL => (values.length === 0 ? sql`(NULL)` : sql`(${sql.join(values.map((value) => sql`${value}`), sql`, `)})`);

/** A place as a word of the statement: an index of one place is used for nothing else. */
export const atPlace = (place: Place): SQL => sql.raw(`m.place = '${place}'`);

/** None of these, or nothing: `NOT IN` says neither yes nor no of nothing. */
const noneOf = (column: SQL, values: string[]): SQL => (values.length === 0 ? sql`1 = 1` : sql`(${column} IS NULL OR ${column} NOT IN ${list(values)})`);
const ofOthers = (actor: Actor): SQL => noneOf(sql`m.user_id`, actsAs(actor));

/**
 * What was given to each of those the actor acts for, and to each group of theirs, as tables and conditions that share no message.
 * Each is read in the order of its list from an index of its own (migration 0120), `index` with `_user` or `_group`.
 */
const givenParts = (actor: Actor, index: string): SQL[] => [
  ...[...new Set(actsAs(actor))].map((user) => sql`messages m INDEXED BY ${sql.raw(`${index}_user`)} WHERE m.user_id = ${user}`),
  ...[...new Set(actor.groups ?? [])].map((group) => sql`messages m INDEXED BY ${sql.raw(`${index}_group`)} WHERE m.group_id = ${group} AND ${ofOthers(actor)}`),
];

/** Post that lies with the actor and is not dealt with, in parts that share no message; `more` narrows it down. */
export const waitingParts = (actor: Actor, more: SQL = sql`1 = 1`): SQL[] => givenParts(actor, 'messages_waiting').map((part) => sql`${part} AND ${atPlace('assigned')} AND m.disposed_at IS NULL AND ${visibleMessages(actor)} AND ${more}`);

/** What is done and seen by somebody who does not distribute, in the same way: few of very many. It only says where to look, the rule stands in `visibleMessages`. */
export const donePartsSeen = (actor: Actor, more: SQL): SQL[] => [
  ...givenParts(actor, 'messages_done'),
  sql`messages m INDEXED BY messages_done_case WHERE m.case_id IS NOT NULL AND ${visibleCases(actor, sql`m.case_id`)} AND ${ofOthers(actor)} AND ${noneOf(sql`m.group_id`, actor.groups ?? [])}`,
].map((part) => sql`${part} AND ${atPlace('done')} AND m.disposed_at IS NULL AND ${visibleMessages(actor)} AND ${more}`);

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

/** The row of a message the actor sees; not_found for any other. */
export function findMessage(reader: Reader, actor: Actor, id: string): MessageRecord {
  const row = reader.orm.get<MessageRecord>(sql`SELECT m.* FROM messages m WHERE m.id = ${id} AND ${visibleMessages(actor)}`);
  if (!row) throw notFound();
  return row;
}

/** Whether the actor decides about it: whoever distributes, and those it was given to. */
export const mayPlace = (actor: Actor, row: Pick<MessageRecord, 'user_id' | 'group_id'>): boolean =>
  may(actor, 'distribute') || (row.user_id !== null && actsAs(actor).includes(row.user_id)) || (row.group_id !== null && (actor.groups ?? []).includes(row.group_id));
