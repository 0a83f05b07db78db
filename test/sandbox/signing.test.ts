import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryPeer, type Tried } from './peer.ts';

let peer: Tried;
const id = '3f2b8a51-9d3c-4c57-9f0e-1d2c3b4a5968';
const pdf = readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf'));
beforeAll(async () => { peer = await tryPeer(); });
afterAll(() => peer.end());

const service = (path: string, init: RequestInit = {}) => fetch(peer.signingUrl.replace(/\/v1$/, '') + path, { ...init, redirect: 'manual', tls: peer.tls(null) } as RequestInit);
function ask(key: string, request: object, document: Blob | null = new Blob([pdf])): Promise<Response> {
  const form = new FormData();
  form.append('request', JSON.stringify({ title: 'Aftale <b>', sender: 'Skolen', signBy: null, signer: { name: 'Åse <i>', kind: 'cpr', number: '0101070001' }, ...request }));
  if (document) form.append('document', document, 'x.pdf');
  return service(`/v1/requests/${key}`, { method: 'PUT', body: form });
}

test('what is asked for must be whole', async () => {
  expect((await ask('abc', {})).status).toBe(422);
  expect((await ask(id, { title: '' })).status).toBe(422);
  expect((await ask(id, { signer: { name: 'x', kind: 'cpr', number: '123' } })).status).toBe(422);
  expect((await ask(id, { extra: 1 })).status).toBe(422);
  expect((await ask(id, {}, null)).status).toBe(422);
  expect((await ask(id, {})).status).toBe(201);
  expect((await ask(id, {})).status).toBe(200);
  expect((await ask(id, { title: 'Noget andet' })).status).toBe(409);
  expect((await service('/v1/status', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ids: Array.from({ length: 101 }, () => id) }) })).status).toBe(422);
});

test('the page shows the document to whoever has the link, holds no number and no script, and takes forms of its own alone', async () => {
  const { token } = ((await peer.control('/signing')) as { token: string }[])[0]!;
  const page = await service(`/s/${token}`);
  const html = await page.text();
  expect(html).toContain('Aftale &lt;b&gt;');
  expect(html).not.toMatch(/010107|<script|<i>/);
  expect(page.headers.get('content-security-policy')).toStartWith("default-src 'none'");
  expect((await (await service(`/s/${token}/document`)).arrayBuffer()).byteLength).toBe(pdf.length);
  expect((await service(`/s/${token.slice(1)}x`)).status).toBe(404);
  const sign = (headers: Record<string, string>) => service(`/s/${token}/signatur`, { method: 'POST', headers });
  expect((await sign({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await sign({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await sign({ 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  expect(await (await service(`/s/${token}`)).text()).toContain('Dokumentet er signeret');
  const signed = Buffer.from(await (await service(`/v1/requests/${id}/document`)).arrayBuffer());
  expect(Buffer.compare(signed.subarray(0, pdf.length), pdf)).toBe(0);
  // Signed once is signed: neither declined nor withdrawn any more.
  await service(`/s/${token}/afvisning`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: 'reason=x' });
  expect((await service(`/v1/requests/${id}/cancellation`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"reason":""}' })).status).toBe(409);
  expect(((await peer.control('/signing')) as { state: string }[])[0]!.state).toBe('completed');
}, 20_000);
