import { Certificate, CertificateChainValidationEngine, ExtKeyUsage } from 'pkijs';
import { BitString } from 'asn1js';
import type { SignedFault } from './types.ts';

/** The certificates of a text of PEM; what cannot be read is left out. */
export function certificatesOf(pem: string): Certificate[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g)].flatMap((match) => {
    try {
      return [Certificate.fromBER(Buffer.from(match[1]!.replace(/\s/g, ''), 'base64'))];
    } catch {
      return [];
    }
  });
}

export const derOf = (certificate: Certificate): Buffer => Buffer.from(certificate.toSchema(false).toBER(false));
const same = (a: Certificate, b: Certificate) => Buffer.compare(derOf(a), derOf(b)) === 0;

/** The common name, else the organisation. */
export function nameOf(certificate: Certificate, whose: 'subject' | 'issuer'): string {
  const entries = certificate[whose].typesAndValues;
  const named = ['2.5.4.3', '2.5.4.10'].map((type) => entries.find((entry) => entry.type === type)).find((entry) => entry);
  return String(named?.value.valueBlock.value ?? '').slice(0, 200);
}

export const serialOf = (certificate: Certificate): string => Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex');

/**
 * Whether a certificate was good when it was used: valid then, and through `others` issued by one of `roots`
 * (RFC 5280, by pkijs). Null = good.
 */
export async function chainFault(certificate: Certificate, others: Certificate[], roots: Certificate[], at: Date): Promise<SignedFault | null> {
  if (at < certificate.notBefore.value) return 'certificate_not_yet_valid';
  if (at > certificate.notAfter.value) return 'certificate_expired';
  const between = others.filter((each) => !same(each, certificate) && !roots.some((root) => same(root, each)));
  // The engine reads the last one as the one in question.
  const engine = new CertificateChainValidationEngine({ trustedCerts: roots, certs: [...between, certificate], checkDate: at });
  const { result } = await engine.verify().catch(() => ({ result: false }));
  return result ? null : 'untrusted';
}

const [keyUsage, extendedKeyUsage] = ['2.5.29.15', '2.5.29.37'];
/** Signing of documents and of mail, log-in (issued for both by many), and anything. */
const forSigning = new Set(['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.2', '1.2.840.113583.1.1.5', '1.3.6.1.4.1.311.10.3.12', '2.5.29.37.0']);
const forTime = new Set(['1.3.6.1.5.5.7.3.8']);

/** Whether a certificate says it is for signing (or for time stamps, which must say so). */
export function mayBeUsed(certificate: Certificate, use: 'signing' | 'time'): boolean {
  const extension = (id: string) => certificate.extensions?.find((each) => each.extnID === id)?.parsedValue as unknown;
  const bits = extension(keyUsage);
  // digitalSignature and nonRepudiation are the first two bits.
  if (bits instanceof BitString && ((bits.valueBlock.valueHexView[0] ?? 0) & 0xc0) === 0) return false;
  const purposes = extension(extendedKeyUsage);
  if (!(purposes instanceof ExtKeyUsage)) return use === 'signing';
  return purposes.keyPurposes.some((each) => (use === 'signing' ? forSigning : forTime).has(each));
}
