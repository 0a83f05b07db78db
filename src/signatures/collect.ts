import type { Clock } from '../core/clock.ts';
import { conflict } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Tx } from '../db/index.ts';
import type { FileStore, StoredBlob } from '../files/index.ts';
import { readSettings } from '../settings/index.ts';
import { fetchSoon } from './errands.ts';
import { findRequest, type RequestRecord } from './find.ts';
import { moveRequest } from './move.ts';
import { tellOf } from './tell.ts';
import type { SignedChecker, SignedVerdict, SigningService } from './types.ts';

type Deps = { db: Database; files: FileStore; clock: Clock; ids: Ids; documents: SignedChecker };

/** Signatures, certificates and the data to prove them in years to come take this much at most. */
const roomForSignatures = 20_000_000;

/** A signed letter is post: it is given over to distribution, which files it and says why, in the transaction that takes it for signed. */
export type Distribute = (tx: Tx, signed: {
  requestId: string; letterId: string; documentId: string; title: string; signer: { kind: 'cpr' | 'cvr'; number: string; name: string | null }; requestedBy: string | null; blob: StoredBlob; at: Date;
}) => Record<string, unknown>;

/**
 * Fetches the signed PDF, stores it, has it judged and has it distributed as post, which files it beside the letter; one that is not what it should be is kept
 * apart with why, and never filed. Whoever sent the letter is told either way. Safe to repeat after a crash. Throws where
 * another try can help.
 */
export async function collectSigned(deps: Deps, service: SigningService, requestId: string, distribute: Distribute): Promise<void> {
  const request = findRequest(deps.db, requestId);
  if (request?.state !== 'signed') return;
  const original = deps.db.statement('SELECT sha256, size FROM blobs WHERE id = ?').get(request.blob_id) as { sha256: string; size: number };
  const bytes = await service.signedDocument(request.id, original.size + roomForSignatures);
  const blob = await deps.files.put(bytes);
  let kept = false;
  try {
    const verdict = await deps.documents.checkSigned(bytes, { original, roots: readSettings(deps.db)['signing.roots'], askedAt: request.created_at, now: deps.clock.now().toISOString() });
    kept = deps.db.write((tx) => keep(tx, deps, request.id, blob, verdict, distribute));
  } finally {
    if (!kept) deps.files.drop(blob.id);
  }
}

/** In one transaction: verdict, file, state, log, notice. False where somebody else had done it. */
function keep(tx: Tx, deps: Deps, requestId: string, blob: StoredBlob, verdict: SignedVerdict, distribute: Distribute): boolean {
  const request = findRequest(tx, requestId)!;
  if (request.state !== 'signed') return false;
  const at = deps.clock.now();
  deps.files.record(tx, blob);
  dropRefused(tx, deps, request);
  const [fault] = verdict.faults;
  tx.statement('UPDATE signature_requests SET verdict = ?, refused_blob_id = ? WHERE id = ?').run(JSON.stringify(verdict), fault ? blob.id : null, request.id);
  if (fault) {
    moveRequest(tx, request.id, { to: 'failed', at, reason: { key: `signature.bad.${fault}`, values: valuesOf(verdict) }, payload: { sha256: blob.sha256, faults: verdict.faults } });
  } else {
    const { title } = tx.statement('SELECT title FROM documents WHERE id = ?').get(request.document_id) as { title: string };
    const signer = { kind: request.signer_kind, number: request.signer_number, name: request.signer_name };
    const decided = distribute(tx, { requestId, letterId: request.letter_id, documentId: request.document_id, title, signer, requestedBy: request.requested_by, blob, at });
    moveRequest(tx, request.id, { to: 'completed', at, payload: { sha256: blob.sha256, signers: verdict.signatures.length, ...decided } });
  }
  tellOf(tx, deps, request.id, fault ? 'signature_failed' : 'signature_completed', at);
  return true;
}

/** What a sentence about the fault may name: of the signature it is about. */
function valuesOf(verdict: SignedVerdict): Record<string, string> {
  const found = verdict.signatures.find((each) => each.faults.length > 0) ?? verdict.signatures[0];
  return found ? { issuer: found.issuer, signer: found.signer } : { issuer: '', signer: '' };
}

/** The file of an earlier try is no more worth keeping than the one that takes its place. */
function dropRefused(tx: Tx, deps: { files: FileStore }, request: RequestRecord): void {
  if (request.refused_blob_id === null) return;
  tx.statement('UPDATE signature_requests SET refused_blob_id = NULL WHERE id = ?').run(request.id);
  deps.files.shred(tx, request.refused_blob_id);
}

/** Destroys what was kept apart of a dispatch's requests; with the merge file, when its time has come. */
export function shredRefused(tx: Tx, deps: { files: FileStore }, dispatchId: string): void {
  const rows = tx.statement('SELECT * FROM signature_requests WHERE dispatch_id = ? AND refused_blob_id IS NOT NULL').all(dispatchId) as RequestRecord[];
  for (const row of rows) dropRefused(tx, deps, row);
}

/** Fetches once more a document that was not taken for signed: the service may have put it right. Conflict signature.not_refused. */
export function fetchAgain(tx: Tx, requestId: string, { at, actorId }: { at: Date; actorId: string }): void {
  const request = findRequest(tx, requestId);
  if (request?.state !== 'failed' || request.verdict === null || !moveRequest(tx, requestId, { to: 'signed', at, actorId })) throw conflict('signature.not_refused');
  fetchSoon(tx, requestId, at);
}
