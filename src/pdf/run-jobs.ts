import { problemOf, type RunJob } from './port.ts';
import type { Limits } from './limits.ts';
import { openFolder } from './convert/folder.ts';
import { type Child, spawnChild } from './spawn-child.ts';
import type { Answer, ConvertJob, Frame, Job, MoreLetters, PreserveJob } from './wire.ts';

/** A document from this size on (bytes), or this many letters, is shared by two children. */
const sharedBytes = 512 * 1024;
const sharedLetters = 40;
/** So many of them are dealt at a time: a child has as many at hand as it asks for, and the last to end is this much behind at most. */
const handful = 4;
/** Above this size two copies would cost more memory than the time is worth; its scans are still read by two processes. */
const wholeBytes = 100 * 1024 * 1024;

export type JobRunner = { run: (signal: AbortSignal | undefined, ...values: Parameters<RunJob>) => Promise<void>; close(): void };

/**
 * Runs jobs in fresh children, at most `limits.children` at once, in the order they came. With
 * `warm` one child always stands ready with PDFium loaded; no child ever sees a second document.
 */
export function jobRunner(limits: Limits, warm: boolean): JobRunner {
  const places = { job: placesFor(limits.children), picture: placesFor(1), office: placesFor(Math.min(2, limits.children)) };
  let ready: Child | null = warm ? spawnChild(limits) : null;
  let closed = false;

  const runPart = async ({ job, more }: Part, pdf: Uint8Array, onAnswer: (answer: Frame<Answer>) => Promise<void>, signal: AbortSignal) => {
    const leave = await places[job.do === 'render' ? 'picture' : inFolder(job) ? 'office' : 'job'].enter(signal);
    const folder = inFolder(job) ? openFolder() : null;
    const child = (folder ? null : ready) ?? spawnChild(limits, folder ? 'convert' : 'pdf');
    if (!folder) ready = null;
    const stop = () => child.end();
    signal.addEventListener('abort', stop);
    try {
      for await (const frame of child.run(inFolder(job) ? { ...job, folder: folder!.path } : job, pdf, more)) {
        if (frame.header.is === 'problem') throw problemOf(frame.header);
        signal.throwIfAborted();
        if (frame.header.is !== 'done') await onAnswer(frame);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      folder?.close();
      leave();
    }
  };

  return {
    async run(signal, job, pdf, onAnswer) {
      const failed = new AbortController();
      const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
      const oneByOne = inTurn(onAnswer);
      const parts = partsOf(job, pdf.length, limits.children).map((part) => runPart(part, pdf, oneByOne, either).catch((error) => {
        failed.abort();
        throw error;
      }));
      const results = await Promise.allSettled(parts);
      // Not while another part still works: three children at once need memory that two do not.
      if (warm && !closed) ready ??= spawnChild(limits);
      const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      // The first cause, not the abort it set off in the other part.
      const cause = reasons.find((reason) => reason?.name === 'Problem' && reason.reason !== 'pdf.too_heavy') ?? reasons.find((reason) => reason?.name === 'Problem') ?? reasons[0];
      if (cause) throw cause;
    },
    close() {
      closed = true;
      ready?.end();
      ready = null;
    },
  };
}

const inFolder = (job: Job): job is ConvertJob | PreserveJob => job.do === 'convert' || job.do === 'preserve';

type Part = { job: Job; more?: () => MoreLetters };

/** A long job as the parts that run side by side. Letters are dealt a few at a time to whoever asks, so that both children end together. */
function partsOf(job: Job, bytes: number, children: number): Part[] {
  if (children < 2) return [{ job }];
  if (job.do === 'read' && (bytes < sharedBytes || bytes > wholeBytes)) return [{ job: { ...job, readers: 2 } }];
  if (bytes > wholeBytes) return [{ job }];
  if (job.do === 'read') return [0, 1].map((part) => ({ job: { ...job, part: [part, 2] } }));
  if (job.do === 'cut' && job.letters.length >= sharedLetters) {
    let dealt = 0;
    const more = () => ({ letters: job.letters.slice(dealt, (dealt += handful)) });
    return [0, 1].map(() => ({ job: { ...job, ...more(), dealt: true }, more }));
  }
  return [{ job }];
}

/** Calls of `take` one after another, whichever part they come from. */
function inTurn<T>(take: (value: T) => Promise<void>): (value: T) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (value) => {
    const mine = last.then(() => take(value));
    last = mine.catch(() => {});
    return mine;
  };
}

function placesFor(count: number) {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    /** Waits for a place; answers how to leave it. Throws when aborted. */
    async enter(signal: AbortSignal): Promise<() => void> {
      if (free > 0) free--;
      else await new Promise<void>((go) => waiting.push(go));
      const leave = () => {
        const next = waiting.shift();
        if (next) next();
        else free++;
      };
      if (signal.aborted) {
        leave();
        signal.throwIfAborted();
      }
      return leave;
    },
  };
}
