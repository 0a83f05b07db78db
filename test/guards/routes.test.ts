import { expect, test } from 'bun:test';
import { inspectRoutes } from 'hono/dev';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, logIn, may, roles, type Permission, type Role } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { makeConfig } from '../../src/config.ts';
import { openDeps } from '../../src/deps.ts';
import { settingShapes } from '../../src/settings/index.ts';
import type { Route } from '../../src/web/route.ts';
import { routes } from '../../src/web/routes.ts';
import { problems } from '../../views/texts.ts';
import { sources, code } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-routes-'));
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test');
const app = createApp(deps);

/** Addresses that are mounted and not in the table, or the other way round, or in it without a rule. */
function outsideTheTable(mountedApp: typeof app, table: Pick<Route, 'method' | 'path' | 'rule'>[]): string[] {
  const mounted = new Set(inspectRoutes(mountedApp).filter((route) => !route.isMiddleware && route.path !== '/*').map((route) => `${route.method} ${route.path}`));
  const known = new Set(table.map((route) => `${route.method} ${route.path}`));
  return [...[...mounted].filter((each) => !known.has(each)), ...[...known].filter((each) => !mounted.has(each)), ...table.filter((route) => !route.rule).map(({ path }) => `no rule: ${path}`)];
}

test('what is mounted is the table, each route with a rule', () => expect(outsideTheTable(app, routes)).toEqual([]));

test('the guard sees an address mounted past the table, one that is not mounted, and one without a rule', () => {
  const planted = createApp(deps);
  planted.get('/hemmelig', (c) => c.text('x'));
  expect(outsideTheTable(planted, routes)).toEqual(['GET /hemmelig']);
  expect(outsideTheTable(app, [...routes, { method: 'GET', path: '/intet', rule: 'public' }])).toEqual(['GET /intet']);
  expect(outsideTheTable(app, routes.map((route, n) => (n === 0 ? { ...route, rule: '' as 'public' } : route)))).toEqual([`no rule: ${routes[0]!.path}`]);
});

test('every role at every address: without the right it does not exist, without a session one is asked to log in', async () => {
  const tokens = new Map<Role, string>();
  for (const role of roles) {
    await addUser(deps, null, { username: `u-${role}`, name: role, password: 'long enough', roles: [role] });
    tokens.set(role, (await logIn(deps, { username: `u-${role}`, password: 'long enough', address: role })).token);
  }
  const wrong: string[] = [];
  for (const route of routes) {
    if (route.rule === 'public' || route.path === '/log-ud') continue;
    const path = route.path.replace(/:(page|number)(\{[^}]*\})?/g, '1').replace(/:\w+(\{[^}]*\})?/g, '00000000-0000-4000-8000-000000000000');
    const ask = (headers: Record<string, string>) => app.request(`http://localhost${path}`, {
      method: route.method, headers: { ...headers, ...(route.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', origin: 'http://localhost' } : {}) },
      ...(route.method === 'POST' ? { body: 'x=1' } : {}),
    });
    if ((await ask({})).status !== 303) wrong.push(`${route.method} ${route.path} without a session`);
    for (const role of roles) {
      const allowed = route.rule === 'signed_in' || may({ id: '', username: '', name: '', roles: [role] }, route.rule as Permission);
      const { status } = await ask({ cookie: `__Host-elevarkiv=${tokens.get(role)}` });
      if (!allowed && status !== 404) wrong.push(`${route.method} ${route.path} as ${role}: ${status}`);
      if (status === 500) wrong.push(`${route.method} ${route.path} as ${role} fails`);
    }
  }
  expect(wrong).toEqual([]);
}, 60_000);

test('a form from another site is refused, and pages carry their headers', async () => {
  const answer = await app.request('http://localhost/log-ind', { method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } });
  expect(answer.status).toBe(403);
  const { headers } = await app.request('http://localhost/log-ind');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('every reason has its sentence', () => {
  const used = new Set(sources('src/{access,archive,audit,companies,core,db,notices,receiving,reporting,retention,search,settings,sending,sheets,signatures,people,queue,web,pdf,connectors,files,jobs}/**/*.{ts,tsx}').flatMap(({ text }) => [
    ...[...code(text).matchAll(/\b(?:invalid|conflict|tooMany|unavailable|notFound|forbidden)\('([\w.]+)'/g)].map((match) => match[1]!),
    ...[...code(text).matchAll(/new Problem\('\w+', '([\w.]+)'/g)].map((match) => match[1]!),
    ...[...code(text).matchAll(/key: '([a-z][\w.]*)'/g)].map((match) => match[1]!),
  ]));
  const families = ['exempt', 'closed', 'unconfirmed', 'not_found', 'not_checked'].map((status) => `no_mailbox.${status}`);
  expect([...used, ...families].filter((reason) => !problems[reason] && !Object.hasOwn(settingShapes, reason))).toEqual([]);
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});
