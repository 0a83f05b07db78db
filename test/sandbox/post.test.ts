import { afterAll, beforeAll, expect, test } from 'bun:test';
import { randomUUID } from 'node:crypto';
import { letter, tryPeer, type Tried } from './peer.ts';
import { haveSchemas, sayIfSkipped, schemaFault } from './schemas.ts';

let peer: Tried;
beforeAll(async () => { peer = await tryPeer(); });
afterAll(() => peer.end());

const json = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const play = async (scenario: string): Promise<string[]> => ((await peer.control('/post', json({ scenario }))) as { ids: string[] }).ids;
const raw = async (path: string) => {
  const answer = await fetch(peer.url + path, { headers: { accept: 'application/xml' }, tls: peer.tls(), keepalive: false } as RequestInit);
  return { status: answer.status, type: answer.headers.get('content-type'), bytes: new Uint8Array(await answer.arrayBuffer()) };
};
const line = async (id: string) => ((await peer.control('/post')) as { id: string; uuid: string; receipt: string | null; negative: number; deleted_at: number | null }[]).find((each) => each.id === id)!;
const receipt = (uuid: string, more: object = {}) => ({ transmissionId: randomUUID(), messageUUID: uuid, messageId: null, errorCode: null, errorMessage: null, timeStamp: '2026-11-24T10:00:00Z', receiptStatus: 'COMPLETED', ...more });

test('mail is listed, fetched as it is, receipted, deleted; and nothing out of order', async () => {
  const [id] = await play('noInformation');
  expect((await peer.call('/memos/?page=0&size=10')).json).toMatchObject({ content: [id], totalElements: 1 });
  const got = await raw(`/memos/${id}`);
  expect(got).toMatchObject({ status: 200, type: 'application/xml' });
  const { uuid } = await line(id!);
  expect((await peer.call(`/memos/${id}`, { method: 'DELETE' })).status).toBe(409);
  const give = (body: unknown) => peer.call(`/memos/${id}/receipt`, json(body)).then(({ status }) => status);
  expect([
    await give(receipt(randomUUID())), await give(receipt(uuid, { receiptStatus: 'OK' })), await give(receipt(uuid, { extra: 1 })), await give('x'),
    (await peer.call(`/memos/${id}/receipt`, { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })).status,
  ]).toEqual([422, 422, 422, 400, 400]);
  // A code of 0 is a code: the mail stays and the system is warned.
  expect(await give(receipt(uuid, { errorCode: '0' }))).toBe(200);
  expect(await line(id!)).toMatchObject({ negative: 1, receipt: null });
  expect(await give(receipt(uuid))).toBe(200);
  expect(await give(receipt(uuid))).toBe(409);
  expect((await peer.call(`/memos/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await peer.call(`/memos/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await peer.call(`/memos/${id}`)).status).toBe(404);
});

test('an answer carries what the letter asked to have back', async () => {
  const xml = letter();
  await peer.post(xml);
  const [id] = await play('reply');
  const text = Buffer.from((await raw(`/memos/${id}`)).bytes).toString();
  const sent = /messageUUID>([^<]*)</.exec(xml)![1]!;
  expect(text).toContain(`<memo:ReplyData><memo:messageUUID>${sent}</memo:messageUUID><memo:caseID>7</memo:caseID>`);
  expect(text).toContain('<memo:senderID>0101070001</memo:senderID>');
});

test.skipIf(!haveSchemas)('what is meant to be right is right by the schema', async () => {
  for (const scenario of ['reply', 'strangerReply', 'authority', 'noInformation', 'forwarded', 'oldDate', 'nemSms', 'html', 'wrongType', 'manyTypes']) {
    const [id] = await play(scenario);
    expect([scenario, schemaFault(Buffer.from((await raw(`/memos/${id}`)).bytes).toString())]).toEqual([scenario, null]);
  }
});

test('old mail is offered when a back-fill asks for it', async () => {
  const ids = await play('oldMail');
  const listed = async () => ((await peer.call('/memos/?page=0&size=1000')).json.content as string[]);
  expect((await listed()).filter((id) => ids.includes(id))).toEqual([]);
  const [mailbox] = (await peer.call('/mailboxes/')).json.mailboxes as { id: string }[];
  const [organisation] = (await peer.call('/organisations/?cvrNumber=12345678')).json.organisations as { id: string }[];
  const [point] = (await peer.call(`/organisations/${organisation!.id}/contact-points/`)).json.contactPoints as { id: string }[];
  expect((await peer.call(`/mailboxes/${mailbox!.id}/system-fetches/`, json({ organisationId: organisation!.id }))).status).toBe(400);
  const asked = await peer.call(`/mailboxes/${mailbox!.id}/system-fetches/`, json({ organisationId: organisation!.id, contactPointId: point!.id, fromDateTime: '2020-01-01T00:00:00Z' }));
  expect(asked).toMatchObject({ status: 201, json: { systemFetchStatusType: 'RUNNING' } });
  expect((await listed()).filter((id) => ids.includes(id))).toEqual(ids);
});
sayIfSkipped(1, 'post.test.ts');
