import { may, type Actor } from '../../access/index.ts';
import type { Clock } from '../../core/clock.ts';
import { forbidden, invalid, Problem } from '../../core/errors.ts';
import type { Ids } from '../../core/ids.ts';
import type { Database } from '../../db/index.ts';
import { insertNode } from './change-plan.ts';

/** A row of a plan to lay: code, title, description, and the code of the node above ('' = none). `row` as its reader sees it. */
export type PlanRow = { row: number; code: string; title: string; description: string; parent: string };
export type PlanProblem = { row: number; reason: string; values: Record<string, string | number> };

/**
 * Lays rows as nodes of the plan, all or nothing; a code that is there already is left as it is, and rows may come in any
 * order. With `dryRun` nothing is written. Without a parent named, the code tells: 02.05 lies below 02 where that exists.
 * Answers what is new, what was there, and what is wrong with which row; anything wrong and nothing is laid.
 */
export function importFilingPlan(deps: { db: Database; clock: Clock; ids: Ids }, actor: Actor | null, rows: PlanRow[], options: { dryRun?: boolean } = {}): { added: number; there: number; problems: PlanProblem[] } {
  if (actor && !may(actor, 'administer')) throw forbidden();
  if (rows.length === 0) throw invalid('filing_plan.nothing');
  const problems: PlanProblem[] = [];
  const counted = { added: 0, there: 0 };
  const wrong = (row: number, reason: string, values: Record<string, string | number> = {}) => { problems.push({ row, reason, values }); };
  try {
    deps.db.write((tx) => {
      const known = new Map((tx.statement('SELECT code, id FROM filing_plan_nodes').all() as { code: string; id: string }[]).map(({ code, id }) => [code, id]));
      const codes = new Map<string, number>();
      let waiting = rows.filter(({ row, code }) => {
        const earlier = codes.get(code.trim());
        if (earlier !== undefined) wrong(row, 'filing_plan.twice', { code, earlier });
        codes.set(code.trim(), row);
        if (known.has(code.trim())) counted.there += 1;
        return earlier === undefined && !known.has(code.trim());
      });
      while (waiting.length > 0) {
        const ready = waiting.filter((each) => { const above = parentOf(each, codes, known); return above === '' || known.has(above); });
        if (ready.length === 0) {
          for (const each of waiting) wrong(each.row, 'filing_plan.no_parent', { code: each.code, parent: parentOf(each, codes, known) });
          break;
        }
        for (const each of ready) {
          const above = known.get(parentOf(each, codes, known));
          // What lies below a row that is wrong waits with it.
          if (above === '') {
            known.set(each.code.trim(), '');
            continue;
          }
          try {
            known.set(each.code.trim(), insertNode(tx, deps, actor, { ...each, parentId: above ?? null }));
            counted.added += 1;
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            wrong(each.row, error.reason, error.values);
            known.set(each.code.trim(), '');
          }
        }
        waiting = waiting.filter((each) => !ready.includes(each));
      }
      if (problems.length > 0 || options.dryRun) throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return { ...counted, problems: problems.sort((a, b) => a.row - b.row) };
}

/** Rolls back what was tried. */
class Undo extends Error {}

function parentOf(row: PlanRow, codes: Map<string, number>, known: Map<string, string>): string {
  if (row.parent.trim()) return row.parent.trim();
  const dot = row.code.trim().lastIndexOf('.');
  const above = dot > 0 ? row.code.trim().slice(0, dot) : '';
  return codes.has(above) || known.has(above) ? above : '';
}
