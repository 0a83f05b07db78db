import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAuthority, type Authority } from '../certificates/authority.ts';
import { personName } from '../certificates/names.ts';
import { makeCertificate, makeKey } from '../certificates/sign.ts';
import type { Signer } from './cms.ts';

/** Who issues the certificates people sign with. One key serves both tiers and one all people: each takes long to make, and none is worth anything. */
export type SigningAuthority = { authority: Authority; keyPem: string };

const day = 86_400_000;

/** Opens the signing authority of a folder, or makes it at the first start: `roots.pem` is what a portal must trust. */
export function openSigningAuthority(folder: string): SigningAuthority {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'authority.json');
  if (!existsSync(file)) {
    const made: SigningAuthority = { authority: makeAuthority(new Date(), 'Elevarkiv sandkasse signatur', makeKey()), keyPem: makeKey() };
    writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  const opened = JSON.parse(readFileSync(file, 'utf8')) as SigningAuthority;
  writeFileSync(join(folder, 'roots.pem'), opened.authority.root.certificatePem, { mode: 0o600 });
  return opened;
}

export type SignerWish = { name: string; at: Date; /** From an authority nobody trusts. */ foreign?: boolean; /** Ended a week before it was used. */ expired?: boolean };

/** A certificate for one signature: good for an hour around it (facts: digital-post 8, one-time certificates). */
export function signerFor({ authority, keyPem }: SigningAuthority, wish: SignerWish): Signer {
  const { issuing } = wish.foreign ? makeAuthority(new Date(), 'En fremmed', makeKey()) : authority;
  const at = wish.at.getTime() - (wish.expired ? 7 * day : 0);
  const made = makeCertificate({
    subject: personName(wish.name), keyPem, issuer: issuing, notBefore: new Date(at - 30 * 60_000), notAfter: new Date(at + 30 * 60_000),
    extensions: [{ name: 'basicConstraints', cA: false, critical: true }, { name: 'keyUsage', nonRepudiation: true, digitalSignature: true, critical: true }],
  });
  return { ...made, chainPem: [issuing.certificatePem] };
}
