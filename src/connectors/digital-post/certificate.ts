import { X509Certificate } from 'node:crypto';
import { Problem } from '../../core/errors.ts';

export type CertificateDescription = {
  subject: string;
  issuer: string;
  /** Eight digits of organizationIdentifier (2.5.4.97) `NTRDK-<CVR>`; null where the certificate names no Danish company. */
  cvr: string | null;
  /** Hexadecimal. */
  serialNumber: string;
  notBefore: Date;
  notAfter: Date;
  /** True for certificates of the test authority (`OU=Test - cti`). */
  test: boolean;
};

/**
 * What the first certificate of a PEM text says. The CVR number is read from 2.5.4.97, not from the
 * subject's serialNumber (facts: digital-post 4). Throws Problem invalid certificate.damaged.
 */
export function describeCertificate(pem: string): CertificateDescription {
  try {
    const certificate = new X509Certificate(pem);
    const { subject, issuer, serialNumber } = certificate;
    return {
      subject, issuer, serialNumber,
      cvr: /(?:^|\n)(?:organizationIdentifier|2\.5\.4\.97)=(?:NTRDK-)(\d{8})(?:\n|$)/.exec(subject)?.[1] ?? null,
      notBefore: new Date(certificate.validFrom), notAfter: new Date(certificate.validTo),
      test: /(^|\n)OU=Test - cti(\n|$)/.test(issuer),
    };
  } catch (cause) {
    throw new Problem('invalid', 'certificate.damaged', {}, cause);
  }
}
