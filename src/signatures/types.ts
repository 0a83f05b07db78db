import type { Reason } from './reason.ts';

/** The states are explained where the table is made (migration 0031). */
export type SignatureState = 'ordered' | 'received' | 'started' | 'signed' | 'completed' | 'failed' | 'cancelled';

/** What the signing service says of a request (facts/digital-post.md 8: the states of an action, and what may end it). */
export type ServiceState = 'received' | 'started' | 'completed' | 'declined' | 'expired' | 'failed' | 'cancelled';

/** `url`: https, at most 256 characters. `reason`: what the person wrote who declined. */
export type ServiceAnswer = { id: string; state: ServiceState; url: string; reason: string | null };

export type Signer = { name: string; kind: 'cpr' | 'cvr'; number: string };

/**
 * The signing service as this domain sees it. Every call throws a Problem: unavailable signing.* where another try can help,
 * invalid signing.refused where it never will.
 */
export type SigningService = {
  /** Asks for a signature. The same id asked for twice is one request: safe to repeat after a crash. `signBy`: YYYY-MM-DD. */
  create(request: { id: string; title: string; sender: string; signBy: string | null; signer: Signer; document: Uint8Array }): Promise<ServiceAnswer>;
  /** At most 100 ids; those the service does not know are left out. */
  status(ids: string[]): Promise<ServiceAnswer[]>;
  /** At most `limit` bytes; more is signing.nonsense. */
  signedDocument(id: string, limit: number): Promise<Uint8Array>;
  /** completed: too late, it has been signed. A request it does not know is cancelled. */
  cancel(id: string): Promise<'cancelled' | 'completed'>;
  probe(): Promise<void>;
};

/** Why a document is not taken for signed; explained where it is judged (pdf/signatures/types.ts). */
export type SignedFault = 'unreadable' | 'other_document' | 'no_signature' | 'byte_range' | 'changed_after' | 'damaged' | 'digest' | 'signature' | 'weak'
  | 'untrusted' | 'certificate_expired' | 'certificate_not_yet_valid' | 'certificate_use' | 'time' | 'content';
export type SignatureFound = { signer: string; issuer: string; serialNumber: string; signedAt: string | null; timeFrom: 'timestamp' | 'claimed' | null; faults: SignedFault[] };
export type SignedVerdict = { faults: SignedFault[]; signatures: SignatureFound[]; longTerm: boolean };

/** What this domain needs of the document worker. */
export type SignedChecker = {
  checkSigned(pdf: Uint8Array, check: { original: { sha256: string; size: number }; roots: string; askedAt: string; now: string }): Promise<SignedVerdict>;
};

/** One request as pages show it. */
export type SignatureView = {
  id: string; letterId: string; dispatchId: string; documentId: string; state: SignatureState; signer: string | null; signBy: string | null;
  reason: Reason | null; verdict: SignedVerdict | null;
  createdAt: string; receivedAt: string | null; startedAt: string | null; signedAt: string | null; endedAt: string | null;
};

/** Who signs: the recipient, the custody holders who get a copy (the recipient where there are none), or both. */
export const signerChoices = ['recipient', 'guardians', 'both'] as const;
export type SignerChoice = (typeof signerChoices)[number];
export type { Reason };
