import { destroyDocument, isBeingMade, liesInPackage, rememberDocument } from '../archive/index.ts';
import { eraseAbout, record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Tx } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import { forgetAbout } from '../notices/index.ts';
import { enqueue } from '../queue/index.ts';
import { disposeMessages, signedElsewhere } from '../receiving/index.ts';
import { disposeLetter, liesAmongOthers } from '../sending/index.ts';
import { forgetSigners, isBeingSigned } from '../signatures/index.ts';
import { contentHash, standings } from './content.ts';
import type { LeftReason } from './types.ts';

export type DestroyDeps = { db: Database; clock: Clock; ids: Ids; files: FileStore };
type Waiting = { documentId: string; hash: string | null };

/** Batches whose time to be taken back is over, or that a process died in the middle of, the oldest approval first. */
export const dueBatches = ({ db, clock }: Pick<DestroyDeps, 'db' | 'clock'>): { id: string; number: number; documents: number }[] =>
  db.statement(`SELECT b.id, b.number, (SELECT count(*) FROM disposal_batch_documents e WHERE e.batch_id = b.id AND e.outcome IS NULL) AS documents FROM disposal_batches b
    WHERE b.state = 'destroying' OR (b.state = 'approved' AND b.grace_until <= ?) ORDER BY b.state = 'approved', b.grace_until, b.number`).all(clock.now().toISOString()) as { id: string; number: number; documents: number }[];

/** Why a document that was approved is left alone after all, asked in the transaction that would destroy it; null where nothing speaks against it. */
function objection(tx: Tx, { documentId, hash }: Waiting, today: string): LeftReason | null {
  const [standing] = standings(tx, null, [documentId], today);
  if (!standing) return 'gone';
  if (standing.ok !== 'ready') return standing.ok === 'unseen' ? 'refused' : standing.ok;
  if (isBeingSigned(tx, documentId)) return 'signing';
  if (isBeingMade(tx, documentId)) return 'working';
  if (signedElsewhere(tx, documentId)) return 'signed_elsewhere';
  if (contentHash(tx, [standing]) !== hash) return 'changed';
  return liesAmongOthers(tx, documentId) || liesInPackage(tx, documentId) ? 'bundled' : null;
}

/**
 * Destroys the next document of a batch, or leaves it alone with why: one transaction that asks everything again. Its files are off the
 * disk when the queue has done 'remove-files', which is asked for in the same transaction. False when there is none left, or the
 * approval was taken back. Killed anywhere, the next call goes on.
 */
export function destroyNext(deps: DestroyDeps, batchId: string): boolean {
  const at = deps.clock.now();
  try {
    return deps.db.write((tx) => {
      const batch = begin(tx, batchId, at);
      const next = batch && nextOf(tx, batchId);
      if (!next) return false;
      const why = objection(tx, next, localDay(at));
      if (why) leave(tx, batchId, next.documentId, why, at);
      else destroy(tx, deps, { batchId, number: batch.number, documentId: next.documentId, at });
      return true;
    });
  } catch (error) {
    // Something the program does not know of still points at it: that document waits for a person, the others go on.
    if (!String((error as { code?: string }).code).startsWith('SQLITE_CONSTRAINT')) throw error;
    return deps.db.write((tx) => {
      const next = begin(tx, batchId, at) && nextOf(tx, batchId);
      if (next) leave(tx, batchId, next.documentId, 'refused', at);
      return Boolean(next);
    });
  }
}

function begin(tx: Tx, batchId: string, at: Date): { number: number } | undefined {
  return tx.statement(`UPDATE disposal_batches SET state = 'destroying', started_at = coalesce(started_at, @at) WHERE id = @id AND (state = 'destroying' OR (state = 'approved' AND grace_until <= @at)) RETURNING number`)
    .get({ id: batchId, at: at.toISOString() }) as { number: number } | undefined;
}

const nextOf = (tx: Tx, batchId: string): Waiting | undefined =>
  tx.statement('SELECT document_id AS documentId, content_hash AS hash FROM disposal_batch_documents WHERE batch_id = ? AND outcome IS NULL ORDER BY due, document_id LIMIT 1').get(batchId) as Waiting | undefined;

/** It can be proposed anew, or held. */
function leave(tx: Tx, batchId: string, documentId: string, why: LeftReason, at: Date): void {
  const known = rememberDocument(tx, documentId);
  tx.statement("UPDATE disposal_batch_documents SET open = 0, outcome = 'left', why = ?, settled_at = ?, type_name = ?, year = ?, case_id = ? WHERE batch_id = ? AND document_id = ?")
    .run(why, at.toISOString(), known?.typeName ?? null, known?.year ?? null, known?.caseId ?? null, batchId, documentId);
  record(tx, { at, actorId: null, event: 'document.left_alone', subject: { kind: 'document', id: documentId }, ...(known ? { parent: { kind: 'case' as const, id: known.caseId } } : {}), payload: { batchId, why } });
}

function destroy(tx: Tx, deps: DestroyDeps, { batchId, number, documentId, at }: { batchId: string; number: number; documentId: string; at: Date }): void {
  const known = rememberDocument(tx, documentId)!;
  const blobs = [...forgetSigners(tx, documentId), ...disposeLetter(tx, documentId, at), ...disposeMessages(tx, documentId, at)];
  forgetAbout(tx, { kind: 'document', id: documentId });
  tx.statement('DELETE FROM disposal_postponements WHERE document_id = ?').run(documentId);
  tx.statement("DELETE FROM disposal_holds WHERE subject_kind = 'document' AND subject_id = ? AND lifted_at IS NOT NULL").run(documentId);
  blobs.push(...destroyDocument(tx, documentId));
  eraseAbout(tx, [{ kind: 'document', id: documentId }]);
  const ids = [...new Set(blobs)];
  deps.files.condemn(tx, ids);
  enqueue(tx, { kind: 'remove-files', key: `remove-files:${documentId}`, payload: { ids }, runAt: at, now: at });
  tx.statement(`UPDATE disposal_batch_documents SET open = 0, outcome = 'destroyed', settled_at = ?, case_id = ?, type_name = ?, year = ?, template_years = ?, files = ? WHERE batch_id = ? AND document_id = ?`)
    .run(at.toISOString(), known.caseId, known.typeName, known.year, known.templateYears, JSON.stringify(known.files), batchId, documentId);
  record(tx, { at, actorId: null, event: 'document.disposed', subject: { kind: 'document', id: documentId }, parent: { kind: 'case', id: known.caseId }, payload: { batch: number, files: known.files.length } });
}
