import { readSync, writeSync } from 'node:fs';
import { Problem } from '../core/errors.ts';
import { loadPdfium } from './engine/pdfium.ts';
import { runInChild } from './engine/run-job.ts';
import { type Answer, frameHead, type Job, maximumBody } from './wire.ts';

/*
 * One job of one document, then the end. Reading and writing are synchronous: the pipe itself holds the child
 * back while the taker is busy, and the parent watches time and memory from outside.
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

function fill(target: Uint8Array): boolean {
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

function answer(header: Answer, ...bodies: Uint8Array[]): void {
  put(frameHead(header, bodies.reduce((total, body) => total + body.length, 0)));
  for (const body of bodies) put(body);
}

/** What a person is told: PDFium out of heap or on a rock is the document's fault, anything else is ours. */
function problemAnswer(error: unknown): Answer {
  if (error instanceof Problem) return { is: 'problem', code: error.code, reason: error.reason, values: error.values };
  if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError) return { is: 'problem', code: 'invalid', reason: 'pdf.too_heavy', values: {} };
  // Only where it happened: a message may quote the document.
  process.stderr.write(`document child: ${(error as Error)?.name}\n${String((error as Error)?.stack).split('\n').filter((line) => /^\s+at |@/.test(line)).join('\n')}\n`);
  return { is: 'problem', code: 'internal', reason: 'pdf.failed', values: {} };
}

const pdfium = await loadPdfium();
const lengths = new Uint8Array(8);
if (fill(lengths)) {
  try {
    const view = new DataView(lengths.buffer);
    const [headerLength, bodyLength] = [view.getUint32(0), view.getUint32(4)];
    if (bodyLength > maximumBody) throw new RangeError('too large');
    const header = new Uint8Array(headerLength);
    fill(header);
    // Straight on to PDFium's heap, so that a large document lies in memory once.
    const address = pdfium.call.malloc(Math.max(1, bodyLength));
    if (address === 0) throw new RangeError('no room');
    if (!fill(pdfium.bytes().subarray(address, address + bodyLength))) process.exit(1);
    await runInChild(pdfium, JSON.parse(Buffer.from(header).toString()) as Job, address, bodyLength, answer);
    answer({ is: 'done' });
  } catch (error) {
    answer(problemAnswer(error));
  }
}
process.exit(0);
