import { X509Certificate } from 'node:crypto';

/** Why our own certificate cannot be used at this moment, or null. Seen before anything is sent. */
export function ownCertificateFault(pem: string, now: Date): 'certificate_missing' | 'certificate_damaged' | 'certificate_expired' | 'certificate_not_yet_valid' | null {
  if (pem.trim() === '') return 'certificate_missing';
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return 'certificate_damaged';
  }
  if (now > new Date(certificate.validTo)) return 'certificate_expired';
  return now < new Date(certificate.validFrom) ? 'certificate_not_yet_valid' : null;
}
