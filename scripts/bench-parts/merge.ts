import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inBatches } from '../../src/core/batches.ts';
import { systemClock } from '../../src/core/clock.ts';
import { randomIds } from '../../src/core/ids.ts';
import { type FileStore, openFileStore } from '../../src/files/index.ts';
import { connectDocumentWorker, type CutLetter, type DocumentWorker, type LetterCut } from '../../src/pdf/index.ts';
import { makeLetters } from './make-letters.ts';
import { compared, costOf, type Cost } from './measure.ts';
import { watchMemory } from './memory-watch.ts';

export type MergeOptions = { letters?: number; rounds?: number; folder?: string };

/** As many letters are stored together as the portal stores (src/sending/prepare-dispatch.ts). */
const batchSize = 16;
/** The worker's children run like this (src/pdf/spawn-child.ts); on a busy machine the baselines must wait in the same queue. */
const lowPriority = ['nice', '-n', '10'];
const limits = { read: 1.5, cut: 1.3, memory: 600 };

/**
 * `scripts/bench merge`: two-page letters from LibreOffice and Chromium, ours and the baselines in
 * turns in one run (issue 2, What it must reach).
 */
export async function run({ letters = 1000, rounds = 5, folder = join(tmpdir(), 'elevarkiv-bench') }: MergeOptions = {}): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const workers = Math.min(2, availableParallelism());
  console.log(`${letters} letters of two pages, ${workers} workers on each side, ${rounds} rounds in turns`);
  const socketPath = join(folder, 'worker.sock');
  const worker = Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), 'documents', '--socket', socketPath], { stdout: 'ignore', stderr: 'inherit' });
  try {
    for (const maker of ['libreoffice', 'chromium'] as const) {
      const file = await makeLetters(folder, maker, letters);
      await measure(maker, file, connectDocumentWorker({ socketPath }), { letters, rounds, folder, workers, workerPid: worker.pid });
    }
  } finally {
    worker.kill();
    rmSync(join(folder, 'out'), { recursive: true, force: true });
  }
}

type Run = Required<MergeOptions> & { workers: number; workerPid: number };

async function measure(maker: string, file: string, documents: DocumentWorker, { letters, rounds, folder, workers, workerPid }: Run): Promise<void> {
  const pdf = new Uint8Array(readFileSync(file));
  const costs = { read: [] as Cost[], readBare: [] as Cost[], cut: [] as Cost[], cutBare: [] as Cost[] };
  const watch = watchMemory();
  for (let round = 0; round < rounds; round++) {
    costs.readBare.push(await costOf(async () => await Bun.spawn([...lowPriority, 'pdftotext', '-bbox', file, join(folder, 'words.html')]).exited));
    costs.read.push(await costOf(() => readAll(documents, pdf, letters), [workerPid]));
    const out = freshFolder(folder);
    costs.cutBare.push(await costOf(() => watch.without(() => Promise.all(Array.from({ length: workers }, (_, part) => bare(file, out, part, workers))))));
    // The folder is made beforehand for both: what the other side wrote is not taken away on our time, and the portal's store is open since its start.
    const store = openFileStore(freshFolder(folder), { clock: systemClock, ids: randomIds });
    costs.cut.push(await costOf(() => cutAll(documents, pdf, letters, store), [workerPid]));
  }
  const megabytes = watch.stop() / 1024 ** 2;
  const name = (what: string) => `${maker.padEnd(12)} ${what}`;
  const fast = [
    compared(name('read'), costs.read, costs.readBare, 'pdftotext -bbox', limits.read),
    compared(name('split, redact, prove, store'), costs.cut, costs.cutBare, 'bare PDFium', limits.cut),
  ];
  console.log(`${name('memory of our processes (PSS)')}  ${megabytes.toFixed(0)} MB of at most ${limits.memory} MB   ${megabytes <= limits.memory ? 'ok' : 'TOO MUCH'}`);
  if (megabytes > limits.memory || fast.includes(false)) process.exitCode = 1;
}

async function readAll(documents: DocumentWorker, pdf: Uint8Array, letters: number): Promise<void> {
  const pages = await documents.read(pdf, {});
  const found = pages.filter((page) => page.candidates.some((candidate) => candidate.kind === 'cpr' && candidate.ignored === null)).length;
  if (found !== letters * 2) throw new Error(`${found} of ${letters * 2} numbers found`);
}

async function cutAll(documents: DocumentWorker, pdf: Uint8Array, letters: number, store: FileStore): Promise<void> {
  const cuts: LetterCut[] = Array.from({ length: letters }, (_, at) => ({ id: String(at), pages: [2 * at + 1, 2 * at + 2], redact: 'all', numbers: [] }));
  let done = 0;
  const putBatch = async (batch: CutLetter[]) => {
    await store.putMany(batch.flatMap(({ original, sent }) => [sent!, original]));
    done += batch.length;
  };
  await inBatches<CutLetter>(batchSize, putBatch, (take) => documents.cut(pdf, cuts, {
    onLetter: async (letter) => {
      if (letter.leaks.length > 0 || letter.removed !== 2) throw new Error(`letter ${letter.id}: ${letter.leaks.join()}, ${letter.removed} removed`);
      await take(letter);
    },
  }));
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
