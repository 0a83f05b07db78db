import type { Ctx } from '../route.ts';

/** The bare address leads to what waits, or to the log-in. */
export function frontDoor(c: Ctx): Response {
  return c.redirect(c.get('actor') ? '/overblik' : '/log-ind', 303);
}
