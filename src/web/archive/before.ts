import type { Ctx } from '../route.ts';

/** `?foer=`: the entry of the log to continue before, undefined for the newest. */
export function beforeOf(c: Ctx): number | undefined {
  const before = Number(c.req.query('foer'));
  return Number.isSafeInteger(before) && before > 0 ? before : undefined;
}
