import { join } from 'node:path';
import { systemClock, type Clock } from '../core/clock.ts';
import { silentLog, type Log } from '../core/log.ts';
import { openCertificates } from './certificates/open.ts';
import { controlApp } from './control/app.ts';
import { basePath } from './peer/handle.ts';
import { loadCompanies } from './cvr/companies.ts';
import { servePeer } from './peer/serve.ts';
import type { SandboxSettings } from './settings.ts';
import { loadContacts } from './store/contacts.ts';
import { openSigningAuthority, type SigningAuthority } from './signing/authority.ts';
import { serveSigning } from './signing/serve.tsx';
import { openStore } from './store/open.ts';

export { makeAuthority, makeClientCertificate, type Authority, type ClientCertificate } from './certificates/authority.ts';
export { identityNames, openIdentities, type IdentityName } from './certificates/identities.ts';
export { openSigningAuthority } from './signing/authority.ts';
export { openCertificates, readAuthority } from './certificates/open.ts';
export type { CompanyEntry } from './cvr/companies.ts';
export type { ContactEntry } from './store/contacts.ts';
export type { SandboxSettings } from './settings.ts';

export type SandboxOptions = {
  /** Everything the peer keeps: database, and `certificates/` with ca.pem, client.p12, client.password. */
  folder: string;
  /** 0 for any free port. */
  port: number;
  controlPort: number;
  /** Of the signing service; 0 (also when left out) for any free port. */
  signingPort?: number;
  /** JSON list of ContactEntry; read at start. */
  contactsFile?: string;
  /** JSON list of CompanyEntry: what the CVR register knows; read at start. */
  companiesFile?: string;
  /** Who the client certificate is made for. Default: the demo school. */
  holder?: { cvr: string; name: string };
  /** Settings that differ from the default until the control address says otherwise. */
  settings?: Partial<SandboxSettings>;
  clock?: Clock;
  log?: Log;
};

/** `url` is the API's base without closing slash; `controlUrl` answers /control/*, the page for people, and the CVR register (/cvr-permanent, /CVR/v2); `signingUrl` is the signing service's base. */
export type Sandbox = { url: string; controlUrl: string; signingUrl: string; stop(): Promise<void> };

/** Starts the peer: API with mutual TLS and control address, both on loopback only. Throws when a port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = options.clock ?? systemClock;
  const holder = options.holder ?? { cvr: '12345678', name: 'Elevarkiv demoskole' };
  const certificates = join(options.folder, 'certificates');
  const identity = openCertificates(certificates, holder);
  const store = openStore(options.folder);
  if (options.contactsFile) loadContacts(store, options.contactsFile, clock.now());
  let authority: SigningAuthority | undefined;
  // Its keys take seconds to make: only where somebody signs.
  const signing = { get authority() { return (authority ??= openSigningAuthority(join(certificates, 'signing'))); }, links: '' };
  const peer = { store, clock, base: options.settings ?? {}, certificates: { folder: certificates, authority: identity.authority, holder }, signing, companies: options.companiesFile ? loadCompanies(options.companiesFile) : [] };
  const served = await servePeer(peer, identity, options.port, options.log ?? silentLog);
  const service = serveSigning(peer, identity, options.signingPort ?? 0);
  const control = Bun.serve({ hostname: '127.0.0.1', port: options.controlPort, fetch: controlApp(peer).fetch });
  return {
    url: `https://localhost:${served.port}${basePath}`,
    controlUrl: `http://127.0.0.1:${control.port}`,
    signingUrl: service.url,
    async stop() {
      await served.stop();
      await control.stop(true);
      await service.stop();
      store.close();
    },
  };
}
