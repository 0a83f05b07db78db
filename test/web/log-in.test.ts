import { afterAll, beforeAll, expect, test } from 'bun:test';
import { openPortal } from './portal.ts';

const portal = openPortal();
beforeAll(async () => {
  await portal.user('lise', 'Lise Overgaard', 'secretary');
  await portal.user('rune', 'Rune Åkjær', 'administrator');
});
afterAll(() => portal.close());

const tryIn = (brugernavn: string, adgangskode: string, videre = '') => portal.post('/log-ind', { brugernavn, adgangskode, videre });

test('the right password opens a session in a cookie no script reads and no other site sends', async () => {
  const answer = await tryIn('lise', portal.password);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/');
  const cookie = answer.headers.get('set-cookie')!;
  for (const part of ['__Host-elevarkiv=', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part);
  expect(cookie).not.toContain('Domain');
});

test('a wrong name, a wrong password and a locked account get the same answer, and the name typed stays', async () => {
  const id = await portal.user('ole', 'Ole Brandt', 'reader');
  await portal.post(`/administration/brugere/${id}/laasning`, {}, 'rune');
  const answers = await Promise.all([tryIn('nobody', 'x'), tryIn('lise', 'forkert'), tryIn('ole', portal.password)]);
  const pages = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map((answer) => answer.status)).toEqual([422, 422, 422]);
  const shape = (page: string) => page.replace(/value="[^"]*"| autofocus=""/g, '');
  expect(new Set(pages.map(shape)).size).toBe(1);
  expect(pages[1]).toContain('value="lise"');
  expect(pages[1]).not.toContain('forkert');
});

test('locking ends a session at once', async () => {
  const id = await portal.user('jonas', 'Jonas Ågård', 'reader');
  expect((await portal.get('/overblik', 'jonas')).status).toBe(200);
  expect((await portal.post(`/administration/brugere/${id}/laasning`, {}, 'rune')).status).toBe(303);
  expect((await portal.get('/overblik', 'jonas')).headers.get('location')).toBe('/log-ind?videre=%2Foverblik');
});

test('five wrong tries close the name for a while, and the sentence says how long', async () => {
  await portal.user('karen', 'Karen Bech', 'secretary');
  for (let tries = 0; tries < 5; tries++) expect((await tryIn('karen', 'gæt')).status).toBe(422);
  const closed = await tryIn('karen', portal.password);
  expect(closed.status).toBe(429);
  expect(await closed.text()).toContain('Vent 30 sekunder');
  portal.clock.advance(31_000);
  expect((await tryIn('karen', portal.password)).status).toBe(303);
});

test('the way on after log-in stays on this server', async () => {
  for (const [wanted, to] of [
    ['/arkiv?gren=cpr', '/arkiv?gren=cpr'], ['//evil.example', '/'], ['/\\evil.example', '/'], ['https://evil.example', '/'], ['/a\r\nSet-Cookie: x=1', '/'], ['javascript:alert(1)', '/'], ['/ok\\..', '/'],
  ] as const) {
    portal.clock.advance(1000);
    expect((await tryIn('lise', portal.password, wanted)).headers.get('location')).toBe(to);
  }
});

test('a page asked for without a session leads to log-in and back; htmx moves the whole page', async () => {
  expect((await portal.get('/arkiv')).headers.get('location')).toBe('/log-ind?videre=%2Farkiv');
  const part = await portal.get('/arkiv', undefined, { 'HX-Request': 'true' });
  expect([part.status, part.headers.get('hx-redirect')]).toEqual([401, '/log-ind']);
});

test('logging out ends the session on the server, not only in the browser', async () => {
  await portal.user('mette', 'Mette Dahl', 'secretary');
  expect((await portal.post('/log-ud', {}, 'mette')).status).toBe(303);
  expect((await portal.get('/overblik', 'mette')).status).toBe(303);
});

test('an idle hour and ten hours in all end a session', async () => {
  await portal.user('birgit', 'Birgit Nørgaard', 'leader');
  portal.clock.advance(59 * 60_000);
  expect((await portal.get('/overblik', 'birgit')).status).toBe(200);
  portal.clock.advance(61 * 60_000);
  expect((await portal.get('/overblik', 'birgit')).status).toBe(303);
});
