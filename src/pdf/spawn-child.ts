import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { invalid, type Problem } from '../core/errors.ts';
import { framesOf, frameHead, type Answer, type Frame, type Job, type MoreLetters } from './wire.ts';
import type { Limits } from './limits.ts';

const entries = {
  pdf: fileURLToPath(new URL('./child.ts', import.meta.url)),
  convert: fileURLToPath(new URL('./convert/child.ts', import.meta.url)),
};
/** Pages are quicker than papers; and what waits to become a PDF comes before what can be read already. */
const niceness = { pdf: 10, convert: 5 };
const page = 4096;

/** A child that is ready and waits for its one job. `more`: the next of the letters that it shares with another child. */
export type Child = { run(job: Job, pdf: Uint8Array, more?: () => MoreLetters): AsyncGenerator<Frame<Answer>>; end(): void };

/**
 * Starts a child: low priority, so that pages stay quick; no core dump, because it would hold
 * letters; an address-space limit; no environment, so that it inherits no secret. A child lives for one job: the last stage of
 * compiling takes the processor more time than its code gives back.
 */
export function spawnChild(limits: Limits, kind: keyof typeof entries = 'pdf'): Child {
  const kilobytes = Math.floor(limits.addressSpace / 1024);
  const limited = `ulimit -c 0; ulimit -v ${kilobytes} && exec nice -n ${niceness[kind]} "$0" "$1"`;
  const child = spawn('/bin/sh', ['-c', limited, process.execPath, entries[kind]], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0', BUN_JSC_forceRAMSize: String(256 * 1024 ** 2), BUN_JSC_useFTLJIT: '0' },
  });
  child.on('error', () => {});
  child.stdin!.on('error', () => {});
  return {
    run: (job, pdf, more) => watched(child, limits, job, pdf, more),
    end: () => void child.kill('SIGKILL'),
  };
}

/** The child's answers; ends it when it breaks a limit, when it is done, and when the taker leaves. */
async function* watched(child: ChildProcess, limits: Limits, job: Job, pdf: Uint8Array, more?: () => MoreLetters): AsyncGenerator<Frame<Answer>> {
  let broken: Problem | null = null;
  let waitingSince: number | null = Date.now();
  let end = Date.now() + limits.total;
  let last = Date.now();
  const watch = setInterval(() => {
    const now = Date.now();
    const late = now > end || (waitingSince !== null && now - waitingSince > limits.stall);
    if (!late && residentBytes(child.pid) <= limits.memory) return;
    broken = invalid('pdf.too_heavy');
    child.kill('SIGKILL');
  }, 100);
  try {
    child.stdin!.write(frameHead(job, pdf.length));
    child.stdin!.write(pdf);
    if (!more) child.stdin!.end();
    for await (const frame of framesOf<Answer>(child.stdout!)) {
      // A taker that is busy storing is no fault of the document.
      waitingSince = null;
      // Tesseract has its own limit for each page, LibreOffice for each file.
      if (frame.header.is === 'scans' || frame.header.is === 'alive') end += Date.now() - last;
      last = Date.now();
      if (frame.header.is === 'more' && more) child.stdin!.write(frameHead(more(), 0));
      else yield frame;
      if (frame.header.is === 'done' || frame.header.is === 'problem') return;
      waitingSince = Date.now();
    }
    throw new RangeError('the child ended without an answer');
  } catch (error) {
    if (error instanceof RangeError || broken) throw broken ?? invalid('pdf.too_heavy');
    throw error;
  } finally {
    clearInterval(watch);
    child.kill('SIGKILL');
  }
}

function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * page;
  } catch {
    return 0;
  }
}
