import { readSync, writeSync } from 'node:fs';
import { Problem } from '../core/errors.ts';
import { type Answer, frameHead, together } from './wire.ts';

/*
 * A child's end of the pipe. Reading and writing are synchronous: the pipe itself holds the child back while the taker is
 * busy, and the parent watches time and memory from outside.
 */

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Repeats a call on a pipe that says "not now". */
function patiently(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The asker has gone: nobody is left to tell anything.
      if (code === 'EPIPE') process.exit(1);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 2);
    }
  }
}

/** Fills `target` from standard input; false at the end of it. */
export function fill(target: Uint8Array): boolean {
  for (let at = 0; at < target.length; ) {
    const read = patiently(() => readSync(0, target, at, target.length - at, null));
    if (read === 0) return false;
    at += read;
  }
  return true;
}

function put(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(1, bytes, at, bytes.length - at));
}

/** Gives one answer to the parent. */
export function answer(header: Answer, ...bodies: Uint8Array[]): void {
  const length = bodies.reduce((total, body) => total + body.length, 0);
  const pieces = [frameHead(header, length), ...bodies];
  for (const piece of length <= together ? [Buffer.concat(pieces)] : pieces) put(piece);
}

/** What a person is told: out of heap or on a rock is the document's fault, anything else is ours. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError) return new Problem('invalid', 'pdf.too_heavy');
  // Only where it happened: a message may quote the document.
  process.stderr.write(`document child: ${(error as Error)?.name}\n${String((error as Error)?.stack).split('\n').filter((line) => /^\s+at |@/.test(line)).join('\n')}\n`);
  return new Problem('internal', 'pdf.failed');
}

export function answerProblem(error: unknown): void {
  const { code, reason, values } = problemOfError(error);
  answer({ is: 'problem', code, reason, values });
}
