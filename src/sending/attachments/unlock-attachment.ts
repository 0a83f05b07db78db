import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict } from '../../core/errors.ts';
import { enqueue } from '../../queue/index.ts';
import { findDraft, touch } from '../find.ts';
import type { Documents, SendingDeps } from '../ports.ts';
import { findFile, type FileRecord } from './records.ts';

const isLocked = ({ state, problem }: FileRecord) => state === 'refused' && problem !== null && (JSON.parse(problem) as { key: string }).key === 'attachment.locked';

/**
 * Opens an attachment or merge file of a draft with its password, which is not kept: what is without one is the working copy, and is
 * read (made a PDF first where it is none) by the queue. Errors: pdf.wrong_password, convert.locked_old, convert.damaged, attachment.not_locked.
 */
export async function unlockAttachment(deps: SendingDeps & { documents: Pick<Documents, 'unlock'> }, actor: Actor, fileId: string, password: string): Promise<void> {
  const { file } = findFile(deps.db, actor, fileId);
  if (!isLocked(file)) throw conflict('attachment.not_locked');
  const blob = await deps.files.put(await deps.documents.unlock(await deps.files.read(file.source_blob_id), password));
  try {
    deps.db.write((tx) => {
      const { file: now } = findFile(tx, actor, fileId);
      findDraft(tx, actor, now.dispatch_id);
      // Somebody else was first.
      if (!isLocked(now)) throw conflict('attachment.not_locked');
      const at = deps.clock.now();
      deps.files.record(tx, blob);
      tx.statement("UPDATE attachment_files SET state = 'reading', problem = NULL, pdf_blob_id = ? WHERE id = ?").run(blob.id, fileId);
      enqueue(tx, { kind: 'read-attachment', key: `read-attachment:${fileId}`, payload: { fileId }, runAt: at, now: at });
      touch(tx, now.dispatch_id, at);
      record(tx, { at, actorId: actor.id, event: 'attachment.unlocked', subject: { kind: 'dispatch', id: now.dispatch_id }, payload: { filename: now.filename } });
    });
  } catch (error) {
    deps.files.drop(blob.id);
    throw error;
  }
}
