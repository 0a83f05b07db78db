import { Hono } from 'hono';
import type { Deps } from './deps.ts';
import { handleProblems } from './web/middleware/problems.tsx';
import { requestLog } from './web/middleware/request-log.ts';
import { sameOrigin } from './web/middleware/same-origin.ts';
import { securityHeaders } from './web/middleware/security-headers.ts';
import { session } from './web/middleware/session.ts';
import { mountRoutes } from './web/mount.ts';
import type { Env } from './web/route.ts';
import { routes } from './web/routes.ts';

/** The portal as a function from request to answer: the order of everything between the two. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('deps', deps);
    await next();
  });
  app.use(requestLog);
  app.use(securityHeaders);
  app.use(sameOrigin);
  app.use(session);
  mountRoutes(app, routes);
  handleProblems(app);
  return app;
}
