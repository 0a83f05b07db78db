import { randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { authorityName, clientName } from './names.ts';
import { makeCertificate, type Signed } from './sign.ts';

/** A test authority of two tiers: what stands in the trust store, and what signs. */
export type Authority = { root: Signed; issuing: Signed };

/** A client's certificate in every form a test or a connector needs; `chainPem` is leaf then issuer. */
export type ClientCertificate = Signed & { chainPem: string; p12: Uint8Array; password: string };

const year = 365 * 24 * 3600_000;
const signs = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
];
const leaf = [
  { name: 'basicConstraints', cA: false, critical: true },
  { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, keyEncipherment: true, critical: true },
];

/** Makes a new authority that nobody else trusts. Root 25 years, issuing 10 (facts: digital-post 4). `name` begins both names; `keyPem` serves both tiers, where making keys would take too long. */
export function makeAuthority(now = new Date(), name = 'Elevarkiv sandkasse', keyPem?: string): Authority {
  const notBefore = new Date(now.getTime() - 24 * 3600_000);
  const rootSubject = authorityName(`${name} rod-CA`);
  const root = makeCertificate({ subject: rootSubject, notBefore, notAfter: new Date(now.getTime() + 25 * year), extensions: signs, ...(keyPem ? { keyPem } : {}) });
  const issuing = makeCertificate({
    subject: authorityName(`${name} udstedende-CA 1`), notBefore,
    notAfter: new Date(now.getTime() + 10 * year), extensions: signs, issuer: root, ...(keyPem ? { keyPem } : {}),
  });
  return { root, issuing };
}

/** The peer's own certificate, good for localhost and the loopback addresses. Three years. */
export function makeServerCertificate(signedBy: Authority, now = new Date()): Signed & { chainPem: string } {
  const names = { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }, { type: 7, ip: '::1' }] };
  const made = makeCertificate({
    subject: clientName('00000000', 'Elevarkiv sandkasse', 'O'), extensions: [...leaf, names], issuer: signedBy.issuing,
    notBefore: new Date(now.getTime() - 24 * 3600_000), notAfter: new Date(now.getTime() + 3 * year),
  });
  return { ...made, chainPem: made.certificatePem + signedBy.issuing.certificatePem };
}

export type ClientWish = {
  /** Eight digits; null = a subject that names none. */
  cvr: string | null;
  name: string;
  signedBy: Authority;
  /** By default valid from yesterday and for three years. */
  notBefore?: Date;
  notAfter?: Date;
  /** An employee's certificate instead of the organisation's. */
  employee?: boolean;
  /** How the file is sealed: AES-256 of today, or triple DES as older programs do. */
  encryption?: 'aes256' | '3des';
  /** A key to use instead of a new one. */
  keyPem?: string;
};

/** A client's certificate, signed by `signedBy`. Tests make expired, foreign and wrong-CVR ones with it. */
export function makeClientCertificate(wish: ClientWish): ClientCertificate {
  const now = Date.now();
  const made = makeCertificate({
    subject: clientName(wish.cvr, wish.name, wish.employee ? 'E' : 'O'), extensions: leaf, issuer: wish.signedBy.issuing,
    notBefore: wish.notBefore ?? new Date(now - 24 * 3600_000), notAfter: wish.notAfter ?? new Date(now + 3 * year),
    ...(wish.keyPem ? { keyPem: wish.keyPem } : {}),
  });
  const password = randomBytes(12).toString('base64url');
  const chain = [made.certificatePem, wish.signedBy.issuing.certificatePem].map((pem) => forge.pki.certificateFromPem(pem));
  const sealed = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(made.keyPem), chain, password, { algorithm: wish.encryption ?? 'aes256', friendlyName: wish.name });
  const p12 = Buffer.from(forge.asn1.toDer(sealed).getBytes(), 'binary');
  return { ...made, chainPem: made.certificatePem + wish.signedBy.issuing.certificatePem, p12, password };
}
