import { connectionKeeper, poll, type Polled } from '../../src/jobs/index.ts';
import { makeBox, type Box } from '../support/box.ts';

export type PostLine = { id: string; uuid: string; title: string; receipt: string | null; receipts: number; negative: number; fetched: number; deleted_at: number | null };

/** A box with the demo school, the sandbox beside it, and its mail. */
export async function makeMailBox() {
  const box: Box = await makeBox();
  const connect = connectionKeeper(box.deps);
  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(`${box.sandbox.controlUrl}/control${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json() as Promise<unknown>;
  };
  return {
    ...box, connect,
    play: async (scenario: string) => ((await ask('/post', { scenario })) as { ids: string[] }).ids,
    raw: async (xml: string | Uint8Array, contentType?: string) => ((await ask('/post', { xml: Buffer.from(xml).toString('base64'), ...(contentType ? { contentType } : {}) })) as { ids: string[] }).ids[0]!,
    answer: async (transmission: string, text: string) => ((await ask('/post', { answerTo: transmission, text })) as { ids: string[] }).ids[0]!,
    post: async () => (await ask('/post')) as PostLine[],
    ask,
    poll: async () => (await poll(box.deps, connect)) as Polled & { mail: NonNullable<Polled['mail']> },
    rows: <T>(sql: string, ...values: unknown[]) => box.deps.db.statement(sql).all(...values) as T[],
  };
}

export type MailBox = Awaited<ReturnType<typeof makeMailBox>>;
