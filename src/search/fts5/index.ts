import { rmSync } from 'node:fs';
import { unavailable } from '../../core/errors.ts';
import type { EngineAnswer, SearchIndex } from '../types.ts';
import { openIndexFile } from './open-index.ts';
import { openEntryWriter, type EntryWriter } from './write-entries.ts';

type Waiting = { resolve(answer: EngineAnswer): void; reject(error: unknown): void };
/** A query that has not answered by then is given up, and the thread with it. */
const patienceMs = 20_000;

/** The embedded index in a file. Searches run in a thread that is started with the first of them; writes where they are called. */
export function openFts5Index(path: string): SearchIndex {
  let writer: { file: ReturnType<typeof openIndexFile>; entries: EntryWriter } | undefined;
  let thread: Worker | undefined;
  const waiting = new Map<number, Waiting>();
  let asked = 0;

  const open = () => {
    if (writer) return writer;
    const file = openIndexFile(path);
    return (writer = { file, entries: openEntryWriter(file) });
  };

  function stopThread(why: string) {
    thread?.terminate();
    thread = undefined;
    for (const each of waiting.values()) each.reject(unavailable('search.broken', { why }));
    waiting.clear();
  }

  function running(): Worker {
    if (thread) return thread;
    const started = new Worker(new URL('./thread.ts', import.meta.url).href);
    // An idle thread keeps no process alive.
    (started as unknown as { unref?(): void }).unref?.();
    started.onmessage = ({ data }: MessageEvent<{ number: number; answer?: EngineAnswer; problem?: string }>) => {
      const found = waiting.get(data.number);
      waiting.delete(data.number);
      if (data.answer) found?.resolve(data.answer);
      else found?.reject(unavailable('search.broken', { why: data.problem ?? '' }));
    };
    started.onerror = (event) => stopThread(event.message);
    started.postMessage({ open: path });
    return (thread = started);
  }

  return {
    async write(entries, gone) {
      open().entries.write(entries, gone);
    },
    search(request) {
      const number = ++asked;
      const worker = running();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => stopThread('too slow'), patienceMs);
        const done = () => clearTimeout(timer);
        waiting.set(number, { resolve: (answer) => { done(); resolve(answer); }, reject: (error) => { done(); reject(error); } });
        worker.postMessage({ number, request });
      });
    },
    async finish() {
      return open().entries.merge();
    },
    async size() {
      return (open().file.prepare('SELECT count(*) AS n FROM entries').get() as { n: number }).n;
    },
    async close() {
      stopThread('closed');
      writer?.entries.settle();
      writer?.file.close();
      writer = undefined;
    },
    async destroy() {
      await this.close();
      for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    },
  };
}
