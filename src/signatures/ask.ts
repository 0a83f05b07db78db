import { Problem, unavailable } from '../core/errors.ts';
import type { Clock } from '../core/clock.ts';
import type { Database, Tx } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import { readSettings } from '../settings/index.ts';
import { cancelThere } from './errands.ts';
import { findRequest, type RequestRecord } from './find.ts';
import { moveRequest } from './move.ts';
import type { Reason } from './reason.ts';
import type { ServiceAnswer, SigningService } from './types.ts';

/** What becomes of the letters that wait for the link; each is called in the transaction of what it is told. */
export type Waiting = {
  /** Whether a letter still waits for the link; one that may not leave any more has been stopped, and its request ended. */
  wanted(tx: Tx, request: RequestRecord): boolean;
  /** They may leave: the link is there. */
  ready(tx: Tx, request: RequestRecord): void;
  /** They wait on, and say why. */
  waits(tx: Tx, request: RequestRecord, reason: Reason): void;
  /** They will never get a link. */
  refused(tx: Tx, request: RequestRecord, reason: Reason): void;
};

/**
 * Asks the service for a request that was ordered. Safe to repeat: the id was written before. Throws where another try can
 * help, after the waiting letters have been told why.
 */
export async function askForSignature(deps: { db: Database; files: FileStore; clock: Clock }, service: SigningService | null, requestId: string, waiting: Waiting): Promise<void> {
  const request = findRequest(deps.db, requestId);
  if (request?.state !== 'ordered' || !deps.db.write((tx) => waiting.wanted(tx, request))) return;
  try {
    if (!service) throw unavailable('signing.not_configured');
    const answer = await service.create({ id: request.id, ...describe(deps.db, request), document: await deps.files.read(request.blob_id) });
    deps.db.write((tx) => received(tx, deps, request, answer, waiting));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const key = error.reason;
    deps.db.write((tx) => {
      if (error.code !== 'invalid') waiting.waits(tx, request, { key: `waits.${key}`, values: {} });
      else if (moveRequest(tx, request.id, { to: 'failed', at: deps.clock.now(), reason: { key, values: error.values } })) waiting.refused(tx, request, { key, values: error.values });
    });
    if (error.code !== 'invalid') throw error;
  }
}

function describe(db: Database, request: RequestRecord) {
  const settings = readSettings(db);
  const { title } = db.statement('SELECT title FROM documents WHERE id = ?').get(request.document_id) as { title: string };
  const { signer_kind: kind, signer_number: number } = request;
  return { title, sender: settings['sender.label'] || settings['school.name'], signBy: request.sign_by, signer: { name: request.signer_name ?? '\u2014', kind, number } };
}

function received(tx: Tx, deps: { clock: Clock }, request: RequestRecord, answer: ServiceAnswer, waiting: Waiting): void {
  const at = deps.clock.now();
  tx.statement('UPDATE signature_requests SET url = ? WHERE id = ?').run(answer.url, request.id);
  // Recalled while the service was asked: it must not stand open there.
  if (!moveRequest(tx, request.id, { to: 'received', at })) return cancelThere(tx, request.id, at);
  waiting.ready(tx, findRequest(tx, request.id)!);
}
