/// <reference lib="webworker" />
import { openIndexFile } from './open-index.ts';
import { openSearchFile, type SearchFile } from './search-file.ts';
import type { EngineRequest } from '../types.ts';

declare const self: Worker;

/** A thread of its own: the driver is synchronous, and a slow query must hold up nobody's page. */
let file: SearchFile | undefined;

/** A little at a time: a search that comes in between does not wait. */
const warmUp = () => { if (file!.warm()) setTimeout(warmUp, 5); };

self.onmessage = ({ data }: MessageEvent<{ open: string } | { number: number; request: EngineRequest }>) => {
  if ('open' in data) {
    file = openSearchFile(openIndexFile(data.open));
    return void setTimeout(warmUp, 100);
  }
  try {
    self.postMessage({ number: data.number, answer: file!.answer(data.request) });
  } catch (error) {
    self.postMessage({ number: data.number, problem: (error as Error).message });
  }
};
