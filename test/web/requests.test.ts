import { afterAll, beforeAll, expect, test } from 'bun:test';
import { openPortal, origin } from './portal.ts';

const portal = openPortal();
beforeAll(async () => {
  await portal.user('rune', 'Rune Åkjær', 'administrator');
});
afterAll(() => portal.close());

test('every page carries the strict headers, also one that does not exist', async () => {
  for (const path of ['/log-ind', '/findes-ikke', '/overblik', '/administration/brugere']) {
    const { headers } = await portal.get(path, 'rune');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    for (const forbidden of ['unsafe', 'http:', 'https:', 'data:', '*']) expect(policy).not.toContain(forbidden);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('an asset may be kept for a year, and nothing outside the table can be fetched', async () => {
  const page = await (await portal.get('/log-ind')).text();
  const addresses = [...page.matchAll(/(?:src|href)="(\/assets\/[^"#]+)"/g)].map((match) => match[1]!);
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) {
    const answer = await portal.get(address);
    expect([address, answer.status]).toEqual([address, 200]);
    expect(answer.headers.get('cache-control')).toContain('immutable');
  }
  const style = await (await portal.get(addresses.find((address) => address.endsWith('dkfds.min.css'))!)).text();
  const base = addresses.find((address) => address.endsWith('dkfds.min.css'))!.replace(/css\/[^/]*$/, '');
  const icons = new Set([...style.matchAll(/url\(\.\.\/(img\/svg-icons\/[^)]+)\)/g)].map((match) => base + match[1]!));
  expect(icons.size).toBeGreaterThan(50);
  for (const address of icons) expect([address, (await portal.get(address)).status]).toEqual([address, 200]);
  for (const path of ['/assets/x/../../package.json', '/assets/x/..%2f..%2fpackage.json', '/assets/x/dkfds/package.json', '/assets/x/%2e%2e/app.ts']) expect((await portal.get(path)).status).toBe(404);
});

test('a form that another site sends is refused, whatever it says about itself', async () => {
  const form = { brugernavn: 'x', adgangskode: 'y' };
  const post = (headers: Record<string, string>, body = new URLSearchParams(form).toString()) => portal.app.request(`${origin}/log-ind`, { method: 'POST', body, headers });
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  expect((await post({ ...type, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  expect((await post({ ...type, 'Sec-Fetch-Site': 'same-site' })).status).toBe(403);
  expect((await post({ ...type, Origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({ ...type, Origin: 'null' })).status).toBe(403);
  expect((await post({ 'Content-Type': 'text/plain' })).status).toBe(403);
  expect((await post({ 'Content-Type': 'application/json' }, '{}')).status).toBe(403);
  expect((await post({ 'Content-Type': 'text/plain', 'Sec-Fetch-Site': 'same-origin' })).status).toBe(403);
  expect((await post({ ...type, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(422);
  expect((await post({ ...type, Origin: origin })).status).toBe(422);
  expect((await post(type)).status).toBe(422);
});

test('a multipart body is only taken where files are', async () => {
  const body = new FormData();
  body.set('brugernavn', 'x');
  const answer = await portal.app.request(`${origin}/log-ind`, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'same-origin' } });
  expect(answer.status).toBe(403);
});

test('a form of more than 256 KB is not read', async () => {
  const answer = await portal.post('/log-ind', { brugernavn: 'x'.repeat(300_000), adgangskode: 'y' });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('Formularen var for stor');
});

test('an unknown error shows a reference, and the log holds no value of anybody', async () => {
  const told: unknown[] = [];
  const broken = openPortal();
  await broken.user('rune', 'Rune Åkjær', 'administrator');
  Object.assign(broken.deps, { log: { info() {}, warn() {}, debug() {}, error: (detail: unknown) => told.push(detail) } });
  // A table that is gone: a fault nobody foresaw, with words of the driver in it.
  broken.deps.db.statement('ALTER TABLE document_types RENAME TO lost').run();
  const answer = await broken.get('/administration/dokumenttyper', 'rune');
  const page = await answer.text();
  expect(answer.status).toBe(500);
  const reference = (told[0] as { request: string }).request;
  expect(page).toContain(reference);
  expect(page).not.toContain('document_types');
  broken.close();
});

test('the log never names an address, only the pattern of its route', async () => {
  const lines: string[] = [];
  const watched = openPortal();
  await watched.user('lise', 'Lise Overgaard', 'secretary');
  const keep = (detail: unknown) => lines.push(JSON.stringify(detail));
  Object.assign(watched.deps, { log: { info: keep, warn: keep, debug: keep, error: keep } });
  const { caseId } = await watched.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Optagelse' });
  await watched.get(`/sager/${caseId}?x=0101071234`, 'lise');
  await watched.post('/soegninger', { ord: '010107-1234' }, 'lise');
  expect(lines.length).toBe(2);
  expect(lines.join()).toContain('/sager/:id');
  for (const secret of [caseId, '0101071234', '010107', 'Sofie']) expect(lines.join()).not.toContain(secret);
  watched.close();
});
