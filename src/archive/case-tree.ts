import { sql, type SQL } from 'drizzle-orm';
import { hidesOnlyConfidential, visibleCases, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { listFilingPlan } from './filing-plan/nodes.ts';
import type { CaseCriteria, CaseTree } from './types.ts';

/** How many cases the actor sees by each branch: 'all', 'year:2026', 'number:cpr', 'class:2.a', 'branch:ID'. */
export type CaseCounts = ReadonlyMap<string, number>;

/**
 * The table of cases to list or count from, as c. Whoever sees all but confidential cases reads them in the order of an index; for anybody
 * else each visible one is looked up by its id, in the index (migration 0125) that SQLite does not take by itself beside the primary key.
 */
export const casesFor = (actor: Actor): SQL => (hidesOnlyConfidential(actor) ? sql`cases c` : sql`cases c INDEXED BY cases_listed`);

/** What was counted last for somebody, of each database; the tree stands beside every page of a case. */
const counted = new WeakMap<Reader, Map<string, { mark: number; counts: CaseCounts }>>();
const mostCounted = 200;

/** Counted for the tree and the lists beside it, and again only when a case, its numbers and marks or a right has changed (migration 0126). */
export function countCases(reader: Reader, actor: Actor): CaseCounts {
  // Read before counting: what changes in between is under another mark, and is counted anew the next time.
  const { mark } = reader.statement('SELECT mark FROM cases_as_counted').get() as { mark: number };
  const who = JSON.stringify([actor.id, actor.roles, actor.groups, actor.actsFor]);
  const kept = counted.get(reader) ?? new Map<string, { mark: number; counts: CaseCounts }>();
  counted.set(reader, kept);
  const before = kept.get(who);
  if (before?.mark === mark) return before.counts;
  if (kept.size >= mostCounted) kept.clear();
  const counts = countAnew(reader, actor);
  kept.set(who, { mark, counts });
  return counts;
}

/**
 * Whoever sees everything but confidential cases is counted the other way about:
 * all there are, as the database keeps them (migration 0120), without the few that are hidden or taken up into another case.
 */
export function countAnew(reader: Reader, actor: Actor): CaseCounts {
  const visible = visibleCases(actor, sql`c.id`);
  const most = hidesOnlyConfidential(actor);
  const year = sql`substr(c.created_at, 1, 4) AS year`;
  const few = most
    // Two halves that share no case: UNION would read all cases in order.
    ? sql`SELECT c.id, ${year} FROM cases c WHERE c.merged_into IS NOT NULL UNION ALL SELECT c.id, ${year} FROM cases c WHERE c.confidential = 1 AND c.merged_into IS NULL AND NOT ${visible}`
    : sql`SELECT c.id, ${year} FROM ${casesFor(actor)} WHERE ${visible} AND c.merged_into IS NULL`;
  const of = reader.orm.all<{ key: string; n: number }>(sql`WITH few AS MATERIALIZED (${few})
    SELECT 'all' AS key, count(*) AS n FROM few
    UNION ALL SELECT 'year:' || few.year, count(*) FROM few GROUP BY few.year
    UNION ALL SELECT 'number:' || i.kind, count(*) FROM few CROSS JOIN case_identifiers i ON i.case_id = few.id AND i.position = 0 GROUP BY i.kind
    UNION ALL SELECT m.mark, count(*) FROM few CROSS JOIN case_marks m ON m.case_id = few.id WHERE m.mark BETWEEN 'branch:' AND 'class;' GROUP BY m.mark`);
  const counts = new Map(most ? (reader.statement('SELECT key, cases AS n FROM case_counts').all() as { key: string; n: number }[]).map(({ key, n }) => [key, n]) : []);
  for (const { key, n } of of) counts.set(key, most ? (counts.get(key) ?? 0) - n : n);
  for (const [key, n] of counts) if (n <= 0) counts.delete(key);
  return counts;
}

/** The branch that criteria name, null where they name more than a branch, or several. */
export function branchKey({ className, nodeId, year, branch, status, words }: CaseCriteria): string | null {
  const keys = [className && `class:${className}`, nodeId && `branch:${nodeId}`, year && `year:${year}`, (branch === 'cpr' || branch === 'cvr') && `number:${branch}`].filter(Boolean) as string[];
  return status || words?.trim() || keys.length > 1 ? null : (keys[0] ?? 'all');
}

/** The branches of the tree and how many cases the actor sees in each; `counts` where they are counted already. */
export function caseTree(reader: Reader, actor: Actor, counts: CaseCounts = countCases(reader, actor)): CaseTree {
  // A case's marks say its class and every branch above it; its numbers whether it is a person's.
  const under = (prefix: string) => [...counts].filter(([key]) => key.startsWith(prefix)).map(([key, n]) => [key.slice(prefix.length), n] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const branches = new Map(under('branch:'));
  return {
    cpr: counts.get('number:cpr') ?? 0, cvr: counts.get('number:cvr') ?? 0,
    years: under('year:').map(([year, n]) => ({ year, cases: n })).reverse(),
    classes: under('class:').map(([name, n]) => ({ name, cases: n })),
    plan: branches.size === 0 ? [] : listFilingPlan(reader).filter(({ id }) => branches.has(id)).map(({ id, code, title, depth }) => ({ id, code, title, depth, cases: branches.get(id)! })),
  };
}
