import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { may } from '../access/index.ts';
import { forbidden, notFound, Problem } from '../core/errors.ts';
import { logInAddress } from './local-path.ts';
import type { Ctx, Env, Route } from './route.ts';

const formBytes = 256 * 1024;
const limitForm = bodyLimit({ maxSize: formBytes, onError: () => { throw new Problem('invalid', 'request.too_large'); } });

/** Sends somebody without a session to the log-in; htmx gets told to move the whole page. */
function askToLogIn(c: Ctx): Response {
  const address = logInAddress(c.req.method === 'GET' && !c.req.header('HX-Request') ? c.req.path : undefined);
  if (!c.req.header('HX-Request')) return c.redirect(address, 303);
  return c.body(null, 401, { 'HX-Redirect': address });
}

/** The route's rule, before its handler. Who is not allowed gets the same answer as for an address that does not exist. */
async function guarded(route: Route, c: Ctx): Promise<Response> {
  if (route.rule !== 'public') {
    const actor = c.get('actor') as Ctx['var']['actor'] | undefined;
    if (!actor) return askToLogIn(c);
    if (route.rule !== 'signed_in' && !may(actor, route.rule)) throw notFound();
  }
  if (route.method === 'GET') return route.handler(c);
  const multipart = /^multipart\//i.test(c.req.header('Content-Type') ?? '');
  if (multipart !== (route.body === 'upload')) throw forbidden('request.form_expected');
  if (multipart) return route.handler(c);
  let answer: Response | undefined;
  await limitForm(c, async () => { answer = await route.handler(c); });
  return answer!;
}

/** Mounts the table. There is no other way to mount a route, so none exists without its rule. */
export function mountRoutes(app: Hono<Env>, routes: Route[]): void {
  for (const route of routes) app.on(route.method, route.path, (c) => guarded(route, c));
}
