import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { actorOfSession } from '../../access/index.ts';
import type { Ctx, Env } from '../route.ts';

const name = 'elevarkiv';
const options = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/** The session's secret as the browser sent it. */
export const sessionToken = (c: Ctx): string | undefined => getCookie(c, name, 'host');
export const startSession = (c: Ctx, token: string): void => setCookie(c, name, token, options);
export const endSession = (c: Ctx): void => void deleteCookie(c, name, options);

/** Finds the person behind the cookie; a secret that is unknown or too old is nobody. */
export const session = createMiddleware<Env>(async (c, next) => {
  const token = sessionToken(c);
  const actor = token ? actorOfSession(c.get('deps'), token) : undefined;
  if (actor) c.set('actor', actor);
  await next();
});
