import type { Reader, Tx } from '../../db/index.ts';

/** A node of the filing plan (arkivplan, journalplan). `code` as people write it, e.g. 02.05. */
export type FilingPlanNode = { id: string; parentId: string | null; code: string; title: string; description: string | null; active: boolean; depth: number };

type Row = Omit<FilingPlanNode, 'active' | 'depth'> & { active: number };

const columns = 'n.id, n.parent_id AS parentId, n.code, n.title, n.description, n.active';

/** The plan as a list in its own order, each node below its parent. */
export const listFilingPlan = (reader: Reader): FilingPlanNode[] => inOrder(reader.statement(`SELECT ${columns} FROM filing_plan_nodes n ORDER BY n.position, n.code`).all() as Row[]);

/** The same with how many cases lie on each node itself, of all there are. */
export const countFilingPlan = (reader: Reader): (FilingPlanNode & { cases: number })[] => inOrder(
  reader.statement(`SELECT ${columns}, (SELECT count(*) FROM cases c WHERE c.filing_node_id = n.id AND c.merged_into IS NULL) AS cases FROM filing_plan_nodes n ORDER BY n.position, n.code`).all() as (Row & { cases: number })[],
);

function inOrder<R extends Row>(rows: R[]): (Omit<R, 'active'> & { active: boolean; depth: number })[] {
  const below = new Map<string | null, R[]>();
  for (const row of rows) below.set(row.parentId, [...(below.get(row.parentId) ?? []), row]);
  const walk = (parent: string | null, depth: number): (Omit<R, 'active'> & { active: boolean; depth: number })[] =>
    (below.get(parent) ?? []).flatMap((row) => [{ ...row, active: row.active === 1, depth }, ...walk(row.id, depth + 1)]);
  return walk(null, 0);
}

export const nodeInUse = (reader: Reader, id: string): boolean => reader.statement('SELECT 1 FROM filing_plan_nodes WHERE id = ? AND active = 1').get(id) !== undefined;

/** Writes which nodes stand above each of `ids` and all below them; the marks of their cases follow by triggers. */
export function writeAncestors(tx: Tx, ids: string[]): void {
  const all = tx.statement('SELECT id, parent_id AS parentId FROM filing_plan_nodes').all() as { id: string; parentId: string | null }[];
  const parents = new Map(all.map(({ id, parentId }) => [id, parentId]));
  const above = (id: string): string[] => {
    const chain: string[] = [];
    for (let at: string | null = id; at !== null && !chain.includes(at); at = parents.get(at) ?? null) chain.push(at);
    return chain;
  };
  const wanted = new Set(ids);
  for (const { id } of all) {
    const chain = above(id);
    if (!chain.some((each) => wanted.has(each))) continue;
    tx.statement('DELETE FROM filing_plan_ancestors WHERE node_id = ? AND ancestor_id NOT IN (SELECT value FROM json_each(?))').run(id, JSON.stringify(chain));
    for (const ancestor of chain) tx.statement('INSERT OR IGNORE INTO filing_plan_ancestors (node_id, ancestor_id) VALUES (?, ?)').run(id, ancestor);
  }
}
