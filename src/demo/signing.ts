import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import { openSigningAuthority } from '../sandbox/index.ts';
import { changeSettings } from '../settings/index.ts';

/**
 * Sets the sandbox's signing service up in a demo box: its address, its own authority, and whose signatures are taken.
 * `certificates`: the sandbox's folder of certificates; the authority of signatures is made there when it is missing.
 */
export function connectSigning(deps: Deps, { url, certificates }: { url: string; certificates: string }): void {
  openSigningAuthority(join(certificates, 'signing'));
  changeSettings(deps, null, {
    'signing.baseUrl': url, 'signing.roots': readFileSync(join(certificates, 'signing/roots.pem'), 'utf8'),
    'signing.authorities': readFileSync(join(certificates, 'ca.pem'), 'utf8'), 'signing.pollSeconds': 2,
  });
}
