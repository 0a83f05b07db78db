/// <reference lib="webworker" />
import { openIndexFile } from './open-index.ts';
import { openSearchFile } from './search-file.ts';
import type { EngineRequest } from '../types.ts';

declare const self: Worker;

/** A thread of its own: the driver is synchronous, and a slow query must hold up nobody's page. */
let answer: ReturnType<typeof openSearchFile> | undefined;

self.onmessage = ({ data }: MessageEvent<{ open: string } | { number: number; request: EngineRequest }>) => {
  if ('open' in data) {
    answer = openSearchFile(openIndexFile(data.open));
    return;
  }
  try {
    self.postMessage({ number: data.number, answer: answer!(data.request) });
  } catch (error) {
    self.postMessage({ number: data.number, problem: (error as Error).message });
  }
};
