import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { notFound } from '../core/errors.ts';
import { findDispatch } from './find.ts';
import { gathering } from './lists/gather-files.ts';
import type { SendingDeps } from './ports.ts';

/** The uploaded file, byte for byte, for whoever may change the dispatch; logged. not_found file_gone where it has been destroyed. */
export function takeSourceFile(deps: SendingDeps, actor: Actor, dispatchId: string): { blobId: string; filename: string; size: number } {
  const dispatch = findDispatch(deps.db, actor, dispatchId);
  // Of many files that are not one yet there is none to give.
  if (dispatch.purged_at !== null || dispatch.source_mime === gathering) throw notFound('file_gone');
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'dispatch.file_taken', subject: { kind: 'dispatch', id: dispatchId } }));
  return { blobId: dispatch.source_blob_id, filename: dispatch.source_filename, size: dispatch.source_size };
}
