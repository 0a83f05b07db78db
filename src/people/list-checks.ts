import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database, Reader } from '../db/index.ts';
import { formatCpr, maskCpr } from '../numbers/index.ts';
import { findCheck, type CheckRecord } from './check-mailboxes.ts';
import { requirePeople } from './find-import.ts';
import type { MailboxStatus } from './types.ts';

const pageSize = 50;
export type CheckStatus = MailboxStatus | 'not_checked';
export type CheckSummary = { id: string; source: 'class' | 'list'; name: string; state: 'running' | 'done' | 'discarded'; watched: boolean; runAt: string | null; createdAt: string; createdBy: string | null; total: number; registered: number; changes: number };
export type CheckView = CheckSummary & { progress: { done: number; total: number }; unanswered: number; counts: Partial<Record<CheckStatus, number>>; problems: number };
export type CheckFilter = 'all' | 'changed' | 'problems' | CheckStatus;
export type CheckMember = { n: number; row: number | null; name: string | null; hidden: boolean; className: string | null; masked: string; status: CheckStatus; before: MailboxStatus | null; changedAt: string | null };
export type CheckProblem = { row: number; reason: string; values: Record<string, string | number> };

const unseen = 'm.changed_at IS NOT NULL AND m.changed_at > coalesce((SELECT seen_at FROM mailbox_checks WHERE id = m.check_id), \'\')';

function summary(reader: Reader, row: CheckRecord): CheckSummary {
  const counted = reader.statement(`SELECT count(*) AS total, coalesce(sum(m.status = 'registered'), 0) AS registered, coalesce(sum(${unseen}), 0) AS changes FROM mailbox_check_members m WHERE m.check_id = ?`).get(row.id) as { total: number; registered: number; changes: number };
  const by = row.created_by ? (reader.statement('SELECT name FROM users WHERE id = ?').get(row.created_by) as { name: string } | undefined) : undefined;
  return { id: row.id, source: row.source, name: row.name, state: row.state, watched: row.watched === 1, runAt: row.run_at, createdAt: row.created_at, createdBy: by?.name ?? null, ...counted };
}

/** Checks, newest first. */
export function listChecks(reader: Reader, actor: Actor, wanted: number): { rows: CheckSummary[]; total: number; page: number; pageSize: number } {
  requirePeople(actor);
  const page = Math.max(1, wanted);
  const { total } = reader.statement("SELECT count(*) AS total FROM mailbox_checks WHERE state <> 'discarded'").get() as { total: number };
  const rows = reader.statement("SELECT * FROM mailbox_checks WHERE state <> 'discarded' ORDER BY created_at DESC, id LIMIT 20 OFFSET ?").all((page - 1) * 20) as CheckRecord[];
  return { rows: rows.map((row) => summary(reader, row)), total, page, pageSize: 20 };
}

export function getCheck(reader: Reader, actor: Actor, id: string): CheckView {
  const row = findCheck(reader, actor, id);
  const counted = reader.statement("SELECT coalesce(status, 'not_checked') AS status, count(*) AS n FROM mailbox_check_members WHERE check_id = ? GROUP BY 1").all(id) as { status: CheckStatus; n: number }[];
  const { problems } = reader.statement('SELECT count(*) AS problems FROM mailbox_check_problems WHERE check_id = ?').get(id) as { problems: number };
  return { ...summary(reader, row), progress: { done: row.progress_done, total: row.progress_total }, unanswered: row.unanswered, counts: Object.fromEntries(counted.map(({ status, n }) => [status, n])), problems };
}

type Raw = { n: number; row: number | null; kind: 'cpr' | 'cvr'; number: string; listed: string | null; known: string | null; hidden: number | null; className: string | null; status: MailboxStatus | null; before: MailboxStatus | null; changedAt: string | null };
const members = `SELECT m.n, m.row, m.kind, m.number, m.name AS listed, coalesce(p.name, c.name) AS known, p.protected AS hidden, p.class_name AS className, m.status, m.before, CASE WHEN ${unseen} THEN m.changed_at END AS changedAt
  FROM mailbox_check_members m LEFT JOIN people p ON m.kind = 'cpr' AND p.cpr = m.number LEFT JOIN companies c ON m.kind = 'cvr' AND c.cvr = m.number`;
// Whoever cannot be reached comes first.
const order = "ORDER BY coalesce(m.status, '') = 'registered', m.n";

const nameOf = (row: Raw) => (row.hidden ? null : row.known ?? row.listed);

function member(row: Raw): CheckMember {
  return {
    n: row.n, row: row.row, name: nameOf(row), hidden: row.hidden === 1, className: row.className, masked: row.kind === 'cpr' ? maskCpr(row.number) : row.number,
    status: row.status ?? 'not_checked', before: row.changedAt ? row.before : null, changedAt: row.changedAt,
  };
}

/** One page (from 1) of a check's people, by status and by name or number. */
export function listMembers(reader: Reader, actor: Actor, id: string, want: { filter: Exclude<CheckFilter, 'problems'>; query: string; page: number }): { rows: CheckMember[]; total: number; page: number; pageSize: number } {
  findCheck(reader, actor, id);
  const page = Math.max(1, want.page);
  const query = want.query.trim().slice(0, 100);
  const digits = query.replace(/[-\s]/g, '');
  const pattern = `%${query.toLocaleLowerCase('da').replace(/[\\%_]/g, '\\$&')}%`;
  const found = query === '' ? '1 = 1' : /^(\d{8}|\d{10})$/.test(digits) ? 'm.number = @digits' : "(coalesce(p.protected, 0) = 0 AND fold(coalesce(p.name, c.name, m.name)) LIKE @pattern ESCAPE '\\')";
  const filter = want.filter === 'all' ? '1 = 1' : want.filter === 'changed' ? `(${unseen})` : "coalesce(m.status, 'not_checked') = @filter";
  const values = { id, ...(found.includes('@digits') ? { digits } : found.includes('@pattern') ? { pattern } : {}), ...(filter.includes('@filter') ? { filter: want.filter } : {}) };
  const where = `WHERE m.check_id = @id AND ${filter} AND ${found}`;
  const { total } = reader.statement(`SELECT count(*) AS total FROM (${members} ${where})`).get(values) as { total: number };
  const rows = reader.statement(`${members} ${where} ${order} LIMIT ${pageSize} OFFSET @offset`).all({ ...values, offset: (page - 1) * pageSize }) as Raw[];
  return { rows: rows.map(member), total, page, pageSize };
}

export function listCheckProblems(reader: Reader, actor: Actor, id: string, wanted: number): { rows: CheckProblem[]; total: number; page: number; pageSize: number } {
  findCheck(reader, actor, id);
  const page = Math.max(1, wanted);
  const { total } = reader.statement('SELECT count(*) AS total FROM mailbox_check_problems WHERE check_id = ?').get(id) as { total: number };
  const rows = reader.statement(`SELECT row, reason, "values" FROM mailbox_check_problems WHERE check_id = ? ORDER BY n LIMIT ${pageSize} OFFSET ?`).all(id, (page - 1) * pageSize) as (Omit<CheckProblem, 'values'> & { values: string })[];
  return { rows: rows.map((row) => ({ ...row, values: JSON.parse(row.values) as CheckProblem['values'] })), total, page, pageSize };
}

/** The whole result, for a file. With `numbers` in full, which is logged as such; a protected name is left out either way. */
export function exportCheck(deps: { db: Database; clock: Clock }, actor: Actor, id: string, options: { numbers: boolean }): { row: number | null; name: string | null; hidden: boolean; className: string | null; number: string; status: CheckStatus; before: MailboxStatus | null }[] {
  findCheck(deps.db, actor, id);
  const rows = deps.db.statement(`${members} WHERE m.check_id = ? ${order}`).all(id) as Raw[];
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: options.numbers ? 'mailbox.exported_with_numbers' : 'mailbox.exported', subject: { kind: 'mailbox_check', id }, payload: { rows: rows.length } }));
  return rows.map((row) => ({ row: row.row, name: nameOf(row), hidden: row.hidden === 1, className: row.className, number: row.kind === 'cvr' ? row.number : options.numbers ? formatCpr(row.number) : maskCpr(row.number), status: row.status ?? 'not_checked', before: row.changedAt ? row.before : null }));
}
