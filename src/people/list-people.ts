import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { maskCpr } from '../numbers/index.ts';
import { requirePeople } from './find-import.ts';
import type { MailboxStatus, Marked, PersonKind, PersonMark } from './types.ts';

const pageSize = 50;
/** marked: dead or gone abroad. may_be_gone: not so, but the mailbox is closed, which happens when somebody dies or leaves the country (facts/digital-post.md 3.4). */
export type PeopleFilter = 'student' | 'guardian' | 'staff' | 'left' | 'marked' | 'may_be_gone';
/** A row of the register. `name` is null where it is protected: it is shown only when asked for, which is logged. */
export type PersonRow = {
  id: string; name: string | null; masked: string; kind: PersonKind; className: string | null; studentNumber: string | null; leftOn: string | null; protected: boolean; mailbox: MailboxStatus | 'not_checked';
  marked: Marked | null;
};
export type PeoplePage = { rows: PersonRow[]; total: number; page: number; pageSize: number };

type Raw = { id: string; cpr: string; name: string; kind: PersonKind; className: string | null; studentNumber: string | null; leftOn: string | null; protected: number; mailbox: MailboxStatus | null; mark: PersonMark | null; markOn: string | null };
const columns = `p.id, p.cpr, p.name, p.kind, p.class_name AS className, p.student_number AS studentNumber, p.left_on AS leftOn, p.protected, p.mark, p.mark_on AS markOn, m.status AS mailbox
  FROM people p LEFT JOIN mailboxes m ON m.kind = 'cpr' AND m.number = p.cpr`;

const shown = (row: Raw): PersonRow => ({
  id: row.id, name: row.protected ? null : row.name, masked: maskCpr(row.cpr), kind: row.kind, className: row.className, studentNumber: row.studentNumber, leftOn: row.leftOn, protected: row.protected === 1, mailbox: row.mailbox ?? 'not_checked',
  marked: row.mark && { mark: row.mark, on: row.markOn },
});

/** A name, a class, a student number, or a whole CPR number. The name of somebody protected is not searched. */
function matching(query: string): { sql: string; values: Record<string, string> } {
  const text = query.trim().slice(0, 100);
  if (!text) return { sql: '1 = 1', values: {} };
  const digits = text.replace(/[-\s]/g, '').toUpperCase();
  if (/^\d{6}(\d{4}|[A-Z]{3}\d)$/.test(digits)) return { sql: '(p.cpr = @digits OR p.id = (SELECT person_id FROM former_numbers WHERE cpr = @digits))', values: { digits } };
  const pattern = `%${text.toLocaleLowerCase('da').replace(/[\\%_]/g, '\\$&').replace(/\s+/g, '%')}%`;
  return { sql: "((p.protected = 0 AND fold(p.name) LIKE @pattern ESCAPE '\\') OR fold(p.class_name) LIKE @pattern ESCAPE '\\' OR fold(p.student_number) LIKE @pattern ESCAPE '\\')", values: { pattern } };
}

const ofFilter: Record<PeopleFilter, string> = {
  student: "p.kind = 'student' AND (p.left_on IS NULL OR p.left_on > date('now'))", guardian: "p.kind IN ('guardian', 'other') AND (p.left_on IS NULL OR p.left_on > date('now'))", staff: "p.kind = 'staff' AND (p.left_on IS NULL OR p.left_on > date('now'))", left: "p.left_on <= date('now')",
  marked: 'p.mark IS NOT NULL', may_be_gone: "p.mark IS NULL AND p.cpr IN (SELECT number FROM mailboxes WHERE kind = 'cpr' AND status = 'closed')",
};

/** One page (from 1) of the register. */
export function listPeople(reader: Reader, actor: Actor, want: { filter: PeopleFilter; className?: string | undefined; query: string; page: number }): PeoplePage {
  requirePeople(actor);
  const match = matching(want.query);
  const where = `WHERE ${ofFilter[want.filter]} AND ${match.sql}${want.className ? ' AND p.class_name = @className' : ''}`;
  const values = { ...match.values, ...(want.className ? { className: want.className } : {}) };
  const { total } = reader.statement(`SELECT count(*) AS total FROM people p ${where}`).get(values) as { total: number };
  const page = Math.max(1, want.page);
  // Most of the register are students: they are read in the order they are shown in.
  const from = want.filter === 'student' && !want.className ? columns.replace('people p', 'people p INDEXED BY people_sorted') : columns;
  const rows = reader.statement(`SELECT ${from} ${where} ORDER BY p.protected, p.sort_name, p.id LIMIT ${pageSize} OFFSET @offset`).all({ ...values, offset: (page - 1) * pageSize }) as Raw[];
  return { rows: rows.map(shown), total, page, pageSize };
}

/** How many each filter would show. */
export function peopleCounts(reader: Reader, actor: Actor): Record<PeopleFilter, number> {
  requirePeople(actor);
  const counted = (filter: PeopleFilter) => (reader.statement(`SELECT count(*) AS n FROM people p WHERE ${ofFilter[filter]}`).get() as { n: number }).n;
  return { student: counted('student'), guardian: counted('guardian'), staff: counted('staff'), left: counted('left'), marked: counted('marked'), may_be_gone: counted('may_be_gone') };
}

export type ClassRow = { name: string; students: number; withoutMailbox: number; notChecked: number };

/** The classes with students in them, by name, and what is known of their mailboxes. */
export function listClasses(reader: Reader, actor: Actor): ClassRow[] {
  requirePeople(actor);
  return reader.statement(`SELECT p.class_name AS name, count(*) AS students, coalesce(sum(m.status <> 'registered'), 0) AS withoutMailbox, sum(m.status IS NULL) AS notChecked
    FROM people p INDEXED BY people_classes LEFT JOIN mailboxes m ON m.kind = 'cpr' AND m.number = p.cpr WHERE p.kind = 'student' AND (p.left_on IS NULL OR p.left_on > date('now')) AND p.class_name IS NOT NULL
    GROUP BY p.class_name ORDER BY fold(p.class_name)`).all() as ClassRow[];
}

export type TiedPerson = PersonRow & { relation: string; custody: boolean; receivesCopy: boolean };
export type PersonView = PersonRow & { former: string[]; contacts: TiedPerson[]; children: TiedPerson[] };

/** One person with their contacts and children. That it was looked at is logged. Error not_found. */
export function viewPerson(deps: { db: Database; clock: Clock }, actor: Actor, id: string): PersonView {
  requirePeople(actor);
  const { db } = deps;
  const row = db.statement(`SELECT ${columns} WHERE p.id = ?`).get(id) as Raw | undefined;
  if (!row) throw notFound();
  db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'person.viewed', subject: { kind: 'person', id } }));
  const tied = (mine: string, other: string) => (db.statement(`SELECT ${columns.replace('FROM people', ', g.relation, g.custody, g.receives_copy AS receivesCopy FROM people')}
    JOIN guardianships g ON g.${other} = p.id WHERE g.${mine} = ? ORDER BY g.custody DESC, fold(p.name)`).all(id) as (Raw & { relation: string; custody: number; receivesCopy: number })[])
    .map((each) => ({ ...shown(each), relation: each.relation, custody: each.custody === 1, receivesCopy: each.receivesCopy === 1 }));
  const former = db.statement('SELECT cpr FROM former_numbers WHERE person_id = ? ORDER BY noted_at DESC').all(id) as { cpr: string }[];
  return { ...shown(row), former: former.map(({ cpr }) => maskCpr(cpr)), contacts: tied('student_id', 'guardian_id'), children: tied('guardian_id', 'student_id') };
}

/** Number and name in full, because somebody asked: logged. */
export function revealPerson(deps: { db: Database; clock: Clock }, actor: Actor, id: string): { cpr: string; name: string } {
  requirePeople(actor);
  return deps.db.write((tx) => {
    const row = tx.statement('SELECT cpr, name FROM people WHERE id = ?').get(id) as { cpr: string; name: string } | undefined;
    if (!row) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'number.shown', subject: { kind: 'person', id } });
    return row;
  });
}
