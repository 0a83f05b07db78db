import { Hono } from 'hono';
import type { Peer } from '../peer/context.ts';
import { cvrApp } from '../cvr/serve.ts';
import { controlApi } from './api.ts';
import { pages } from './pages.tsx';

const policy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Control address and page together, for loopback only. */
export function controlApp(peer: Peer): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    // A name that somebody else's DNS points at this machine must not open it.
    const host = (context.req.header('host') ?? '').replace(/:\d+$/, '');
    if (!['localhost', '127.0.0.1', '[::1]'].includes(host)) return context.text('421', 421);
    await next();
    const headers = context.res.headers;
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  });
  app.route('/control', controlApi(peer));
  app.route('/', cvrApp(peer));
  app.route('/', pages(peer));
  return app;
}
