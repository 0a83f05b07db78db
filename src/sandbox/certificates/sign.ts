import { constants, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import forge from 'node-forge';

/** A certificate and its private key, both PEM. */
export type Signed = { certificatePem: string; keyPem: string };

export type CertificateWish = {
  subject: forge.pki.CertificateField[];
  notBefore: Date;
  notAfter: Date;
  extensions: object[];
  /** Absent: the certificate signs itself, as a root does. */
  issuer?: Signed;
  /** A key to use (PEM) instead of a new one. */
  keyPem?: string;
};

const sha256 = forge.pki.oids['sha256']!;
const pssParameters = {
  hash: { algorithmOid: sha256 },
  mgf: { algorithmOid: forge.pki.oids['mgf1']!, hash: { algorithmOid: sha256 } },
  saltLength: 32,
};

/** A new RSA key of 3072 bits (facts: digital-post 4), PEM. */
export const makeKey = (): string => generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/**
 * Makes an RSA 3072 key and a certificate for it, signed RSASSA-PSS with SHA-256 and a salt of 32
 * bytes, because genuine OCES3 certificates are signed so and old TLS stacks stumble over it
 * (facts: digital-post 4; dependencies, mutual TLS). forge writes the certificate but signs PKCS#1
 * only, so the runtime signs.
 */
export function makeCertificate(wish: CertificateWish): Signed {
  const keyPem = wish.keyPem ?? makeKey();
  const publicPem = createPublicKey(keyPem).export({ type: 'spki', format: 'pem' }).toString();
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicPem);
  // A serial number is positive: the first hexadecimal digit stays below 8.
  certificate.serialNumber = `1${randomBytes(15).toString('hex').slice(1)}`.padStart(30, '0');
  certificate.validity.notBefore = wish.notBefore;
  certificate.validity.notAfter = wish.notAfter;
  certificate.setSubject(wish.subject);
  certificate.setIssuer(wish.issuer ? forge.pki.certificateFromPem(wish.issuer.certificatePem).subject.attributes : wish.subject);
  certificate.setExtensions(wish.extensions);
  return { certificatePem: signPss(certificate, wish.issuer?.keyPem ?? keyPem), keyPem };
}

function signPss(certificate: forge.pki.Certificate, issuerKeyPem: string): string {
  const open = certificate as forge.pki.Certificate & { signatureParameters: object; siginfo: { parameters: object }; tbsCertificate: forge.asn1.Asn1 };
  open.signatureOid = open.siginfo.algorithmOid = forge.pki.oids['RSASSA-PSS']!;
  open.signatureParameters = open.siginfo.parameters = pssParameters;
  const pki = forge.pki as typeof forge.pki & { getTBSCertificate(certificate: forge.pki.Certificate): forge.asn1.Asn1 };
  open.tbsCertificate = pki.getTBSCertificate(certificate);
  const toSign = Buffer.from(forge.asn1.toDer(open.tbsCertificate).getBytes(), 'binary');
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  open.signature = sign('sha256', toSign, { key: issuerKeyPem, ...padding }).toString('binary');
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}
