import { sql, type SQL } from 'drizzle-orm';
import { may, visibleDocuments, type Actor } from '../access/index.ts';
import { maskCpr } from '../numbers/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import type { DueDocument, Rule } from './types.ts';

export const pageSize = 50;
type Deps = { db: Database; clock: Clock };

/** A letter that has not come to rest, or that waits for a person, is nobody's to dispose of, whatever its day. */
export const restless = sql`('preparing', 'waiting_undo', 'waiting_date', 'queued', 'sending', 'unknown', 'failed')`;
const seen = (actor: Actor) => visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`);
export const held = sql`(d.id IN (SELECT subject_id FROM disposal_holds WHERE subject_kind = 'document' AND lifted_at IS NULL)
  OR d.case_id IN (SELECT subject_id FROM disposal_holds WHERE subject_kind = 'case' AND lifted_at IS NULL))`;
const proposed = sql`d.id IN (SELECT document_id FROM disposal_batch_documents WHERE open = 1)`;

/** Documents whose last day has passed, that nothing holds and that stand in no batch: those that can be proposed. */
export const disposable = (actor: Actor, today: string): SQL =>
  sql`d.disposal_date < ${today} AND d.status NOT IN ${restless} AND NOT ${held} AND NOT ${proposed} AND ${seen(actor)}`;

/** How many can be proposed, for Overblik; never more than `most`, which means "at least". */
export function dueCount({ db, clock }: Deps, actor: Actor, most = 1000): number {
  if (!may(actor, 'dispose')) return 0;
  return db.orm.get<{ n: number }>(sql`SELECT count(*) AS n FROM (SELECT 1 FROM documents d WHERE ${disposable(actor, localDay(clock.now()))} LIMIT ${most})`).n;
}

/** How many documents of the whole archive have passed their day, whoever may see them: a number for the box itself. */
export const overdueInAll = ({ db, clock }: Deps): number =>
  db.orm.get<{ n: number }>(sql`SELECT count(*) AS n FROM documents d WHERE d.disposal_date < ${localDay(clock.now())}`).n;

type Row = Omit<DueDocument, 'rule' | 'postponed' | 'caseTitle'> & {
  caseTitle: string; identifierKind: 'cpr' | 'cvr' | null; number: string | null;
  outcome: Rule['outcome']; years: number | null; countedFrom: Rule['countedFrom']; yearEnd: number; forgetCase: number; reason: string; until: string | null; postponedWhy: string | null;
};
const columns = sql`d.id, d.title, d.case_id AS caseId, c.title AS caseTitle, i.kind AS identifierKind, i.number, t.name AS documentType, d.disposal_date AS due, d.retention_years AS templateYears,
  r.outcome, r.years, r.counted_from AS countedFrom, r.year_end AS yearEnd, r.forget_case AS forgetCase, r.reason, p.until, p.reason AS postponedWhy`;
const tables = sql`documents d JOIN cases c ON c.id = d.case_id LEFT JOIN case_identifiers i ON i.case_id = c.id AND i.position = 0 LEFT JOIN document_types t ON t.id = d.document_type_id
  JOIN retention_rules r ON r.id = coalesce((SELECT a.id FROM retention_rules a WHERE a.document_type_id = d.document_type_id AND a.state = 'active'), 'none')
  LEFT JOIN disposal_postponements p ON p.document_id = d.id`;

const documentOf = ({ outcome, years, countedFrom, yearEnd, forgetCase, reason, until, postponedWhy, identifierKind, number, ...row }: Row): DueDocument => ({
  ...row, caseTitle: row.caseTitle || (number === null ? '' : identifierKind === 'cpr' ? maskCpr(number) : number),
  rule: { outcome, years, countedFrom, yearEnd: yearEnd === 1, forgetCase: forgetCase === 1, reason }, postponed: until ? { until, reason: postponedWhy ?? '' } : null,
});

/** What of a group is shown: a type (null: those without one) and a year. */
export type GroupChoice = { typeId: string | null; year: string };
export type DuePage = { rows: DueDocument[]; total: number; page: number; pageSize: number };

const inGroup = (group: GroupChoice): SQL => sql`d.document_type_id IS ${group.typeId} AND d.disposal_date BETWEEN ${`${group.year}-01-01`} AND ${`${group.year}-12-31`}`;

/** The documents of one group that can be proposed, the earliest day first, with the rule that says so. Page 1 is the first. */
export function listDue({ db, clock }: Deps, actor: Actor, group: GroupChoice, page: number): DuePage {
  if (!may(actor, 'dispose')) throw notFound();
  const where = sql`${disposable(actor, localDay(clock.now()))} AND ${inGroup(group)}`;
  const { total } = db.orm.get<{ total: number }>(sql`SELECT count(*) AS total FROM documents d WHERE ${where}`);
  const ids = db.orm.all<{ id: string }>(sql`SELECT d.id FROM documents d WHERE ${where} ORDER BY d.disposal_date, d.case_id, d.id LIMIT ${pageSize} OFFSET ${(Math.max(1, page) - 1) * pageSize}`);
  return { rows: documentsByIds(db, ids.map(({ id }) => id)), total, page, pageSize };
}

/** In the order given; whoever asks has found the ids through the actor. */
export function documentsByIds(reader: Reader, ids: string[]): DueDocument[] {
  const rows = reader.orm.all<Row>(sql`SELECT ${columns} FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN ${tables} WHERE d.id = j.value ORDER BY j.key`);
  return rows.map(documentOf);
}

/** Ids of a group's documents, at most so many. */
export const dueIds = (reader: Reader, actor: Actor, today: string, group: GroupChoice, most: number): string[] =>
  reader.orm.all<{ id: string }>(sql`SELECT d.id FROM documents d WHERE ${disposable(actor, today)} AND ${inGroup(group)} ORDER BY d.disposal_date, d.case_id, d.id LIMIT ${most}`).map(({ id }) => id);

/** What falls in each of the next twelve months: `month` as `YYYY-MM`, this month from today. Held ones are not counted. */
export function calendarAhead({ db, clock }: Deps, actor: Actor): { month: string; type: string | null; documents: number }[] {
  if (!may(actor, 'dispose')) throw notFound();
  const today = localDay(clock.now());
  const end = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return db.orm.all(sql`SELECT g.month, t.name AS type, g.documents FROM (
      SELECT substr(d.disposal_date, 1, 7) AS month, d.document_type_id AS typeId, count(*) AS documents FROM documents d
      WHERE d.disposal_date >= ${today} AND d.disposal_date < ${end} AND NOT ${held} AND ${seen(actor)} GROUP BY 1, 2) g
    LEFT JOIN document_types t ON t.id = g.typeId ORDER BY g.month, t.position, t.name`);
}
