import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { openPortal, origin } from './portal.ts';

const portal = openPortal();
const pdf = readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf'));
let server: ReturnType<typeof Bun.serve>;
beforeAll(async () => {
  await portal.user('lise', 'Lise', 'secretary');
  server = Bun.serve({ port: 0, fetch: (request, bun) => portal.app.fetch(request, { server: bun }) });
});
afterAll(async () => {
  await server.stop(true);
  portal.close();
});

/** As a browser sends a form of this page. */
const fromHere = () => ({ 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...portal.cookieOf('lise').headers });
const stored = () => readdirSync(portal.deps.config.filesPath, { recursive: true }).map(String).filter((name) => /\/./.test(name));
const dispatches = () => (portal.deps.db.statement('SELECT count(*) AS n FROM dispatches').get() as { n: number }).n;

test('a connection that breaks in the middle of a file leaves nothing behind, and the next upload is taken', async () => {
  const head = '--x\r\nContent-Disposition: form-data; name="fil"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n';
  const lines = ['POST /afsendelser HTTP/1.1', 'Host: localhost:8080', ...Object.entries(fromHere()).map(([name, value]) => `${name}: ${value}`), 'Content-Type: multipart/form-data; boundary=x', 'Content-Length: 5000000'];
  const socket = connect(server.port!, 'localhost');
  socket.write(`${lines.join('\r\n')}\r\n\r\n${head}`);
  socket.write(pdf);
  for (let tries = 0; tries < 200 && stored().length === 0; tries++) await Bun.sleep(20);
  expect(stored().some((name) => name.endsWith('.part'))).toBe(true);
  socket.destroy();
  for (let tries = 0; tries < 200 && stored().length > 0; tries++) await Bun.sleep(20);
  expect(stored()).toEqual([]);
  expect(dispatches()).toBe(0);
  const form = new FormData();
  form.append('fil', new File([pdf], 'igen.pdf'));
  const answer = await portal.app.request(`${origin}/afsendelser`, { method: 'POST', body: form, headers: fromHere() });
  expect(answer.status).toBe(303);
  expect(dispatches()).toBe(1);
});

test('more files than are taken of one form: the first are in, and the reader is told of the rest', async () => {
  const form = new FormData();
  for (let n = 1; n <= 102; n++) form.append('fil', new File(['%PDF-1.7'], `brev ${n}.pdf`));
  const before = dispatches();
  const answer = await portal.app.request(`${origin}/afsendelser`, { method: 'POST', body: form, headers: fromHere() });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('Der kan uploades 100 filer ad gangen. De første er taget med.');
  expect(dispatches()).toBe(before + 100);
});
