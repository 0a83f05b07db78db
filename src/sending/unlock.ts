import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict } from '../core/errors.ts';
import { enqueue } from '../queue/index.ts';
import { findDispatch, isConverted } from './find.ts';
import type { Documents, SendingDeps } from './ports.ts';

/**
 * Opens an encrypted document with its password, which is not kept: a working copy without one is. A PDF is read from it; any other file
 * is converted from it by the queue, like those without a password. Errors: pdf.wrong_password, convert.locked_old, convert.damaged.
 */
export async function unlock(deps: SendingDeps & { documents: Pick<Documents, 'unlock'> }, actor: Actor, dispatchId: string, password: string): Promise<void> {
  const dispatch = findDispatch(deps.db, actor, dispatchId);
  if (dispatch.state !== 'needs_password') throw conflict('dispatch.not_draft');
  const blob = await deps.files.put(await deps.documents.unlock(await deps.files.read(dispatch.source_blob_id), password));
  try {
    deps.db.write((tx) => {
      // Thrown away in the meantime, or opened by somebody else.
      if (findDispatch(tx, actor, dispatchId).state !== 'needs_password') throw conflict('dispatch.not_draft');
      const at = deps.clock.now();
      deps.files.record(tx, blob);
      tx.statement("UPDATE dispatches SET state = 'reading', problem = NULL, working_blob_id = ?, updated_at = ? WHERE id = ?").run(blob.id, at.toISOString(), dispatchId);
      if (isConverted(tx, dispatch)) enqueue(tx, { kind: 'read-dispatch', key: `read:${dispatchId}`, payload: { dispatchId }, runAt: at, now: at });
      else enqueue(tx, { kind: 'convert-dispatch', key: `convert:${dispatchId}`, payload: { dispatchId, userId: actor.id }, runAt: at, now: at });
      record(tx, { at, actorId: actor.id, event: 'dispatch.unlocked', subject: { kind: 'dispatch', id: dispatchId } });
    });
  } catch (error) {
    deps.files.drop(blob.id);
    throw error;
  }
}
