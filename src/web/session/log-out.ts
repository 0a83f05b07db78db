import { logOut } from '../../access/index.ts';
import { endSession, sessionToken } from '../middleware/session.ts';
import type { Ctx } from '../route.ts';

export function takeLogOut(c: Ctx): Response {
  logOut(c.get('deps'), c.get('actor'), sessionToken(c) ?? '');
  endSession(c);
  return c.redirect('/log-ind', 303);
}
