import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict } from '../core/errors.ts';
import { enqueue } from '../queue/index.ts';
import { keepConverted } from './convert-dispatches.ts';
import { findDispatch } from './find.ts';
import type { Documents, SendingDeps } from './ports.ts';

/**
 * Opens an encrypted document with its password, which is not kept: a working copy without one is. An Office file becomes PDF at
 * once, because nothing may remember the password until later. Errors: pdf.wrong_password, those of a conversion.
 */
export async function unlock(deps: SendingDeps & { documents: Documents }, actor: Actor, dispatchId: string, password: string): Promise<void> {
  const dispatch = findDispatch(deps.db, actor, dispatchId);
  if (dispatch.state !== 'needs_password') throw conflict('dispatch.not_draft');
  if (dispatch.source_mime !== 'application/pdf') {
    const made = await deps.documents.convert({ id: dispatchId, filename: dispatch.source_filename, content: await deps.files.read(dispatch.source_blob_id), password });
    return keepConverted(deps, made, (at) => at, 'needs_password', (tx, at) => record(tx, { at, actorId: actor.id, event: 'dispatch.unlocked', subject: { kind: 'dispatch', id: dispatchId } }));
  }
  const opened = await deps.documents.unlock(await deps.files.read(dispatch.source_blob_id), password);
  const blob = await deps.files.put(opened);
  deps.db.write((tx) => {
    const at = deps.clock.now();
    deps.files.record(tx, blob);
    tx.statement("UPDATE dispatches SET state = 'reading', problem = NULL, working_blob_id = ?, updated_at = ? WHERE id = ?").run(blob.id, at.toISOString(), dispatchId);
    enqueue(tx, { kind: 'read-dispatch', key: `read:${dispatchId}`, payload: { dispatchId }, runAt: at, now: at });
    record(tx, { at, actorId: actor.id, event: 'dispatch.unlocked', subject: { kind: 'dispatch', id: dispatchId } });
  });
}
