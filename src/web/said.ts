import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { done, type DoneKey } from '../../views/texts/done.ts';
import type { Ctx } from './route.ts';

const name = 'besked';
const options = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge: 30 } as const;

/** Remembers, over the redirect, what the next page says was done. Only a key of the table travels. */
export const sayDone = (c: Ctx, key: DoneKey): void => setCookie(c, name, key, options);

/** What was done, once. */
export function takeDone(c: Ctx): string | undefined {
  const key = getCookie(c, name, 'host');
  if (!key) return undefined;
  deleteCookie(c, name, options);
  return Object.hasOwn(done, key) ? done[key as DoneKey] : undefined;
}
