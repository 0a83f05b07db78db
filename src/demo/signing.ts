import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import { openCertificates, openSigningAuthority } from '../sandbox/index.ts';
import { demoSchool } from './school.ts';
import { changeSettings } from '../settings/index.ts';

/**
 * Sets the sandbox's signing service up in a demo box: its address, its own authority, and whose signatures are taken.
 * `certificates`: the sandbox's folder of certificates; what is missing there is made.
 */
export function connectSigning(deps: Deps, { url, certificates }: { url: string; certificates: string }): void {
  const { cvr, name } = demoSchool();
  openCertificates(certificates, { cvr, name });
  openSigningAuthority(join(certificates, 'signing'));
  changeSettings(deps, null, {
    'signing.baseUrl': url, 'signing.roots': readFileSync(join(certificates, 'signing/roots.pem'), 'utf8'),
    'signing.authorities': readFileSync(join(certificates, 'ca.pem'), 'utf8'), 'signing.pollSeconds': 2,
  });
}
