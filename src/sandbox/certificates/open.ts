import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAuthority, makeClientCertificate, makeServerCertificate, type Authority } from './authority.ts';

/** What the peer serves with. */
export type ServerIdentity = { chainPem: string; keyPem: string; authority: Authority };

/** Whose client certificate is made at first start: CVR number (8 digits) and name. */
export type Holder = { cvr: string; name: string };

function write(path: string, content: string | Uint8Array): void {
  // Renamed into place, so that a kill on the way never leaves half a key that a second start would trust.
  writeFileSync(`${path}.new`, content, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/**
 * Opens the test authority of `folder`, or makes it at the first start: `ca.pem` (the root),
 * `client.p12` with `client.password` for the school, and the peer's own identity. A client
 * certificate for another holder than last time is made anew.
 */
export function openCertificates(folder: string, holder: Holder): ServerIdentity {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const identityFile = join(folder, 'identity.json');
  let identity: ServerIdentity;
  if (existsSync(identityFile)) {
    identity = JSON.parse(readFileSync(identityFile, 'utf8')) as ServerIdentity;
  } else {
    const authority = makeAuthority();
    const { chainPem, keyPem } = makeServerCertificate(authority);
    identity = { chainPem, keyPem, authority };
    write(identityFile, JSON.stringify(identity));
  }
  write(join(folder, 'ca.pem'), identity.authority.root.certificatePem);
  ensureClient(folder, identity.authority, holder);
  return identity;
}

function ensureClient(folder: string, authority: Authority, holder: Holder): void {
  const holderFile = join(folder, 'client.holder');
  const wanted = JSON.stringify([holder.cvr, holder.name]);
  if (existsSync(holderFile) && readFileSync(holderFile, 'utf8') === wanted) return;
  const client = makeClientCertificate({ ...holder, signedBy: authority });
  write(join(folder, 'client.p12'), client.p12);
  write(join(folder, 'client.password'), client.password);
  write(join(folder, 'client.serial'), new X509Certificate(client.certificatePem).serialNumber);
  // Written last: it says that the two before it are whole.
  write(holderFile, wanted);
}

/** The authority of a sandbox folder that has been started once, for tests that sign more certificates. */
export function readAuthority(sandboxFolder: string): Authority {
  return (JSON.parse(readFileSync(join(sandboxFolder, 'certificates', 'identity.json'), 'utf8')) as ServerIdentity).authority;
}
