import type { Actor } from '../access/index.ts';
import type { Deps } from '../deps.ts';

/** The numbers beside the navigation: what waits for this very person. */
export function countsOf(_deps: Deps, _actor: Actor): { overview: number; send: number } {
  return { overview: 0, send: 0 };
}
