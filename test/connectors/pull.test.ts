import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { mailboxStatus } from '../../src/connectors/digital-post/contacts.ts';
import { lookUpMailboxes } from '../../src/connectors/digital-post/look-up.ts';
import { listAllReceipts } from '../../src/connectors/digital-post/receipt-pages.ts';
import { openThrottle } from '../../src/connectors/digital-post/throttle.ts';
import { Problem } from '../../src/core/errors.ts';
import { posted, startPeer, type Peer } from './peer.ts';

let peer: Peer;
beforeAll(async () => {
  peer = await startPeer();
}, 60_000);
afterAll(() => peer.stop());
afterEach(() => peer.reset());

const cpr = (number: string) => ({ kind: 'cpr' as const, number });

describe('mailbox status', () => {
  test('is told for each number: registered, exempt, closed, unconfirmed, not found', async () => {
    const people = [['3104101001', 'REGISTERED'], ['3104101002', 'EXEMPT'], ['3104101003', 'CLOSED'], ['3104101004', 'UNCONFIRMED_REGISTRATION']] as const;
    for (const [number, status] of people) await peer.contact('cpr', number, status);
    await peer.contact('cvr', '99999991', 'REGISTERED');
    const connection = peer.connect({ lookUpBatch: 2 });
    const found = await connection.lookUp([...people.map(([number]) => cpr(number)), cpr('3104101005'), { kind: 'cvr', number: '99999991' }, cpr('3104101001')]);
    connection.close();
    expect(Object.fromEntries(found)).toEqual({
      '3104101001': 'registered', '3104101002': 'exempt', '3104101003': 'closed', '3104101004': 'unconfirmed', '3104101005': 'not_found', '99999991': 'registered',
    });
  });

  test('is absent where the peer cannot be asked', async () => {
    await peer.set({ contactsDown: true });
    expect((await peer.connect().lookUp([cpr('3104101001')])).size).toBe(0);
    expect((await peer.connect({ baseUrl: 'https://localhost:1/x' }).lookUp([cpr('3104101001')])).size).toBe(0);
    expect((await peer.connect({ certificatePem: '' }).lookUp([cpr('3104101001')])).size).toBe(0);
  }, 30_000);

  test('asks many numbers in groups, each once, and keeps the others when one group fails', async () => {
    const asked: string[] = [];
    const numbers = Array.from({ length: 25 }, (_, index) => cpr(String(3_104_101_000 + index)));
    const found = await lookUpMailboxes(async (path) => {
      const these = [...new URL(path, 'https://x').searchParams.getAll('cprNumber')];
      asked.push(...these);
      return these.includes('3104101013') ? null : JSON.stringify({ currentPage: 0, totalPages: 0, totalElements: 0, contacts: [] });
    }, [...numbers, ...numbers], 10);
    expect(asked.sort()).toEqual(numbers.map(({ number }) => number));
    expect(found.size).toBe(15);
    expect(found.has('3104101013')).toBe(false);
  });

  test('follows pages, and calls nobody not found on half an answer', async () => {
    const contact = (number: string) => ({ cprNumber: number, mailboxSubscription: { publicRegistrationStatus: 'REGISTERED' } });
    const pages = [[contact('3104101001')], [contact('3104101002')]];
    const page = (index: number, total: number) => JSON.stringify({ currentPage: index, totalPages: 2, totalElements: total, contacts: pages[index] });
    const ask = (total: number, breakAt = -1) => lookUpMailboxes(async (path) => {
      const index = Number(new URL(path, 'https://x').searchParams.get('page'));
      return index === breakAt ? '<html>' : page(index, total);
    }, [cpr('3104101001'), cpr('3104101002'), cpr('3104101003')], 10);
    expect(Object.fromEntries(await ask(2))).toEqual({ '3104101001': 'registered', '3104101002': 'registered', '3104101003': 'not_found' });
    expect((await ask(2, 1)).size).toBe(0);
    expect((await ask(3)).size).toBe(0);
  });

  test('is decided by the public status, and by the waiting period', () => {
    expect(mailboxStatus({ publicRegistrationStatus: 'REGISTERED', registrationStatus: 'BEFORE_UNCONFIRMED_REGISTRATION' })).toBe('registered');
    expect(mailboxStatus({ publicRegistrationStatus: 'REGISTERED', registrationStatus: 'UNCONFIRMED_REGISTRATION' })).toBe('unconfirmed');
    expect(mailboxStatus({ publicRegistrationStatus: 'EXEMPT', registrationStatus: 'UNCONFIRMED_REGISTRATION' })).toBe('exempt');
    expect(mailboxStatus({ registrationStatus: 'CREATED_AWAITING_REGISTRATION' })).toBe('unconfirmed');
    expect(mailboxStatus({ publicRegistrationStatus: 'SOMETHING_NEW' })).toBeNull();
    expect(mailboxStatus(undefined)).toBe('not_found');
  });
});

describe('receipts', () => {
  test('are listed, fetched as they came and deleted; twice is harmless', async () => {
    await peer.contact('cpr', '0104101234', 'REGISTERED');
    await peer.set({ receiptDelayMs: 0, duplicateReceipts: true });
    const connection = peer.connect();
    const letters = [posted(), posted(), posted()];
    for (const letter of letters) expect((await connection.send(...letter)).kind).toBe('accepted');
    const ids = await connection.listReceipts();
    expect(ids.length).toBe(6);
    const receipts = await Promise.all(ids.map((id) => connection.fetchReceipt(id)));
    expect(receipts.map(({ messageUuid, status }) => `${messageUuid} ${status}`).sort()).toEqual([...letters, ...letters].map(([uuid]) => `${uuid} COMPLETED`).sort());
    expect(JSON.parse(receipts[0]!.raw).receiptStatus).toBe('COMPLETED');
    expect((await connection.listReceipts()).length).toBe(6);
    for (const id of [...ids, ...ids]) await connection.deleteReceipt(id);
    expect(await connection.listReceipts()).toEqual([]);
    const fault = await connection.fetchReceipt(ids[0]!).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'not_found', reason: 'digital_post.receipt_gone' });
    connection.close();
  });

  test('negative ones carry code and words', async () => {
    await peer.set({ receiptDelayMs: 0, invalidNext: 1 });
    await peer.contact('cpr', '0104101234', 'REGISTERED');
    const connection = peer.connect();
    await connection.send(...posted());
    const [id] = await connection.listReceipts();
    expect(await connection.fetchReceipt(id!)).toMatchObject({ status: 'INVALID', errorCode: 'sandbox.set.to.invalid' });
    connection.close();
  });

  test('a peer that is down is a Problem that says why', async () => {
    await peer.set({ receiptsDown: true });
    const down = await peer.connect().listReceipts().catch((error: unknown) => error as Problem);
    expect(down).toMatchObject({ code: 'unavailable', reason: 'digital_post.unavailable', values: { reason: 'busy', detail: 'HTTP 503' } });
    const refused = await peer.connect({ baseUrl: 'https://localhost:1/x' }).deleteReceipt('a').catch((error: unknown) => error as Problem);
    expect(refused).toMatchObject({ code: 'unavailable', values: { reason: 'peer_refused' } });
    expect(await peer.connect({ baseUrl: 'https://localhost:1/x' }).probe()).toMatchObject({ ok: false, reason: 'peer_refused' });
    // Letters can go while receipts are away; not while the part that takes letters is.
    expect(await peer.connect().probe()).toEqual({ ok: true });
    await peer.set({ memosDown: true });
    expect(await peer.connect().probe()).toMatchObject({ ok: false, reason: 'busy' });
  }, 30_000);

  test('a wrong token is told as not authorised', async () => {
    await peer.set({ apiToken: 'right' });
    expect(await peer.connect({ apiToken: 'wrong' }).probe()).toMatchObject({ ok: false, reason: 'not_authorised' });
    expect(await peer.connect({ apiToken: 'right' }).probe()).toEqual({ ok: true });
  });

  test('all pages are read, each id once, and an end that never comes is an end', async () => {
    const all = Array.from({ length: 7 }, (_, index) => `id-${index}`);
    const answer = (body: unknown) => ({ kind: 'answer' as const, status: 200, text: JSON.stringify(body), fresh: false });
    const ids = await listAllReceipts(async (path) => {
      const page = Number(new URL(path, 'https://x').searchParams.get('page'));
      return answer({ content: [...all.slice(page * 3, page * 3 + 3), 'id-0'], number: page, totalPages: 3 });
    });
    expect(ids).toEqual(all);
    let calls = 0;
    await listAllReceipts(async () => (calls++, answer({ content: ['same'], next: { page: 1 } })));
    expect(calls).toBe(2);
    await expect(listAllReceipts(async () => answer({ content: 'x' }))).rejects.toBeInstanceOf(Problem);
  });
});

test('the throttle keeps the pace over a burst', async () => {
  const throttle = openThrottle(100);
  const began = performance.now();
  await Promise.all(Array.from({ length: 41 }, () => throttle.turn()));
  // 41 turns at 100 a second, of which a tenth of a second may run ahead: never faster.
  expect(performance.now() - began).toBeGreaterThan(280);
});
