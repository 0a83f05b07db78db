import { availableParallelism } from 'node:os';

/** What a document may cost. Sizes in bytes, times in milliseconds. */
export type Limits = {
  /** Jobs at once; pictures have one place more, so that a long job keeps nobody from seeing a page. */
  children: number;
  /** Address space of a child (ulimit -v). JavaScriptCore reserves over 10 GB; with less it checks every step in PDFium's heap, a quarter slower. */
  addressSpace: number;
  /** Memory in use at which the child is ended. */
  memory: number;
  /** No answer for so long, while somebody waited for one: a loop. */
  stall: number;
  /** The whole job. */
  total: number;
};

export const defaultLimits: Limits = {
  children: availableParallelism(),
  addressSpace: 12 * 1024 ** 3,
  memory: 1.5 * 1024 ** 3,
  stall: 30_000,
  total: 20 * 60_000,
};
