/**
 * How a call ended without an answer. `connecting`: before the TLS handshake was done on our side, so
 * nothing of the request left. `sent`: the request, or some of it, may have arrived.
 * `reason` is a key as in SendOutcome; `detail` is an error code, never a message or an address
 * (both can hold a look-up's CPR number).
 */
export type Failure = { kind: 'failure'; stage: 'connecting' | 'sent'; reason: FailureReason; detail: string };

export type FailureReason =
  | 'peer_refused' | 'peer_not_found' | 'peer_unreachable' | 'peer_certificate' | 'peer_wrong_name' | 'tls_failed' | 'timeout'
  | 'certificate_rejected' | 'certificate_damaged' | 'cut_off' | 'nonsense';

const beforeHandshake: Record<string, FailureReason> = {
  ECONNREFUSED: 'peer_refused',
  ENOTFOUND: 'peer_not_found',
  EAI_AGAIN: 'peer_not_found',
  EHOSTUNREACH: 'peer_unreachable',
  ENETUNREACH: 'peer_unreachable',
  ETIMEDOUT: 'timeout',
  ERR_TLS_CERT_ALTNAME_INVALID: 'peer_wrong_name',
};

/** OpenSSL's names for a peer's certificate that does not verify. */
const peerCertificate = /^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|CRL_|INVALID_CA|HOSTNAME_MISMATCH|PATH_LENGTH|INVALID_PURPOSE)/;

/**
 * Alerts that say no to our certificate. Under TLS 1.3 they arrive after our side of the handshake is
 * done, but the server sends them instead of finishing its own, and so never reads the request.
 */
const certificateAlert =
  /ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|NO_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED)/;

/** True where the failure proves that the peer took nothing. Everything else after the handshake is doubt. */
export const provesNothingTaken = ({ stage, reason }: Failure): boolean => stage === 'connecting' || reason === 'certificate_rejected';

/** Reads an error of node:https or node:tls by its code alone. */
export function failureOf(stage: Failure['stage'], code: string): Failure {
  return { kind: 'failure', stage, reason: reasonOf(stage, code), detail: code };
}

function reasonOf(stage: Failure['stage'], code: string): FailureReason {
  if (certificateAlert.test(code)) return 'certificate_rejected';
  if (code === 'TIMEOUT') return 'timeout';
  if (stage === 'connecting') return beforeHandshake[code] ?? (peerCertificate.test(code) ? 'peer_certificate' : 'tls_failed');
  return code.startsWith('HPE_') || code === 'ANSWER_TOO_LONG' ? 'nonsense' : 'cut_off';
}
