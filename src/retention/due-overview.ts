import { sql, type SQL } from 'drizzle-orm';
import { hidesOnlyConfidential, may, visibleCases, visibleDocuments, visibleType, type Actor } from '../access/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { notFound } from '../core/errors.ts';
import type { Database } from '../db/index.ts';
import { disposable, restless } from './due.ts';

export type Group = { typeId: string | null; type: string | null; year: string; documents: number };
/** `held`: passed their day, but something holds them. `proposed`: stand in a batch. */
export type DueOverview = { groups: Group[]; total: number; held: number; proposed: number };

const heldIds = sql`SELECT subject_id AS id FROM disposal_holds WHERE subject_kind = 'document' AND lifted_at IS NULL
  UNION SELECT o.id FROM disposal_holds h JOIN documents o ON o.case_id = h.subject_id WHERE h.subject_kind = 'case' AND h.lifted_at IS NULL`;
const proposedIds = sql`SELECT document_id AS id FROM disposal_batch_documents WHERE open = 1`;

/**
 * Documents that have passed their day by type and year, those that can be proposed. Whoever sees everything but confidential cases
 * is counted the other way about: all there are, as the database keeps them by month (migration 0121), this month's by the
 * day, without the few that something speaks against.
 */
function counted(actor: Actor, today: string): SQL {
  if (!hidesOnlyConfidential(actor)) return sql`SELECT d.document_type_id AS typeId, substr(d.disposal_date, 1, 4) AS year, 1 AS n FROM documents d WHERE ${disposable(actor, today)}`;
  const month = today.slice(0, 7);
  const hidden = sql`SELECT o.id FROM cases c CROSS JOIN documents o INDEXED BY documents_disposal_case ON o.case_id = c.id AND o.disposal_date < ${today} WHERE c.confidential = 1 AND NOT ${visibleCases(actor, sql`c.id`)}`;
  const stopped = sql`SELECT o.id FROM documents o INDEXED BY documents_restless WHERE o.disposal_date < ${today} AND o.status IN ${restless}`;
  const groups = sql`SELECT nullif(k.document_type_id, '') AS typeId, substr(k.month, 1, 4) AS year, k.documents AS n FROM disposal_counts k WHERE k.month < ${month}
    UNION ALL SELECT d.document_type_id, substr(d.disposal_date, 1, 4), 1 FROM documents d WHERE d.disposal_date >= ${`${month}-01`} AND d.disposal_date < ${today}
    UNION ALL SELECT d.document_type_id, substr(d.disposal_date, 1, 4), -1 FROM (SELECT DISTINCT id FROM (${sql.join([heldIds, proposedIds, stopped, hidden].map((ids) => sql`SELECT id FROM (${ids})`), sql` UNION ALL `)})) few CROSS JOIN documents d ON d.id = few.id WHERE d.disposal_date < ${today}`;
  return sql`SELECT x.typeId, x.year, x.n FROM (${groups}) x WHERE ${visibleType(actor, sql`x.typeId`)}`;
}

/** By document type and the year the day fell in, the longest overdue first. not_found without the right. */
export function dueOverview({ db, clock }: { db: Database; clock: Clock }, actor: Actor): DueOverview {
  if (!may(actor, 'dispose')) throw notFound();
  const today = localDay(clock.now());
  const groups = db.orm.all<Group>(sql`SELECT g.typeId, t.name AS type, g.year, sum(g.n) AS documents FROM (${counted(actor, today)}) g
    LEFT JOIN document_types t ON t.id = g.typeId GROUP BY g.typeId, g.year HAVING sum(g.n) > 0 ORDER BY g.year, t.position, t.name`);
  // From the few to the documents, not the other way round.
  const of = (few: SQL) => db.orm.get<{ n: number }>(sql`SELECT count(*) AS n FROM (${few}) few CROSS JOIN documents d ON d.id = few.id WHERE d.disposal_date < ${today} AND ${visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`)}`).n;
  return { groups, total: groups.reduce((sum, { documents }) => sum + documents, 0), held: of(heldIds), proposed: of(proposedIds) };
}
