import type { Context } from 'hono';
import type { Actor, Permission } from '../access/index.ts';
import type { Deps } from '../deps.ts';

/**
 * Who may call a route. `public`: anybody; `signed_in`: everybody with a session; else a permission
 * of the table in access/roles.ts, and without it the page does not exist (404). That the actor may
 * see the very record is the query's business.
 */
export type Rule = 'public' | 'signed_in' | Permission;

/** What every handler finds in its context. `actor` is undefined on public routes without a session. */
export type Env = { Variables: { deps: Deps; actor: Actor; requestId: string } };
export type Ctx = Context<Env>;

export type Route = {
  method: 'GET' | 'POST';
  /** Hono path, e.g. `/afsendelser/:id`. */
  path: string;
  rule: Rule;
  /** What a POST may carry: a small form (the default), or a multipart upload that the handler streams. */
  body?: 'form' | 'upload';
  handler: (c: Ctx) => Response | Promise<Response>;
};
