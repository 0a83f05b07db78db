import { Hono } from 'hono';
import { readFileSync } from 'node:fs';
import type { ServerIdentity } from '../certificates/open.ts';
import { signingTexts } from '../texts.ts';
import type { Peer } from '../peer/context.ts';
import { signingApi } from './api.ts';
import { signPages, type Show } from './pages.tsx';
import { ServiceLayout } from './layout.tsx';

const style = readFileSync(new URL('../control/style.css', import.meta.url), 'utf8');
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Serves the signing service over HTTPS: the API under /v1 and, for whoever has a link, the page to sign on.
 * Its links begin with its own address from then on.
 * @param port 0 for any free port.
 */
export function serveSigning(peer: Peer, identity: ServerIdentity, port: number): { url: string; stop(): Promise<void> } {
  const app = new Hono({ strict: false });
  const show: Show = (context, title, content, status = 200) => context.html(<ServiceLayout title={`${title} · ${signingTexts.service}`}>{content}</ServiceLayout>, status);
  app.use('*', async (context, next) => {
    await next();
    if (!context.res.headers.has('content-security-policy')) context.res.headers.set('content-security-policy', policy);
    context.res.headers.set('x-content-type-options', 'nosniff');
    context.res.headers.set('cache-control', 'no-store');
  });
  app.route('/v1', signingApi(peer));
  app.get('/style.css', (context) => context.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.route('/', signPages(peer, show));
  const server = Bun.serve({ hostname: '127.0.0.1', port, tls: { cert: identity.chainPem, key: identity.keyPem }, maxRequestBodySize: 512 * 1024 * 1024, idleTimeout: 255, fetch: app.fetch });
  peer.signing.links = `https://localhost:${server.port}`;
  return { url: `${peer.signing.links}/v1`, stop: () => server.stop(true) };
}
