import type { Context } from 'hono';

/** True where the form came from this page itself: another site's form must not set anything. */
export function fromHere(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  return context.req.header('origin') === new URL(context.req.url).origin;
}
