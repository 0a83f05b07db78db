import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSchool } from '../../src/demo/school.ts';
import { startPortal } from '../../test/support/portal.ts';
import { seatedClient, type SeatedClient } from '../../test/support/seated-client.ts';

/** Issue 2: pages are answered with p99 under 100 ms while a dispatch is read, cut and sent. */
const limit = 100;
/** A reader who never rests would measure only themselves: a page every so often (milliseconds). */
const pauseMs = 40;
const lettersInSample = 12;

export const at = (times: number[], share: number) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
export const line = (name: string, times: number[]) => `${name.padEnd(34)} ${String(times.length).padStart(5)} pages   median ${at(times, 0.5).toFixed(1).padStart(6)}   p95 ${at(times, 0.95).toFixed(1).padStart(6)}   p99 ${at(times, 0.99).toFixed(1).padStart(6)}   worst ${Math.max(...times).toFixed(1).padStart(6)} ms`;

/** Asks for `addresses` in turns until `done`; milliseconds of each whole answer. */
export async function readPages(client: SeatedClient, addresses: () => string[], done: () => boolean): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; !done(); n++) {
    const all = addresses();
    const began = performance.now();
    await client.get(all[n % all.length]!);
    times.push(performance.now() - began);
    await Bun.sleep(pauseMs);
  }
  return times;
}

/**
 * `scripts/bench pages`: the whole portal as scripts/start runs it. A reader goes through the main pages, first with
 * nothing else to do (the baseline), then while a merge letter of about `letters` letters is read, cut and sent.
 */
export async function benchPages(letters: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-bench-pages-'));
  const portal = await startPortal();
  try {
    const sample = join(import.meta.dir, '../../samples/optagelsesbreve.pdf');
    const large = join(folder, 'large.pdf');
    const times = Math.max(1, Math.round(letters / lettersInSample));
    const made = Bun.spawnSync(['qpdf', '--empty', '--pages', ...Array.from({ length: times }, () => [sample, '1-z']).flat(), '--', large]);
    if (made.exitCode !== 0) throw new Error(`qpdf: ${made.stderr.toString()}`);
    const staff = demoSchool().staff.find(({ userName }) => userName === 'lise')!;
    const [reader, sender] = [await seatedClient(portal.base, staff.userName, staff.password), await seatedClient(portal.base, staff.userName, staff.password)];
    const addresses = ['/overblik', '/afsendelser', '/arkiv', '/breve-der-kraever-dig'];
    let until = performance.now() + 2000;
    await readPages(reader, () => addresses, () => performance.now() > until);
    until = performance.now() + 15_000;
    const idle = await readPages(reader, () => addresses, () => performance.now() > until);
    let state = 'reading';
    const busy = readPages(reader, () => addresses, () => state === 'done');
    const began = performance.now();
    const dispatch = await sender.upload('large.pdf', await Bun.file(large).bytes());
    addresses.push(`/afsendelser/${dispatch}/modtagere`);
    const read = performance.now() - began;
    await sender.send(dispatch, 'Bench');
    addresses.splice(-1, 1, `/afsendelser/${dispatch}`);
    while (/data-state="submitted"|hx-trigger="[^"]*every/.test(await sender.get(`/afsendelser/${dispatch}`)) && performance.now() - began < 600_000) await Bun.sleep(1000);
    state = 'done';
    const during = await busy;
    console.log(`${times * lettersInSample} letters: read in ${(read / 1000).toFixed(1)} s, all of it in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    console.log(line('nothing else to do', idle));
    console.log(line('while it is read, cut and sent', during));
    const slow = at(during, 0.99) >= limit;
    console.log(`p99 ${(at(during, 0.99) / at(idle, 0.99)).toFixed(1)}x the baseline; ${slow ? 'TOO SLOW' : 'ok'}, goal under ${limit} ms`);
    if (slow) process.exitCode = 1;
  } finally {
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
