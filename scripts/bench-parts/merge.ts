import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/core/clock.ts';
import { randomIds } from '../../src/core/ids.ts';
import { openFileStore } from '../../src/files/index.ts';
import { connectDocumentWorker, type CutLetter, type DocumentWorker, type LetterCut } from '../../src/pdf/index.ts';
import { makeLetters } from './make-letters.ts';
import { watchMemory } from './memory-watch.ts';

export type MergeOptions = { letters?: number; rounds?: number; folder?: string };

/** As many letters are stored together as the portal stores (src/sending/prepare-dispatch.ts). */
const batchSize = 16;
/** The worker's children run like this (src/pdf/spawn-child.ts); on a busy machine the baselines must wait in the same queue. */
const lowPriority = ['nice', '-n', '10'];
const limits = { read: 1.5, cut: 1.3, memory: 600 };

/**
 * `scripts/bench merge`: two-page letters from LibreOffice and Chromium, ours and the baselines in
 * turns in one run; prints medians in milliseconds and their ratios (issue 2, What it must reach).
 */
export async function run({ letters = 1000, rounds = 3, folder = join(tmpdir(), 'elevarkiv-bench') }: MergeOptions = {}): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const workers = Math.min(2, availableParallelism());
  console.log(`${letters} letters of two pages, ${workers} workers on each side, median of ${rounds} rounds in turns`);
  const socketPath = join(folder, 'worker.sock');
  const worker = Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), 'documents', '--socket', socketPath], { stdout: 'ignore', stderr: 'inherit' });
  try {
    for (const maker of ['libreoffice', 'chromium'] as const) {
      const file = await makeLetters(folder, maker, letters);
      await measure(maker, file, connectDocumentWorker({ socketPath }), { letters, rounds, folder, workers });
    }
  } finally {
    worker.kill();
    rmSync(join(folder, 'out'), { recursive: true, force: true });
  }
}

async function measure(maker: string, file: string, documents: DocumentWorker, { letters, rounds, folder, workers }: Required<MergeOptions> & { workers: number }): Promise<void> {
  const pdf = new Uint8Array(readFileSync(file));
  const times = { read: [] as number[], readBare: [] as number[], cut: [] as number[], cutBare: [] as number[] };
  let memory = 0;
  for (let round = 0; round < rounds; round++) {
    times.readBare.push(await timed(async () => void (await Bun.spawn([...lowPriority, 'pdftotext', '-bbox', file, join(folder, 'words.html')]).exited)));
    const watch = watchMemory();
    times.read.push(await timed(() => readAll(documents, pdf, letters)));
    const out = freshFolder(folder);
    times.cutBare.push(await timed(async () => void (await Promise.all(Array.from({ length: workers }, (_, part) => bare(file, out, part, workers))))));
    times.cut.push(await timed(() => cutAll(documents, pdf, letters, freshFolder(folder))));
    memory = Math.max(memory, watch.stop());
  }
  const line = (what: string, ours: number[], theirs: number[], base: string, limit: number) => {
    const ratio = median(ours) / median(theirs);
    console.log(`${maker.padEnd(12)} ${what.padEnd(30)} ${median(ours).toFixed(0).padStart(7)} ms   ${base} ${median(theirs).toFixed(0)} ms   ${ratio.toFixed(2)}x of at most ${limit}x   ${ratio <= limit ? 'ok' : 'TOO SLOW'}`);
    if (ratio > limit) process.exitCode = 1;
  };
  line('read', times.read, times.readBare, 'pdftotext -bbox', limits.read);
  line('split, redact, prove, store', times.cut, times.cutBare, 'bare PDFium', limits.cut);
  const megabytes = memory / 1024 ** 2;
  console.log(`${maker.padEnd(12)} memory of our processes (PSS)  ${megabytes.toFixed(0).padStart(7)} MB of at most ${limits.memory} MB   ${megabytes <= limits.memory ? 'ok' : 'TOO MUCH'}`);
  if (megabytes > limits.memory) process.exitCode = 1;
}

async function readAll(documents: DocumentWorker, pdf: Uint8Array, letters: number): Promise<void> {
  const pages = await documents.read(pdf, {});
  const found = pages.filter((page) => page.candidates.some((candidate) => candidate.kind === 'cpr' && candidate.ignored === null)).length;
  if (found !== letters * 2) throw new Error(`${found} of ${letters * 2} numbers found`);
}

async function cutAll(documents: DocumentWorker, pdf: Uint8Array, letters: number, folder: string): Promise<void> {
  const store = openFileStore(folder, { clock: systemClock, ids: randomIds });
  const cuts: LetterCut[] = Array.from({ length: letters }, (_, at) => ({ id: String(at), pages: [2 * at + 1, 2 * at + 2], redact: 'all', numbers: [] }));
  let done = 0;
  const batch: CutLetter[] = [];
  const flush = async () => {
    const ready = batch.splice(0);
    await store.putMany(ready.flatMap(({ original, sent }) => [sent!, original]));
    done += ready.length;
  };
  await documents.cut(pdf, cuts, {
    onLetter: async (letter) => {
      if (letter.leaks.length > 0 || letter.removed !== 2) throw new Error(`letter ${letter.id}: ${letter.leaks.join()}, ${letter.removed} removed`);
      batch.push(letter);
      if (batch.length >= batchSize) await flush();
    },
  });
  await flush();
  if (done !== letters) throw new Error(`${done} of ${letters} letters stored`);
}

async function bare(file: string, out: string, part: number, parts: number): Promise<void> {
  const code = await Bun.spawn([...lowPriority, process.execPath, join(import.meta.dir, 'bare-pdfium.ts'), file, out, String(part), String(parts)], { stdout: 'ignore', stderr: 'inherit' }).exited;
  if (code !== 0) throw new Error('the bare loop failed');
}

function freshFolder(folder: string): string {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  return out;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
