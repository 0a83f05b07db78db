import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type BarePost = {
  /** The API's base without closing slash. */
  url: string;
  tls: { cert: string; key: string; ca: string };
  memos: { messageUuid: string; xml: Uint8Array }[];
  concurrency: number;
  /** One line per letter is written and synced to disk here. */
  fsyncFolder: string;
};

/**
 * What sending costs at the very least: a loop that posts ready messages, each over a TLS connection
 * of its own, with one durable line per letter. No queue, no archive, no throttle: the measure that
 * `bench send` is held against. Answers milliseconds. Throws when a letter is not answered 201.
 */
export async function barePost({ url, tls, memos, concurrency, fsyncFolder }: BarePost): Promise<number> {
  mkdirSync(fsyncFolder, { recursive: true });
  const journal = openSync(join(fsyncFolder, 'bare-post.log'), 'a');
  const waiting = [...memos];
  const began = performance.now();
  async function lane() {
    for (let memo = waiting.shift(); memo !== undefined; memo = waiting.shift()) {
      const answer = await fetch(`${url}/memos/?memo-message-uuid=${memo.messageUuid}`, {
        method: 'POST', headers: { 'content-type': 'application/xml' }, body: memo.xml as Uint8Array<ArrayBuffer>, tls, keepalive: false,
      });
      const receipt = await answer.text();
      if (answer.status !== 201) throw new Error(`HTTP ${answer.status}`);
      writeSync(journal, `${memo.messageUuid} ${receipt}\n`);
      fsyncSync(journal);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane));
  const milliseconds = performance.now() - began;
  closeSync(journal);
  return milliseconds;
}
