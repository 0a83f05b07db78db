import { afterAll, beforeAll, expect, test } from 'bun:test';
import { openSigningClient } from '../../src/connectors/signing/index.ts';
import { makeAuthority, makeServerCertificate } from '../../src/sandbox/certificates/authority.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const id = '3f2b8a51-9d3c-4c57-9f0e-1d2c3b4a5968';
const other = '3f2b8a51-9d3c-4c57-9f0e-1d2c3b4a5969';
const pdf = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
const wish = { id, title: 'Aftale', sender: 'Ådal Skole', signBy: '2027-01-31', signer: { name: 'Sofie Æble', kind: 'cpr' as const, number: '0101070001' }, document: pdf };
const reason = (promise: Promise<unknown>) => promise.then(() => 'done', (error) => `${error.code} ${error.reason}`);

let folder: string;
let sandbox: Sandbox;
let ca: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signing-'));
  sandbox = await startSandbox({ folder, port: 0, controlPort: 0, settings: { signingToken: 'tys' } });
  ca = readFileSync(join(folder, 'certificates/ca.pem'), 'utf8');
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const client = (more: object = {}) => openSigningClient({ baseUrl: sandbox.signingUrl, apiToken: 'tys', authorities: ca, timeoutMs: 5000, ...more });
const control = (path: string, init: RequestInit = {}) => fetch(`${sandbox.controlUrl}/control${path}`, { headers: { 'content-type': 'application/json' }, ...init }).then((answer) => answer.json());
const act = (what: string) => control(`/signing/${id}/${what}`, { method: 'POST', body: '{}' });

test('a request from asking to the signed PDF; asked twice it is one, and another under its id is refused', async () => {
  await client().probe();
  const made = await client().create(wish);
  expect(made).toMatchObject({ id, state: 'received', reason: null });
  expect(made.url).toStartWith('https://localhost:');
  expect(await client().create(wish)).toEqual(made);
  expect(await reason(client().create({ ...wish, title: 'Noget andet' }))).toBe('invalid signing.refused');
  expect(await reason(client().create({ ...wish, id: other, document: new TextEncoder().encode('hej') }))).toBe('invalid signing.refused');
  expect((await client().status([id, other])).map(({ state }) => state)).toEqual(['received']);
  expect(await reason(client().signedDocument(id, 1_000_000))).toBe('unavailable signing.not_ready');
  await act('sign');
  expect((await client().status([id]))[0]!.state).toBe('completed');
  const signed = await client().signedDocument(id, pdf.length + 100_000);
  expect(Buffer.compare(signed.subarray(0, pdf.length), pdf)).toBe(0);
  expect(await reason(client().signedDocument(id, 1000))).toBe('unavailable signing.nonsense');
  expect([await client().cancel(id), await client().cancel(other)]).toEqual(['completed', 'cancelled']);
}, 20_000);

test('key, authority and silence: each has its reason', async () => {
  expect(await reason(client({ apiToken: 'forkert' }).probe())).toBe('unavailable signing.not_authorised');
  expect(await reason(client({ authorities: '' }).probe())).toBe('unavailable signing.tls');
  expect(await reason(client({ baseUrl: 'https://localhost:1/v1' }).probe())).toBe('unavailable signing.away');
  await control('/settings', { method: 'PUT', body: JSON.stringify({ signingSlowMs: 700 }) });
  expect(await reason(client({ timeoutMs: 200 }).probe())).toBe('unavailable signing.timeout');
  await control('/settings', { method: 'PUT', body: JSON.stringify({ signingSlowMs: 0, signingDown: true }) });
  expect(await reason(client().probe())).toBe('unavailable signing.busy');
  await control('/settings', { method: 'PUT', body: JSON.stringify({ signingDown: false }) });
});

test('an answer that is none is never taken for one, and the key goes nowhere else', async () => {
  const authority = makeAuthority();
  const identity = makeServerCertificate(authority);
  let answer: () => Response = () => new Response('');
  let strangers = 0;
  const elsewhere = Bun.serve({ port: 0, hostname: '127.0.0.1', tls: { cert: identity.chainPem, key: identity.keyPem }, fetch: () => { strangers += 1; return Response.json({ protocol: 1 }); } });
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', tls: { cert: identity.chainPem, key: identity.keyPem }, fetch: () => answer() });
  const raw = openSigningClient({ baseUrl: `https://localhost:${server.port}/v1`, apiToken: 'tys', authorities: authority.root.certificatePem, timeoutMs: 2000 });
  const state = (more: object) => () => Response.json({ id, state: 'received', url: 'https://sign.example/x', reason: null, ...more });
  answer = state({});
  expect(await reason(raw.create(wish))).toBe('done');
  for (const [given, expected] of [
    [state({ id: other }), 'unavailable signing.nonsense'], [state({ state: 'paid' }), 'unavailable signing.nonsense'], [state({ url: `https://sign.example/${'x'.repeat(256)}` }), 'unavailable signing.nonsense'],
    [state({ url: 'http://sign.example/x' }), 'unavailable signing.nonsense'], [state({ url: 'javascript:alert(1)' }), 'unavailable signing.nonsense'], [() => new Response('<html>', { status: 200 }), 'unavailable signing.nonsense'],
    [() => new Response('x'.repeat(2_000_000), { status: 200 }), 'unavailable signing.nonsense'], [() => Response.redirect(`https://localhost:${elsewhere.port}/`, 302), 'unavailable signing.nonsense'],
    [() => new Response('', { status: 404 }), 'unavailable signing.nonsense'], [() => new Response('', { status: 429 }), 'unavailable signing.busy'],
    [() => Response.json({ code: '<b>0101070001</b>' }, { status: 422 }), 'invalid signing.refused'],
  ] as [() => Response, string][]) {
    answer = given;
    expect(await reason(raw.create(wish))).toBe(expected);
  }
  answer = () => Response.redirect(`https://localhost:${elsewhere.port}/`, 302);
  expect(await reason(raw.probe())).toBe('unavailable signing.nonsense');
  expect(strangers).toBe(0);
  await server.stop(true);
  await elsewhere.stop(true);
});
