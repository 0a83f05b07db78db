import { disposeCase, isEmptyCase } from '../archive/index.ts';
import type { Reader } from '../db/index.ts';
import type { DestroyDeps } from './destroy.ts';

/** Closed cases of which the last document was destroyed. */
const candidates = `SELECT DISTINCT e.case_id AS id FROM disposal_batch_documents e JOIN cases c ON c.id = e.case_id WHERE e.outcome = 'destroyed' AND c.status IN ('closed', 'for_disposal')`;

/**
 * Closed cases of which nothing is left get the status disposed, each in its own transaction; where the rules of all that was
 * destroyed on it say so, name and numbers go and `shell` is its title. A case that is held is not touched. Answers how many.
 */
export async function disposeEmptyCases(deps: DestroyDeps, shell: string): Promise<number> {
  let disposed = 0;
  for (const { id } of deps.db.statement(candidates).all() as { id: string }[]) {
    deps.db.write((tx) => {
      if (!isEmptyCase(tx, id) || tx.statement("SELECT 1 FROM disposal_holds WHERE subject_kind = 'case' AND subject_id = ? AND lifted_at IS NULL").get(id)) return;
      const { keeps } = tx.statement("SELECT count(*) AS keeps FROM disposal_batch_documents e JOIN retention_rules r ON r.id = e.rule_id WHERE e.case_id = ? AND e.outcome = 'destroyed' AND r.forget_case = 0").get(id) as { keeps: number };
      disposeCase(tx, id, { shell: keeps === 0 ? shell : null, at: deps.clock.now() });
      disposed++;
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return disposed;
}

/** What was destroyed on a case, for its page; the caller has found the case through the actor. null where nothing was. */
export function disposedOn(reader: Reader, caseId: string): { documents: number; last: string; batches: { id: string; number: number }[] } | null {
  const { documents, last } = reader.statement("SELECT count(*) AS documents, max(settled_at) AS last FROM disposal_batch_documents WHERE case_id = ? AND outcome = 'destroyed'").get(caseId) as { documents: number; last: string };
  if (documents === 0) return null;
  const batches = reader.statement("SELECT DISTINCT b.id, b.number FROM disposal_batch_documents e JOIN disposal_batches b ON b.id = e.batch_id WHERE e.case_id = ? AND e.outcome = 'destroyed' ORDER BY b.number").all(caseId) as { id: string; number: number }[];
  return { documents, last, batches };
}
