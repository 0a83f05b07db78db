import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';

export type BareFetch = { url: string; tls: { cert: string; key: string; ca: string }; lanes: number; folder: string };

/**
 * What receiving costs at the very least: list, and for each message fetch, write and fsync, post the receipt, delete, over
 * kept connections. No database, no reading, no throttle. Answers milliseconds and how many. Throws on any other answer.
 */
export async function bareFetch({ url, tls, lanes, folder }: BareFetch): Promise<{ milliseconds: number; count: number }> {
  mkdirSync(folder, { recursive: true });
  const agent = new Agent({ keepAlive: true, maxSockets: lanes, ...tls });
  const call = (method: string, path: string, wanted: number, body?: string) => new Promise<Buffer>((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request(`${url}${path}`, { method, agent, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => (response.statusCode === wanted ? resolve(Buffer.concat(pieces)) : reject(new Error(`${method} ${path}: HTTP ${response.statusCode}`))));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
  const began = performance.now();
  const ids = [] as string[];
  for (let page = 0, pages = 1; page < pages; page++) {
    const answer = JSON.parse((await call('GET', `/memos/?page=${page}&size=500`, 200)).toString()) as { content: string[]; totalPages: number };
    ids.push(...answer.content);
    pages = answer.totalPages;
  }
  const waiting = [...ids];
  async function lane() {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const xml = await call('GET', `/memos/${id}`, 200);
      const file = openSync(join(folder, id), 'w');
      writeSync(file, xml);
      fsyncSync(file);
      closeSync(file);
      const messageUUID = /messageUUID>([^<]*)</.exec(xml.subarray(0, 4096).toString('latin1'))![1];
      await call('POST', `/memos/${id}/receipt`, 200, JSON.stringify({ transmissionId: id, messageUUID, errorCode: null, timeStamp: new Date().toISOString(), receiptStatus: 'COMPLETED' }));
      await call('DELETE', `/memos/${id}`, 204);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  const milliseconds = performance.now() - began;
  agent.destroy();
  return { milliseconds, count: ids.length };
}
