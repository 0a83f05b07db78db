import { X509Certificate } from 'node:crypto';
import { Problem } from '../../core/errors.ts';
import { describeCertificate, type CertificateDescription } from './certificate.ts';
import { readPkcs12, type Pkcs12 } from './pkcs12.ts';

/** One thing that was checked. `stop`: the certificate cannot be used; `warn`: it can, but IT should know. The sentence: views/texts/identity.ts. */
export type IdentityFinding = { reason: string; level: 'ok' | 'warn' | 'stop'; values: Record<string, string | number> };

export type IdentityInspection = {
  /** Null where the file could not be opened. */
  identity: Pkcs12 | null;
  description: CertificateDescription | null;
  findings: IdentityFinding[];
  /** No finding stops. Whether the platform knows the certificate only a call can tell. */
  usable: boolean;
};

/** A .p12 of one certificate and its chain is some kilobytes; a megabyte is something else. */
const largest = 1_000_000;
const smallestKey = 2048;
const day = 86_400_000;
/** The platform's contact person is mailed too, but whoever ordered the certificate may have left by then. */
const tellDays = 60;

const finding = (level: IdentityFinding['level'], reason: string, values: IdentityFinding['values'] = {}): IdentityFinding => ({ reason: `identity.${reason}`, level, values });

/**
 * Looks through a PKCS#12 file (.p12, bytes) as IT received it from MitID Erhverv before it is taken into use, and
 * says all that is the matter at once. `expected.cvr` is the school's (eight digits); '' leaves that check out.
 * `expected.authoritiesPem`: roots it must come from; without them only the tier above it is looked for.
 * Never throws for what stands in the file. Source of the rules: facts, digital-post 4 (OCES3).
 */
export async function inspectIdentity(p12: Uint8Array, password: string, expected: { cvr: string; now: Date; authoritiesPem?: string }): Promise<IdentityInspection> {
  const refused = (found: IdentityFinding): IdentityInspection => ({ identity: null, description: null, findings: [found], usable: false });
  if (p12.length > largest) return refused(finding('stop', 'too_large'));
  let identity: Pkcs12;
  let description: CertificateDescription;
  try {
    identity = await readPkcs12(p12, password);
    description = describeCertificate(identity.certificatePem);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return refused(finding('stop', error.reason.replace(/^certificate\./, '')));
  }
  const chain = certificatesOf(identity.certificatePem);
  const findings = [
    finding('ok', 'opens', { name: nameIn(description.subject) }),
    ...kindOf(description),
    ...cvrOf(description, expected.cvr),
    ...validityOf(description, expected.now),
    ...keyOf(chain[0]!),
    ...chainOf(chain),
    ...(expected.authoritiesPem === undefined ? [] : rootOf(chain, certificatesOf(expected.authoritiesPem))),
    ...(description.test ? [finding('warn', 'test')] : []),
    ...(isLegacy(p12) ? [finding('warn', 'legacy')] : []),
  ];
  return { identity, description, findings, usable: findings.every(({ level }) => level !== 'stop') };
}

const certificatesOf = (pem: string) => (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new X509Certificate(one));
const nameIn = (subject: string) => /(?:^|\n)CN=([^\n]+)/.exec(subject)?.[1] ?? '';

/** OCES3 names the kind in the subject's serialNumber: UI:DK-O an organisation (or its system), -E an employee, -P a person. */
function kindOf({ subject }: CertificateDescription): IdentityFinding[] {
  const kind = /(?:^|\n)serialNumber=UI:DK-([A-Z])/.exec(subject)?.[1];
  if (kind === 'E' || kind === 'P') return [finding('stop', 'personal')];
  return kind === 'O' ? [finding('ok', 'organisation')] : [finding('warn', 'unknown_kind')];
}

function cvrOf({ cvr }: CertificateDescription, wanted: string): IdentityFinding[] {
  if (cvr === null) return [finding('stop', 'no_cvr')];
  if (wanted === '') return [finding('ok', 'cvr', { cvr })];
  return cvr === wanted ? [finding('ok', 'cvr', { cvr })] : [finding('stop', 'wrong_cvr', { cvr, wanted })];
}

function validityOf({ notBefore, notAfter }: CertificateDescription, now: Date): IdentityFinding[] {
  const date = notAfter.toISOString();
  if (now > notAfter) return [finding('stop', 'expired', { date })];
  if (now < notBefore) return [finding('stop', 'not_yet_valid', { date: notBefore.toISOString() })];
  const days = Math.floor((notAfter.getTime() - now.getTime()) / day);
  return [finding(days <= tellDays ? 'warn' : 'ok', days <= tellDays ? 'expires_soon' : 'valid', { date, days })];
}

function keyOf({ publicKey }: X509Certificate): IdentityFinding[] {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (publicKey.asymmetricKeyType !== 'rsa') return [finding('warn', 'other_key')];
  return bits < smallestKey ? [finding('stop', 'weak_key', { bits })] : [];
}

/** The peer needs what lies between the certificate and the root, which it has itself. */
function chainOf([own, ...rest]: X509Certificate[]): IdentityFinding[] {
  const issuer = nameIn(own!.issuer);
  if (own!.subject === own!.issuer) return [finding('stop', 'self_signed')];
  const above = rest.find((one) => own!.checkIssued(one) && own!.verify(one.publicKey));
  return above ? [finding('ok', 'chain', { issuer })] : [finding('warn', 'no_issuer', { issuer })];
}

/** Goes up from the certificate, tier by tier, to one of the roots. At most as many steps as there are certificates. */
function rootOf(chain: X509Certificate[], roots: X509Certificate[]): IdentityFinding[] {
  const issues = (above: X509Certificate, below: X509Certificate) => below.checkIssued(above) && below.verify(above.publicKey);
  let top = chain[0]!;
  for (const _tier of chain) {
    const root = roots.find((one) => issues(one, top));
    if (root) return [finding('ok', 'root', { root: nameIn(root.subject) })];
    top = chain.find((one) => one !== top && issues(one, top)) ?? top;
  }
  return [finding('stop', 'other_root', { issuer: nameIn(top.issuer) })];
}

/** RC2 of 40 bits and triple DES under PKCS#12's own schemes (1.2.840.113549.1.12.1.3 to .6): how older files are sealed. */
function isLegacy(p12: Uint8Array): boolean {
  const bytes = Buffer.from(p12.buffer, p12.byteOffset, p12.length);
  return [3, 4, 5, 6].some((scheme) => bytes.includes(Buffer.from([0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, scheme])));
}
