/** What a signed document is held against. Times ISO 8601. */
export type SignedCheck = {
  /** The bytes that were sent to be signed: they must be the first of the signed file, unchanged. */
  original: { sha256: string; size: number };
  /** Authorities that certificates of signers and of time stamps may come from, PEM, one after another. */
  roots: string;
  /** Nobody can have signed before it was asked for, nor after now; ten minutes are given to clocks. */
  askedAt: string;
  now: string;
};

/**
 * Why a signed document is not taken for signed. unreadable: no PDF. other_document: does not begin with the bytes that were
 * sent. no_signature. byte_range: a signature does not cover its revision from end to end. changed_after: something but
 * long-term data was added after the last signature. damaged: a signature cannot be read. digest: what is covered is not what
 * was signed. signature: not made with the certificate's key. weak: an algorithm that no longer proves anything.
 * untrusted: the certificate comes from none of the roots. certificate_expired, certificate_not_yet_valid: when it was signed.
 * certificate_use: not made for signing. time: no time, or one that cannot be. content: more was changed than adding signatures.
 */
export type SignedFault = 'unreadable' | 'other_document' | 'no_signature' | 'byte_range' | 'changed_after' | 'damaged' | 'digest' | 'signature' | 'weak'
  | 'untrusted' | 'certificate_expired' | 'certificate_not_yet_valid' | 'certificate_use' | 'time' | 'content';

export type SignatureFound = {
  /** Common names of the certificate and its issuer. */
  signer: string;
  issuer: string;
  serialNumber: string;
  /** ISO; who says so: a time stamp of a trusted authority, or the signer's own machine. */
  signedAt: string | null;
  timeFrom: 'timestamp' | 'claimed' | null;
  faults: SignedFault[];
};

/** `faults` empty = signed, unchanged, by certificates of the roots. Whether a certificate has been revoked is not asked. */
export type SignedVerdict = { faults: SignedFault[]; signatures: SignatureFound[]; /** Data to prove it in years to come is in the file. */ longTerm: boolean };
