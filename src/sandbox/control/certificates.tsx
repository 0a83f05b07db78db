import { Hono, type Context } from 'hono';
import type { Child } from 'hono/jsx';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityNames, openIdentities } from '../certificates/identities.ts';
import { makeRevocationList } from '../certificates/revocation-list.ts';
import { revokedSerials } from '../certificates/revocation.ts';
import type { Peer } from '../peer/context.ts';
import { readSettings } from '../store/settings.ts';
import { texts } from '../texts.ts';
import { Certificates } from './views/certificates.tsx';

/** The page with certificates to try the portal with. Test certificates of an authority nobody trusts, on loopback: nothing to protect. */
export function certificatePages(peer: Peer, show: (context: Context, title: string, here: 'certificates', content: Child) => Response | Promise<Response>, missing: (context: Context) => Response | Promise<Response>): Hono {
  const app = new Hono();
  const pathOf = (name: string) => (name === 'client' ? join(peer.certificates.folder, 'client') : join(openIdentities(peer.certificates.folder, peer.certificates.authority, peer.certificates.holder), name));
  const names = ['client', ...identityNames] as const;
  app.get('/certificates', (context) => show(context, texts.certificates, 'certificates', <Certificates lines={names.map((name) => ({ name, password: readFileSync(`${pathOf(name)}.password`, 'utf8') }))} />));
  app.get('/certificates/ca.pem', (context) => context.body(readFileSync(join(peer.certificates.folder, 'ca.pem'), 'utf8'), 200, { 'content-type': 'application/x-pem-file' }));
  app.get('/certificates/ca.crl', (context) => {
    openIdentities(peer.certificates.folder, peer.certificates.authority, peer.certificates.holder);
    const serials = revokedSerials(peer.certificates.folder, readSettings(peer.store, peer.base).clientRevoked);
    return context.body(new Uint8Array(makeRevocationList(peer.certificates.authority, serials, peer.clock.now())), 200, { 'content-type': 'application/pkix-crl' });
  });
  app.get('/certificates/:file', (context) => {
    const name = names.find((each) => `${each}.p12` === context.req.param('file'));
    return name ? context.body(new Uint8Array(readFileSync(`${pathOf(name)}.p12`)), 200, { 'content-type': 'application/x-pkcs12' }) : missing(context);
  });
  return app;
}
