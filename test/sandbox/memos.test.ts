import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { contacts, letter, tryPeer, type Tried } from './peer.ts';

let peer: Tried;
beforeAll(async () => {
  peer = await tryPeer();
});
beforeEach(() => peer.control('/reset', { method: 'POST', headers: { 'content-type': 'application/json' } }));
afterAll(() => peer.end());

const bulk = async () => (await peer.call('/receipts-bulk/')).json.receipts as { receiptStatus: string; errorCode: string | null; messageUUID: string }[];
const to = (number: string) => letter((xml) => xml.replace('0101070001', number).replace('CPR', number.length === 8 ? 'CVR' : 'CPR'));

describe('a letter that is taken', () => {
  test('has a technical receipt at once, a business receipt after it, and lies in the mailbox', async () => {
    const xml = letter();
    const uuid = /messageUUID>(.{36})</.exec(xml)![1]!;
    const { status, json } = await peer.post(xml);
    expect(status).toBe(201);
    expect(json).toMatchObject({ messageUUID: uuid, receiptStatus: 'RECEIVED', errorCode: null });
    expect(await bulk()).toMatchObject([{ transmissionId: json.transmissionId, messageUUID: uuid, receiptStatus: 'COMPLETED', errorCode: null }] as object[]);
    const [mailbox] = await peer.control('/mailboxes?name=Ane');
    expect((await peer.control(`/mailboxes/${mailbox.mailbox}`)).letters).toMatchObject([{ messageUuid: uuid, title: 'Optagelse', sender: '12345678', reply: true }]);
    expect(await peer.control(`/memos?uuid=${uuid.toUpperCase()}`)).toMatchObject([{ status: 'COMPLETED' }]);
    expect((await peer.control('/counts')).accepted).toEqual({ [uuid]: 1 });
  });

  test('waits as long as the delay, and until its day', async () => {
    await peer.set({ receiptDelayMs: 3600_000 });
    expect((await peer.post(letter())).status).toBe(201);
    await peer.set({ receiptDelayMs: 0 });
    const tomorrow = new Date(Date.now() + 48 * 3600_000).toISOString().slice(0, 10);
    expect((await peer.post(letter((xml) => xml.replace('</memo:reply>', `</memo:reply><memo:doNotDeliverUntilDate>${tomorrow}</memo:doNotDeliverUntilDate>`)))).status).toBe(201);
    expect(await bulk()).toEqual([]);
    expect((await peer.control('/counts')).totals).toMatchObject({ accepted: 2, delivered: 0 });
  });

  test.each(['0202070002', '0303070003', '0404070004', '0505070005', '11111111'])('is not allowed to %s, who has no open mailbox', async (number) => {
    expect((await peer.post(to(number))).status).toBe(201);
    expect(await bulk()).toMatchObject([{ receiptStatus: 'NOT_ALLOWED', errorCode: 'recipient.mailbox.not.registered' }]);
  });

  test('is invalid where its content breaks a rule, and says which', async () => {
    const wrong = letter((xml) => xml.replace('Optagelse.pdf', 'Optagelse.exe'));
    expect((await peer.post(wrong)).status).toBe(201);
    expect(await bulk()).toMatchObject([{ receiptStatus: 'INVALID', errorCode: 'file.extension.not.allowed' }]);
    await peer.set({ contentErrors: 'synchronous' });
    const answer = await peer.post(wrong);
    expect([answer.status, answer.json.fieldErrors[0].code]).toEqual([400, 'file.extension.not.allowed']);
  });
});

describe('an envelope that is refused at once', () => {
  const cases: [string, number, string, () => Parameters<Tried['post']>][] = [
    ['no XML', 400, 'xml.not.well.formed', () => ['hej', { uuid: '8c2ea15d-61fb-4ba9-9366-42f8b194c114' }]],
    ['a document type', 400, 'xml.doctype.not.allowed', () => [letter((xml) => xml.replace('<memo:Message ', '<!DOCTYPE a><memo:Message '))]],
    ['another namespace', 400, 'memo.namespace.not.allowed', () => [letter((xml) => xml.replace('https://DigitalPost.dk/MeMo-1', 'https://DigitalPost.dk/MeMo-2'))]],
    ['another root', 400, 'memo.root.not.allowed', () => [letter((xml) => xml.replaceAll('memo:Message ', 'memo:Brev ').replace('</memo:Message>', '</memo:Brev>'))]],
    ['another UUID in the address', 400, 'message.uuid.mismatch', () => [letter(), { uuid: '8c2ea15d-61fb-4ba9-9366-42f8b194c114' }]],
    ['a UUID of version 7', 400, 'memo.message.uuid.not.allowed', () => [letter(), { uuid: '8c2ea15d-61fb-7ba9-9366-42f8b194c114' }]],
    ['another sender', 403, 'sender.not.allowed', () => [letter((xml) => xml.replace('<memo:senderID>12345678', '<memo:senderID>87654321'))]],
    ['a person as sender', 403, 'sender.not.allowed', () => [letter((xml) => xml.replace('CVR', 'CPR'))]],
    ['JSON', 400, 'content.type.not.allowed', () => [letter(), { type: 'application/json' }]],
    ['XML said to be a container', 400, 'memo.message.uuid.not.allowed', () => [letter(), { type: 'application/x-lzma' }]],
  ];
  test.each(cases)('%s: %d %s', async (_name, status, code, made) => {
    const answer = await peer.post(...made());
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect((await peer.control('/counts')).totals.accepted).toBe(0);
  });

  test('no announced length', async () => {
    const xml = letter();
    const stream = new ReadableStream({ start: (controller) => (controller.enqueue(Buffer.from(xml)), controller.close()) });
    const answer = await peer.call(`/memos/?memo-message-uuid=${/messageUUID>(.{36})</.exec(xml)![1]}`, { method: 'POST', body: stream, headers: { 'content-type': 'application/xml' } });
    expect([answer.status, answer.json.code]).toEqual([400, 'content.length.required']);
  });

  test('more bytes than the limit can need', async () => {
    await peer.set({ maximumMegabytes: 1 });
    const answer = await peer.post(letter((xml) => xml.replace('JVBERi0xLjcK', 'AAAA'.repeat(700_000))));
    expect([answer.status, answer.json.code]).toEqual([400, 'message.size.too.large']);
  });

  test('text/xml with a character set is as good as application/xml', async () => {
    expect((await peer.post(letter(), { type: 'text/xml; charset=utf-8' })).status).toBe(201);
  });
});

describe('receipts', () => {
  test('are listed in pages, fetched, and deleted once', async () => {
    for (let index = 0; index < 5; index += 1) await peer.post(letter());
    const first = (await peer.call('/receipts/?size=2')).json;
    expect(first).toMatchObject({ number: 0, size: 2, totalElements: 5, totalPages: 3, previous: null, next: { page: 1, size: 2 } });
    const last = (await peer.call('/receipts/?size=2&page=2')).json;
    expect(last).toMatchObject({ previous: { page: 1 }, next: null });
    expect(last.content).toHaveLength(1);
    const [one, two] = first.content as [string, string];
    expect((await peer.call(`/receipts/${one}`)).json.receiptStatus).toBe('COMPLETED');
    expect((await peer.call(`/receipts/${one}`, { method: 'DELETE' })).status).toBe(204);
    expect((await peer.call(`/receipts/${one}`, { method: 'DELETE' })).status).toBe(404);
    expect((await peer.call(`/receipts/${one}`)).status).toBe(404);
    expect((await peer.call(`/receipts/${two}?delete=true`)).status).toBe(200);
    expect((await peer.call(`/receipts/${two}`)).status).toBe(404);
    expect((await peer.call('/receipts/')).json.totalElements).toBe(3);
    expect((await peer.call('/receipts/?size=0')).status).toBe(400);
  });
});

describe('contacts', () => {
  test('many numbers at once; a number nobody has is left out', async () => {
    const query = [...contacts.map((entry) => `${entry.kind}Number=${entry.number}`), 'cprNumber=0909090009'].join('&');
    const { json } = await peer.call(`/contacts/?${query}`);
    expect(json).toMatchObject({ currentPage: 0, totalPages: 1, elementsOnPage: 5, totalElements: 5 });
    const statuses = json.contacts.map((entry: any) => [entry.cprNumber ?? entry.cvrNumber, entry.type, entry.mailboxSubscription.publicRegistrationStatus, entry.mailboxSubscription.registrationStatus]);
    expect(statuses).toEqual([
      ['0101070001', 'CITIZEN', 'REGISTERED', 'AUTOMATIC_REGISTRATION'], ['0202070002', 'CITIZEN', 'EXEMPT', 'EXEMPT_OTHER_REASON'],
      ['0303070003', 'CITIZEN', 'CLOSED', 'AUTOMATIC_REGISTRATION'], ['0404070004', 'CITIZEN', 'UNKNOWN', 'UNCONFIRMED_REGISTRATION'],
      ['87654321', 'COMPANY', 'REGISTERED', 'AUTOMATIC_REGISTRATION'],
    ]);
    expect((await peer.call('/contacts/?cprNumber=0909090009')).json).toMatchObject({ contacts: [], totalElements: 0 });
  });

  test('are paged, and next leads on', async () => {
    const query = contacts.map((entry) => `${entry.kind}Number=${entry.number}`).join('&');
    const first = (await peer.call(`/contacts/?${query}&size=3`)).json;
    const second = (await peer.call(`/contacts/?${query}&size=3&next=${first.next}`)).json;
    expect([first.contacts.length, second.contacts.length, second.next]).toEqual([3, 2, undefined]);
  });

  test('can be set over the control address', async () => {
    const put = (body: object) => peer.control('/contacts', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    await put({ kind: 'cpr', number: '0606070006', name: 'Ny Elev', status: 'REGISTERED' });
    expect((await peer.post(to('0606070006'))).status).toBe(201);
    expect(await bulk()).toMatchObject([{ receiptStatus: 'COMPLETED' }]);
    await put({ kind: 'cpr', number: '0606070006', name: 'Ny Elev', status: 'CLOSED' });
    expect((await peer.call('/contacts/?cprNumber=0606070006')).json.contacts[0].mailboxSubscription.publicRegistrationStatus).toBe('CLOSED');
    await put({ kind: 'cpr', number: '0606070006', remove: true });
    expect((await peer.call('/contacts/?cprNumber=0606070006')).json.contacts).toEqual([]);
  });
});

test('no post waits for the school yet, and other addresses do not exist', async () => {
  expect((await peer.call('/memos/')).json).toMatchObject({ content: [], totalElements: 0 });
  expect((await peer.call('/dp/memos')).status).toBe(404);
  expect((await peer.call('/memos/', { method: 'PUT', body: 'x' })).status).toBe(404);
});
