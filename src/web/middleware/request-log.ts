import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { Env } from '../route.ts';

/**
 * One line per request: the route's pattern, never the address itself, because an address may name
 * a record and a query what somebody looked for. The id is also the reference on an error page.
 */
export const requestLog = createMiddleware<Env>(async (c, next) => {
  const started = performance.now();
  const { ids, log } = c.get('deps');
  c.set('requestId', ids.uuid().slice(0, 8));
  await next();
  const route = c.res.status === 404 ? 'none' : routePath(c, -1);
  if (route.startsWith('/assets')) return;
  log.info({ request: c.get('requestId'), method: c.req.method, route, status: c.res.status, ms: Math.round(performance.now() - started) }, 'request');
});
