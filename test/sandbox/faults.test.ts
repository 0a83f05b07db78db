import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { connect } from 'node:tls';
import { letter, tryPeer, type Tried } from './peer.ts';

let peer: Tried;
beforeAll(async () => {
  peer = await tryPeer();
});
const reset = () => peer.control('/reset', { method: 'POST', headers: { 'content-type': 'application/json' } });
beforeEach(reset);
afterAll(() => peer.end());

const totals = async () => (await peer.control('/counts')).totals;
const receipts = async () => (await peer.call('/receipts-bulk/')).json.receipts as { id: string; receiptStatus: string; errorCode: string | null; messageUUID: string }[];

describe('faults on the way', () => {
  test('503 for the next two, then well again; nothing was stored', async () => {
    await peer.set({ http503Next: 2 });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await peer.post(letter())).status);
    expect(statuses).toEqual([503, 503, 201]);
    expect(await totals()).toMatchObject({ accepted: 1 });
    expect((await peer.control('/settings')).http503Next).toBe(0);
  });

  test('401 and 403', async () => {
    await peer.set({ http401Next: 1, http403Next: 1 });
    expect((await peer.post(letter())).status).toBe(401);
    expect((await peer.post(letter())).status).toBe(403);
    expect((await peer.post(letter())).status).toBe(201);
  });

  test('silence after the bytes: stored, delivered, and never answered', async () => {
    await peer.set({ timeoutAfterBytesNext: 1 });
    await expect(peer.post(letter(), { timeoutMs: 500 })).rejects.toThrow();
    expect(await totals()).toMatchObject({ accepted: 1, delivered: 1, receiptsWaiting: 1 });
  });

  test('cut after the bytes: stored', async () => {
    await peer.set({ dropAfterBytesNext: 1 });
    await expect(peer.post(letter())).rejects.toThrow();
    expect(await totals()).toMatchObject({ accepted: 1 });
  });

  test('cut before the bytes: not stored', async () => {
    await peer.set({ dropBeforeBytesNext: 1 });
    await expect(peer.post(letter())).rejects.toThrow();
    expect(await totals()).toMatchObject({ accepted: 0 });
    expect((await peer.control('/counts')).attempts).toEqual({ dropped_before_bytes: 1 });
  });

  test('nonsense: stored, and an answer that is none', async () => {
    await peer.set({ nonsenseNext: 1 });
    await expect(peer.post(letter())).rejects.toThrow('JSON');
    await peer.set({ nonsenseNext: 1, nonsenseKind: 'half_json' });
    await expect(peer.post(letter())).rejects.toThrow('JSON');
    expect(await totals()).toMatchObject({ accepted: 2 });
  });

  test('a sender that stops half way leaves nothing behind', async () => {
    const { hostname, port } = new URL(peer.url);
    await new Promise<void>((resolve) => {
      const socket = connect({ host: hostname, port: Number(port), servername: 'localhost', ...peer.tls() } as object, () => {
        socket.write('POST /apis/v1/memos/?memo-message-uuid=8c2ea15d-61fb-4ba9-9366-42f8b194c114 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\nContent-Length: 5000\r\n\r\n<memo:Message', () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    expect((await peer.post(letter())).status).toBe(201);
    expect(await totals()).toMatchObject({ accepted: 1 });
  });

  test('parts of it can be down', async () => {
    await peer.set({ contactsDown: true, receiptsDown: true, memosDown: true });
    for (const path of ['/contacts/?cprNumber=0101070001', '/receipts/', '/receipts-bulk/', '/memos/']) expect((await peer.call(path)).status).toBe(503);
    expect((await peer.post(letter())).status).toBe(503);
  });

  test('rates: 1 strikes always, 0 never', async () => {
    await peer.set({ http503Rate: 1 });
    expect((await peer.post(letter())).status).toBe(503);
    expect((await peer.post(letter())).status).toBe(503);
    await peer.set({ http503Rate: 0, invalidRate: 1 });
    expect((await peer.post(letter())).status).toBe(201);
    expect(await receipts()).toMatchObject([{ receiptStatus: 'INVALID', errorCode: 'sandbox.set.to.invalid' }]);
  });

  test('a slow peer answers late, but answers', async () => {
    await peer.set({ slowMs: 800 });
    await expect(peer.post(letter(), { timeoutMs: 100 })).rejects.toThrow();
    expect((await peer.post(letter())).status).toBe(201);
  });
});

describe('receipts that misbehave', () => {
  test('forced outcomes, in turn', async () => {
    await peer.set({ invalidNext: 1, notAllowedNext: 1 });
    for (let index = 0; index < 3; index += 1) await peer.post(letter());
    expect((await receipts()).map((entry) => entry.receiptStatus)).toEqual(['INVALID', 'NOT_ALLOWED', 'COMPLETED']);
  });

  test('twice, under two ids, and a late technical one', async () => {
    await peer.set({ duplicateReceipts: true, lateTechnicalReceipts: true });
    await peer.post(letter());
    const all = await receipts();
    expect(all.map((entry) => entry.receiptStatus)).toEqual(['COMPLETED', 'COMPLETED', 'RECEIVED']);
    expect(new Set(all.map((entry) => entry.id)).size).toBe(3);
    expect(new Set(all.map((entry) => entry.messageUUID)).size).toBe(1);
  });

  test('out of order', async () => {
    const sent: string[] = [];
    for (let index = 0; index < 12; index += 1) sent.push((await peer.post(letter())).json.messageUUID);
    expect((await receipts()).map((entry) => entry.messageUUID)).toEqual(sent);
    await peer.set({ outOfOrder: true });
    const shuffled = (await receipts()).map((entry) => entry.messageUUID);
    expect(shuffled).not.toEqual(sent);
    expect(shuffled.toSorted()).toEqual(sent.toSorted());
  });
});

describe('the same message UUID again', () => {
  const twice = async () => {
    const xml = letter();
    const [first, second] = [await peer.post(xml), await peer.post(xml)];
    return { first, second, totals: await totals() };
  };
  test('taken as new: delivered twice, and counted', async () => {
    const { first, second, totals: counted } = await twice();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json.transmissionId).not.toBe(first.json.transmissionId);
    expect(counted).toMatchObject({ accepted: 2, delivered: 2, twice: 1 });
  });
  test('refused', async () => {
    await peer.set({ duplicateUuid: 'conflict_409' });
    const { second, totals: counted } = await twice();
    expect([second.status, second.json.code]).toEqual([409, 'message.uuid.already.exists']);
    expect(counted).toMatchObject({ accepted: 1, twice: 0 });
  });
  test('answered as the first time', async () => {
    await peer.set({ duplicateUuid: 'idempotent_201' });
    const { first, second, totals: counted } = await twice();
    expect(second).toEqual(first);
    expect(counted).toMatchObject({ accepted: 1, twice: 0 });
  });
});

describe('the control address', () => {
  const put = (body: string, type = 'application/json') => fetch(`${peer.controlUrl}/control/settings`, { method: 'PUT', body, headers: { 'content-type': type } });
  test('refuses unknown settings, wrong values and other content types', async () => {
    expect((await put('{"colour":"red"}')).status).toBe(422);
    expect((await put('{"invalidRate":2}')).status).toBe(422);
    expect((await put('{"slowMs":')).status).toBe(422);
    expect((await put('{"slowMs":1}', 'text/plain')).status).toBe(415);
    expect((await peer.control('/settings')).slowMs).toBe(0);
  });
  test('answers to its own names only', async () => {
    const answer = await fetch(`${peer.controlUrl}/control/settings`, { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(421);
  });
});
