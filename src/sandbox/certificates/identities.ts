import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAuthority, makeClientCertificate, type Authority, type ClientWish } from './authority.ts';
import type { Holder } from './open.ts';
import { makeKey } from './sign.ts';

/** What can be the matter with a certificate, one file for each; `client` is the school's own. */
export const identityNames = ['good', 'legacy', 'expired', 'not-yet-valid', 'revoked', 'wrong-cvr', 'without-cvr', 'employee', 'foreign', 'damaged'] as const;
export type IdentityName = (typeof identityNames)[number];

const day = 86_400_000;

/** How each differs from the good one. */
function wishOf(name: IdentityName, now: number): Partial<ClientWish> {
  switch (name) {
    case 'legacy': return { encryption: '3des' };
    case 'expired': return { notBefore: new Date(now - 1100 * day), notAfter: new Date(now - 5 * day) };
    case 'not-yet-valid': return { notBefore: new Date(now + 10 * day), notAfter: new Date(now + 1100 * day) };
    case 'wrong-cvr': return { cvr: '10150817' };
    case 'without-cvr': return { cvr: null };
    case 'employee': return { employee: true };
    case 'foreign': return { signedBy: makeAuthority() };
    default: return {};
  }
}

/**
 * The folder of identities beside the client's own: `<name>.p12` with `<name>.password`, made when first asked for.
 * They share one key, because each takes long to make and none is worth anything. Their serial numbers stand in
 * `serials.json`.
 */
export function openIdentities(certificates: string, authority: Authority, holder: Holder): string {
  const folder = join(certificates, 'identities');
  if (existsSync(join(folder, 'serials.json'))) return folder;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const now = Date.now();
  const keyPem = makeKey();
  const serials: Partial<Record<IdentityName, string>> = {};
  for (const name of identityNames) {
    const made = makeClientCertificate({ ...holder, signedBy: authority, keyPem, ...wishOf(name, now) });
    writeFileSync(join(folder, `${name}.p12`), name === 'damaged' ? made.p12.subarray(0, 700) : made.p12, { mode: 0o600 });
    writeFileSync(join(folder, `${name}.password`), made.password, { mode: 0o600 });
    serials[name] = new X509Certificate(made.certificatePem).serialNumber;
  }
  // Written last: it says that the others are whole.
  writeFileSync(join(folder, 'serials.json'), JSON.stringify(serials), { mode: 0o600 });
  return folder;
}

/** Serial number (hexadecimal) of each identity; empty as long as none was asked for. */
export function serialsOf(certificates: string): Partial<Record<IdentityName, string>> {
  const list = join(certificates, 'identities', 'serials.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Partial<Record<IdentityName, string>>) : {};
}
