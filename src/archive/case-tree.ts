import { sql, type SQL } from 'drizzle-orm';
import { hidesOnlyConfidential, visibleCases, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { listFilingPlan } from './filing-plan/nodes.ts';
import type { CaseCriteria, CaseTree } from './types.ts';

/** One way to split cases: the rows that say it, what by, and whose they are. */
type Split = { of: SQL; by: SQL; prefix: string; where: SQL };
const marks = (from: string, to: string): Split => ({ of: sql`(SELECT case_id, mark FROM case_marks) m`, by: sql`m.mark`, prefix: '', where: sql`m.mark BETWEEN ${from} AND ${to}` });
const cases = sql`(SELECT id AS case_id, created_at FROM cases) m`;
const all: Split = { of: cases, by: sql`''`, prefix: 'all', where: sql`1 = 1` };
const years: Split = { of: cases, by: sql`substr(m.created_at, 1, 4)`, prefix: 'year:', where: sql`1 = 1` };
const numbers: Split = { of: sql`(SELECT case_id, kind, position FROM case_identifiers) m`, by: sql`m.kind`, prefix: 'number:', where: sql`m.position = 0` };

/**
 * How many cases the actor sees, by each split. Whoever sees everything but confidential cases is counted the other way about:
 * all there are, straight from an index, without the few that are hidden or taken up into another case.
 */
function tally(reader: Reader, actor: Actor, splits: Split[]): Map<string, number> {
  const visible = visibleCases(actor, sql`c.id`);
  const [set, factor] = hidesOnlyConfidential(actor)
    ? // Two halves that share no case: UNION would read all cases in order.
      [sql`SELECT c.id FROM cases c WHERE c.merged_into IS NOT NULL UNION ALL SELECT c.id FROM cases c WHERE c.confidential = 1 AND c.merged_into IS NULL AND NOT ${visible}`, -1]
    : [sql`SELECT c.id FROM cases c WHERE ${visible} AND c.merged_into IS NULL`, 1];
  const parts = splits.flatMap(({ of, by, prefix, where }) => [
    ...(factor === -1 ? [sql`SELECT ${prefix} || ${by} AS key, count(*) AS n FROM ${of} WHERE ${where} GROUP BY ${by}`] : []),
    sql`SELECT ${prefix} || ${by} AS key, ${sql.raw(String(factor))} * count(*) AS n FROM few CROSS JOIN ${of} ON m.case_id = few.id WHERE ${where} GROUP BY ${by}`,
  ]);
  const rows = reader.orm.all<{ key: string; n: number }>(sql`WITH few AS MATERIALIZED (${set}) SELECT key, sum(n) AS n FROM (${sql.join(parts, sql` UNION ALL `)}) GROUP BY key HAVING sum(n) > 0`);
  return new Map(rows.map(({ key, n }) => [key, n]));
}

/** How many cases of one branch the actor sees, without reading them; criteria that are no branch are not looked at. */
export function countBranch(reader: Reader, actor: Actor, criteria: CaseCriteria): number {
  const one = (key: string, split: Split) => tally(reader, actor, [split]).get(key) ?? 0;
  if (criteria.className) return one(`class:${criteria.className}`, marks(`class:${criteria.className}`, `class:${criteria.className}`));
  if (criteria.nodeId) return one(`branch:${criteria.nodeId}`, marks(`branch:${criteria.nodeId}`, `branch:${criteria.nodeId}`));
  if (criteria.year) return one(`year:${criteria.year}`, { ...years, where: sql`substr(m.created_at, 1, 4) = ${criteria.year}` });
  if (criteria.branch === 'cpr' || criteria.branch === 'cvr') return one(`number:${criteria.branch}`, numbers);
  return one('all', all);
}

/** The branches of the tree and how many cases the actor sees in each. */
export function caseTree(reader: Reader, actor: Actor): CaseTree {
  // A case's marks say its class and every branch above it; its numbers whether it is a person's.
  const counted = tally(reader, actor, [marks('branch:', 'branch;'), marks('class:', 'class;'), numbers, years]);
  const under = (prefix: string) => [...counted].filter(([key]) => key.startsWith(prefix)).map(([key, n]) => [key.slice(prefix.length), n] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const branches = new Map(under('branch:'));
  return {
    cpr: counted.get('number:cpr') ?? 0, cvr: counted.get('number:cvr') ?? 0,
    years: under('year:').map(([year, n]) => ({ year, cases: n })).reverse(),
    classes: under('class:').map(([name, n]) => ({ name, cases: n })),
    plan: branches.size === 0 ? [] : listFilingPlan(reader).filter(({ id }) => branches.has(id)).map(({ id, code, title, depth }) => ({ id, code, title, depth, cases: branches.get(id)! })),
  };
}
