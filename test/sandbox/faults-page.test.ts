import { afterAll, beforeAll, expect, test } from 'bun:test';
import { letter, tryPeer, type Tried } from './peer.ts';

let peer: Tried;
beforeAll(async () => { peer = await tryPeer(); });
afterAll(() => peer.end());

const page = async () => (await fetch(`${peer.controlUrl}/faults`)).text();
const set = (fields: Record<string, string>, path = '/faults', headers: Record<string, string> = { origin: peer.controlUrl }) =>
  fetch(peer.controlUrl + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers });

test('a fault set by its form strikes the next letter, counts down and is off again', async () => {
  expect(await page()).toContain('Ingen fejl er slået til');
  const answer = await set({ name: 'http503Next', value: '1' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/faults#http503Next']);
  expect(await page()).toContain('1 tilbage');
  expect((await peer.post(letter())).status).toBe(503);
  expect((await peer.post(letter())).status).toBe(201);
  expect(await page()).toContain('Ingen fejl er slået til');
});

test('switches and times; everything is turned off at once', async () => {
  await set({ name: 'receiptsDown', value: 'on' });
  await set({ name: 'slowMs', value: '0,25' });
  expect(await peer.control('/settings')).toMatchObject({ receiptsDown: true, slowMs: 250 });
  expect((await peer.call('/receipts/')).status).toBe(503);
  expect(await page()).toContain('Slået til nu: Kvitteringer er nede · Langsomme svar');
  expect((await set({}, '/faults/off')).status).toBe(303);
  expect(await peer.control('/settings')).toMatchObject({ receiptsDown: false, slowMs: 0 });
});

test('nonsense and strangers change nothing', async () => {
  const before = await peer.control('/settings');
  for (const fields of [{ name: 'invalidNext', value: '-1' }, { name: 'invalidNext', value: '1.5' }, { name: 'slowMs', value: '601' }, { name: 'receiptsDown', value: 'maybe' }, { name: 'apiToken', value: 'x' }, { name: '__proto__', value: '1' }] as Record<string, string>[]) {
    const answer = await set(fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Det kunne ikke indstilles');
  }
  expect((await set({ name: 'invalidNext', value: '1' }, '/faults', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await set({ name: 'invalidNext', value: '1' }, '/faults', { origin: peer.controlUrl, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await set({ name: 'invalidNext', value: '1' }, '/faults', {})).status).toBe(403);
  expect(await peer.control('/settings')).toEqual(before);
});

test('only scripts of the page itself may run', async () => {
  const answer = await fetch(`${peer.controlUrl}/faults`);
  const policy = answer.headers.get('content-security-policy')!;
  expect(policy).toStartWith("default-src 'none'; style-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(await answer.text()).not.toMatch(/<script(?![^>]* src="\/faults\.js")| style=| on[a-z]+=/);
});
