import { X509Certificate } from 'node:crypto';

type Dates = { from: Date; to: Date } | null;
/** What was last read: it is asked before every call, and the certificate seldom changes. */
let last: { pem: string; dates: Dates } | undefined;

function datesOf(pem: string): Dates {
  if (last?.pem === pem) return last.dates;
  let dates: Dates = null;
  try {
    const certificate = new X509Certificate(pem);
    dates = { from: new Date(certificate.validFrom), to: new Date(certificate.validTo) };
  } catch {
    // Damaged: said by the caller.
  }
  last = { pem, dates };
  return dates;
}

/** Why our own certificate cannot be used at this moment, or null. Seen before anything is sent. */
export function ownCertificateFault(pem: string, now: Date): 'certificate_missing' | 'certificate_damaged' | 'certificate_expired' | 'certificate_not_yet_valid' | null {
  if (pem.trim() === '') return 'certificate_missing';
  const dates = datesOf(pem);
  if (dates === null) return 'certificate_damaged';
  if (now > dates.to) return 'certificate_expired';
  return now < dates.from ? 'certificate_not_yet_valid' : null;
}
