import type { Reader } from '../db/index.ts';
import type { Reason } from './reason.ts';
import type { SignatureState, SignatureView, SignedVerdict } from './types.ts';

export type RequestRecord = {
  id: string; letter_id: string; dispatch_id: string; document_id: string; state: SignatureState; signer_name: string | null; signer_kind: 'cpr' | 'cvr'; signer_number: string;
  sign_by: string | null; url: string | null; blob_id: string; reason: string | null; verdict: string | null; refused_blob_id: string | null; requested_by: string | null;
  created_at: string; received_at: string | null; started_at: string | null; signed_at: string | null; ended_at: string | null; asked_at: string | null; updated_at: string;
};

export const findRequest = (reader: Reader, id: string): RequestRecord | undefined => reader.statement('SELECT * FROM signature_requests WHERE id = ?').get(id) as RequestRecord | undefined;

/** The newest request on a letter, whatever became of it. */
export const newestRequest = (reader: Reader, letterId: string): RequestRecord | undefined =>
  reader.statement('SELECT * FROM signature_requests WHERE letter_id = ? ORDER BY created_at DESC, rowid DESC LIMIT 1').get(letterId) as RequestRecord | undefined;

export const viewOf = (row: RequestRecord): SignatureView => ({
  id: row.id, letterId: row.letter_id, dispatchId: row.dispatch_id, documentId: row.document_id, state: row.state, signer: row.signer_name, signBy: row.sign_by,
  reason: row.reason ? (JSON.parse(row.reason) as Reason) : null, verdict: row.verdict ? (JSON.parse(row.verdict) as SignedVerdict) : null,
  createdAt: row.created_at, receivedAt: row.received_at, startedAt: row.started_at, signedAt: row.signed_at, endedAt: row.ended_at,
});

/** How many wait to be signed, for the administrator. */
export const openSignatures = (reader: Reader): number => (reader.statement("SELECT count(*) AS n FROM signature_requests WHERE state IN ('ordered', 'received', 'started', 'signed')").get() as { n: number }).n;

/** The requests on a document, newest first. The caller has found the document through the actor. */
export function signaturesOfDocument(reader: Reader, documentId: string): SignatureView[] {
  return (reader.statement('SELECT * FROM signature_requests WHERE document_id = ? ORDER BY created_at DESC, rowid DESC').all(documentId) as RequestRecord[]).map(viewOf);
}
