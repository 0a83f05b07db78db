import { createMiddleware } from 'hono/factory';
import { forbidden } from '../../core/errors.ts';
import type { Ctx, Env } from '../route.ts';

const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/** Whether `Origin` names the address of this very server, as set or as asked for. */
function isOwnOrigin(c: Ctx, origin: string): boolean {
  if (origin === c.get('deps').config.origin) return true;
  return URL.canParse(origin) && new URL(origin).host === c.req.header('Host');
}

/**
 * Refuses a POST that another site made the browser send. Every browser of the last years says so
 * in Sec-Fetch-Site; where that is missing, Origin must be ours; where both are (a script on the
 * box), only a form type passes. The cookie is SameSite=Lax besides.
 */
export const sameOrigin = createMiddleware<Env>(async (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    const site = c.req.header('Sec-Fetch-Site');
    const origin = c.req.header('Origin');
    if (site !== undefined ? site !== 'same-origin' : origin !== undefined && !isOwnOrigin(c, origin)) throw forbidden('cross_site');
    if (!formTypes.test(c.req.header('Content-Type') ?? '')) throw forbidden('request.form_expected');
  }
  await next();
});
