export type * from './types.ts';
export type * from './signatures/types.ts';
export { connectDocumentWorker } from './client.ts';
export { directDocumentWorker } from './direct.ts';
export { defaultLimits } from './limits.ts';
export type { Limits } from './limits.ts';
export { startDocumentWorker } from './worker.ts';
export type { WorkerOptions } from './worker.ts';
export { plainLetter, type PlainLetter } from './plain-letter.ts';
