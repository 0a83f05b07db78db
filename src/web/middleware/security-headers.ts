import { createMiddleware } from 'hono/factory';
import type { Env } from '../route.ts';

/** design.md, "Pages": nothing from outside the box, nothing inline, no eval, no frame around us. */
export const pagePolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
  "form-action 'self'", "frame-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
].join('; ');

/** Of a picture: opened alone, the browser lays it out on a page of its own making, with styles in it. */
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

const headers: Record<string, string> = {
  'Content-Security-Policy': pagePolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  // Pages hold personal data: neither browser nor proxy keeps them.
  'Cache-Control': 'no-store',
};

/** A handler that knows better (an asset, a PDF) sets its own header; everything else gets these. */
export const securityHeaders = createMiddleware<Env>(async (c, next) => {
  await next();
  if (/^image\/(png|jpeg|gif)/.test(c.res.headers.get('Content-Type') ?? '') && !c.res.headers.has('Content-Security-Policy')) c.res.headers.set('Content-Security-Policy', picturePolicy);
  for (const [name, value] of Object.entries(headers)) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  }
});
