import type { PeopleDeps } from './take-import.ts';

/** A list that nobody watches is kept for so many days after its last look-up: it holds numbers. */
export const checkDays = 90;

/** Destroys the numbers of lists that are no longer looked at; classes hold nothing that the register does not. Answers how many. */
export function purgeMailboxChecks(deps: Pick<PeopleDeps, 'db' | 'clock'>): number {
  const before = new Date(deps.clock.now().getTime() - checkDays * 86_400_000).toISOString();
  const due = deps.db.statement("SELECT id FROM mailbox_checks WHERE source = 'list' AND watched = 0 AND state = 'done' AND coalesce(run_at, created_at) <= ? LIMIT 20").all(before) as { id: string }[];
  for (const { id } of due) {
    deps.db.write((tx) => {
      tx.statement("UPDATE mailbox_checks SET state = 'discarded' WHERE id = ?").run(id);
      tx.statement('DELETE FROM mailbox_check_members WHERE check_id = ?').run(id);
      tx.statement('DELETE FROM mailbox_check_problems WHERE check_id = ?').run(id);
    });
  }
  return due.length;
}
