import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJobs } from '../../src/jobs/index.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { uploadDispatch } from '../../src/sending/index.ts';
import { makeBox, until } from '../../test/support/box.ts';
import { wordFile } from '../../test/support/office-files.ts';

const rounds = 3;
const sentence = 'Skolen har gjort dit fravær op og beder dig møde til en samtale med din studievejleder i den kommende uge. ';

/** One page as a secretary writes it: a head, a number, some twenty lines. */
const letter = (n: number) => wordFile([
  'Birkelund Gymnasium', `Elev nummer ${n}`, 'Ved Dammen 75', '8899 Birkelund', 'CPR-nr. 160709-4581', 'Orientering om fravær', 'Kære elev',
  ...Array.from({ length: 6 }, (_, at) => sentence.repeat(1 + ((n + at) % 3))), 'Venlig hilsen', 'Lise Overgaard',
]);

/** One LibreOffice process given all files at once, with a profile as new as ours. */
async function bare(folder: string, files: Uint8Array[], round: number): Promise<number> {
  const [inn, out, profile] = ['in', 'out', 'profile'].map((name) => join(folder, `${name}-${round}`)) as [string, string, string];
  for (const each of [inn, out]) mkdirSync(each);
  const paths = files.map((content, n) => {
    const path = join(inn, `brev-${n}.docx`);
    writeFileSync(path, content);
    return path;
  });
  const began = performance.now();
  const office = Bun.spawn(['soffice', `-env:UserInstallation=file://${profile}`, '--headless', '--convert-to', 'pdf', '--outdir', out, ...paths], { stdout: 'ignore', stderr: 'ignore' });
  await office.exited;
  const took = performance.now() - began;
  if (readdirSync(out).length !== files.length) throw new Error('LibreOffice left files out');
  return took;
}

async function byWorker(files: Uint8Array[]): Promise<number> {
  const began = performance.now();
  let made = 0;
  await directDocumentWorker().convertAll(files.map((content, n) => ({ id: String(n), filename: `brev-${n}.docx`, content })), { async onResult(result) { if ('pdf' in result) made++; } });
  if (made !== files.length) throw new Error('the worker left files out');
  return performance.now() - began;
}

/** From the first byte of the first upload to the last PDF stored and queued for reading; reading goes on beside it. */
async function uploaded(files: Uint8Array[]): Promise<{ converted: number; drafts: number }> {
  const box = await makeBox();
  const stopping = new AbortController();
  const worker = box.spawn('documents');
  const jobs = runJobs(box.deps, stopping.signal);
  try {
    const lise = box.user('lise');
    await Bun.sleep(1500);
    const began = performance.now();
    for (const [n, content] of files.entries()) await uploadDispatch(box.deps, lise, { filename: `brev-${n}.docx`, content: (async function* () { yield content; })() });
    const count = (where: string) => (box.deps.db.statement(`SELECT count(*) AS n FROM dispatches WHERE ${where}`).get() as { n: number }).n;
    await until(() => count('working_blob_id IS NOT NULL') === files.length, 'conversion', 300);
    const converted = performance.now() - began;
    await until(() => count("state = 'draft'") === files.length, 'reading', 300);
    return { converted, drafts: performance.now() - began };
  } finally {
    stopping.abort();
    await jobs;
    worker.kill();
    await box.close();
  }
}

/** `scripts/bench convert`: Word files of one page uploaded together, against one LibreOffice process given all of them; the best of three rounds each. */
export async function benchConvert(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-bench-convert-'));
  const files = Array.from({ length: count }, (_, n) => letter(n));
  const [office, worker, whole, drafts]: number[][] = [[], [], [], []];
  try {
    for (let round = 0; round < rounds; round++) {
      office!.push(await bare(folder, files, round));
      worker!.push(await byWorker(files));
      const { converted, drafts: read } = await uploaded(files);
      whole!.push(converted);
      drafts!.push(read);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const best = (times: number[] | undefined) => Math.min(...times!);
  const base = best(office);
  const told = (name: string, times: number[] | undefined) => `${name} ${Math.round(best(times))} ms, ratio ${(best(times) / base).toFixed(2)}`;
  console.log(`${count} one-page Word files: one LibreOffice process ${Math.round(base)} ms; ${told('document worker', worker)}; ${told('uploaded until converted', whole)} (goal 1.2); ${told('until read and ready', drafts)}`);
  console.log(`rounds: ${JSON.stringify({ office, worker, whole, drafts }, (_, value) => (typeof value === 'number' ? Math.round(value) : value))}`);
}
