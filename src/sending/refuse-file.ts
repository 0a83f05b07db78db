import { record } from '../audit/index.ts';
import type { Problem } from '../core/errors.ts';
import type { SendingDeps } from './ports.ts';

/** What a document itself cannot be becomes the state of its dispatch, with why; one that is locked waits for its password. */
export function refuseFile(deps: SendingDeps, dispatchId: string, problem: Problem): void {
  const locked = problem.reason === 'pdf.encrypted' || problem.reason === 'pdf.wrong_password' || problem.reason === 'convert.locked';
  deps.db.write((tx) => {
    const at = deps.clock.now();
    // A copy without its password is no use any more.
    const opened = tx.statement("SELECT working_blob_id AS id FROM dispatches WHERE id = ? AND state = 'reading'").get(dispatchId) as { id: string | null } | undefined;
    tx.statement("UPDATE dispatches SET state = ?, problem = ?, working_blob_id = NULL, updated_at = ? WHERE id = ? AND state = 'reading'")
      .run(locked ? 'needs_password' : 'unreadable_file', JSON.stringify({ key: problem.reason, values: problem.values }), at.toISOString(), dispatchId);
    if (opened?.id) deps.files.shred(tx, opened.id);
    record(tx, { at, actorId: null, event: 'dispatch.unreadable', subject: { kind: 'dispatch', id: dispatchId }, payload: { reason: problem.reason } });
  });
}
