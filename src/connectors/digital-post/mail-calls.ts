import { unavailable } from '../../core/errors.ts';
import { jsonObject } from './answers.ts';
import type { Failure } from './failure.ts';
import { listAllReceipts } from './receipt-pages.ts';
import type { Answer, Call, Stream } from './transport.ts';
import type { ContactPoint, Mail, SystemFetch } from './types.ts';

type Ways = {
  get(name: string, path: string): Promise<Answer>;
  persistently(name: string, request: Call): Promise<Answer | Failure>;
  /** One streamed call, without the pace. */
  call(request: Call): Promise<Stream | Answer | Failure>;
  turn(): Promise<void>;
  ownFault(): string | null;
  problemOf(result: Answer | Failure): { reason: string; detail: string };
  now(): Date;
};

type JsonObject = Record<string, unknown>;
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const nonsense = (detail: string) => unavailable('digital_post.unavailable', { reason: 'nonsense', detail });
const succeeded = (result: Answer | Failure, ...harmless: number[]) => result.kind === 'answer' && ((result.status >= 200 && result.status < 300) || harmless.includes(result.status));
const numberOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The first bytes tell a message from a page of something between us and the peer, where the type does not. */
async function firstPiece(body: AsyncIterable<Uint8Array>): Promise<{ head: string; whole: AsyncIterable<Uint8Array> }> {
  const iterator = body[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done ? '' : Buffer.from(first.value.subarray(0, 65_536)).toString('latin1');
  const whole = (async function* () {
    if (!first.done) yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  })();
  return { head, whole };
}

/** One list of a search result; null entries and other shapes are left out. Throws where there is none. */
function listIn(text: string, name: string): JsonObject[] {
  const list = jsonObject(text)?.[name];
  if (!Array.isArray(list)) throw nonsense(name);
  return list.filter(isObject);
}

function systemFetchOf(text: string): SystemFetch {
  const json = jsonObject(text);
  if (json === null || typeof json.id !== 'string') throw nonsense('system-fetch');
  return { id: json.id, running: json.systemFetchStatusType === 'RUNNING', stopped: json.systemFetchStatusType === 'STOPPED', total: numberOf(json.totalMessages) ?? 0, fetched: numberOf(json.fetchedMessages) ?? 0, failed: numberOf(json.failedMessages) ?? 0 };
}

/** The calls of a recipient system; promises in types.ts, Mail. */
export function mailCalls({ get, persistently, call, turn, ownFault, problemOf, now }: Ways): Mail {
  const refused = (result: Answer | Failure) => unavailable('digital_post.unavailable', problemOf(result));

  return {
    listMemos: () => listAllReceipts((path) => get('list mail', path), '/memos/'),
    async fetchMemo(id) {
      const fault = ownFault();
      if (fault !== null) throw unavailable('digital_post.unavailable', { reason: fault, detail: '' });
      await turn();
      const result = await call({ method: 'GET', path: `/memos/${encodeURIComponent(id)}`, accept: 'application/xml', fresh: false });
      if (result.kind === 'answer' && result.status === 404) return null;
      if (result.kind !== 'stream') throw refused(result);
      if (/^(application|text)\/xml\b/i.test(result.contentType)) return { content: result.body };
      const { head, whole } = await firstPiece(result.body);
      if (!head.includes('DigitalPost.dk/MeMo-1')) throw nonsense('content-type');
      return { content: whole };
    },
    async acknowledge(id, messageUuid) {
      // errorCode null: any value, even 0, makes it negative and the mail comes again (facts: digital-post 3.3).
      const receipt = JSON.stringify({ transmissionId: crypto.randomUUID(), messageUUID: messageUuid, messageId: null, errorCode: null, errorMessage: null, timeStamp: now().toISOString(), receiptStatus: 'COMPLETED' });
      const result = await persistently('give receipt', {
        method: 'POST', path: `/memos/${encodeURIComponent(id)}/receipt`, body: Buffer.from(receipt), contentType: 'application/json', repeatable: true, fresh: false,
      });
      if (!succeeded(result, 404, 409)) throw refused(result);
      return receipt;
    },
    async deleteMemo(id) {
      const result = await persistently('delete mail', { method: 'DELETE', path: `/memos/${encodeURIComponent(id)}`, fresh: false });
      if (!succeeded(result, 404)) throw refused(result);
    },
    async organisations(cvr) {
      const { status, text } = await get('organisations', `/organisations/?cvrNumber=${encodeURIComponent(cvr)}&page=0&size=100`);
      if (status === 404) return [];
      return listIn(text, 'organisations').filter((each) => typeof each.id === 'string').map((each) => ({ id: String(each.id), name: textOf(each.name), cvr: textOf(each.cvrNumber) }));
    },
    async contactPoints(organisationId) {
      const { status, text } = await get('contact points', `/organisations/${encodeURIComponent(organisationId)}/contact-points/?page=0&size=1000`);
      if (status === 404) return [];
      return listIn(text, 'contactPoints').filter((each) => typeof each.id === 'string' && each.active !== false && each.visible !== false).map((each): ContactPoint => ({
        id: String(each.id), name: textOf(each.name), description: textOf(each.description), maxMegabytes: numberOf(each.memoSizeThresholdMB), maxAttachments: numberOf(each.allowedNumberOfAttachments),
      }));
    },
    async requestOldMail({ cvr, contactPointId, since }) {
      const [organisation] = await this.organisations(cvr);
      const [mailbox] = listIn((await get('mailboxes', '/mailboxes/?page=0&size=1')).text, 'mailboxes');
      if (!organisation || typeof mailbox?.id !== 'string') throw nonsense('mailboxes');
      const wish = { organisationId: organisation.id, contactPointId, fromDateTime: since.toISOString(), toDateTime: now().toISOString() };
      const result = await persistently('system fetch', {
        method: 'POST', path: `/mailboxes/${encodeURIComponent(mailbox.id)}/system-fetches/`, body: Buffer.from(JSON.stringify(wish)), contentType: 'application/json', fresh: false,
      });
      if (result.kind !== 'answer' || !succeeded(result)) throw refused(result);
      return { ...systemFetchOf(result.text), mailboxId: mailbox.id };
    },
    async systemFetch(mailboxId, id) {
      const { status, text } = await get('system fetch', `/mailboxes/${encodeURIComponent(mailboxId)}/system-fetches/${encodeURIComponent(id)}`);
      if (status === 404) throw nonsense('system-fetch');
      return systemFetchOf(text);
    },
  };
}
