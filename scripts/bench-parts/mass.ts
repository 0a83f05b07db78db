import { fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { packContainer } from '../../src/connectors/digital-post/index.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { readSettings } from '../../src/settings/index.ts';
import { clientTls, memoMaker, openSendBox, queueLetters } from './send-box.ts';

/** The least that mass sending can be: the same containers built, compressed and posted one after the other, one flush each. */
async function bare(count: number, { url, tls, journal, perContainer, memo }: { url: string; tls: { cert: string; key: string; ca: string }; journal: string; perContainer: number; memo: () => { messageUuid: string; memo: Uint8Array } }): Promise<number> {
  const file = openSync(journal, 'a');
  const began = performance.now();
  for (let left = count; left > 0; left -= perContainer) {
    const letters = Math.min(left, perContainer);
    const container = await packContainer((async function* () { for (let n = 0; n < letters; n += 1) yield memo(); })());
    const answer = await fetch(`${url}/memos/`, { method: 'POST', headers: { 'content-type': 'application/x-lzma' }, body: container as Uint8Array<ArrayBuffer>, tls, keepalive: false });
    if (answer.status !== 201) throw new Error(`HTTP ${answer.status} ${await answer.text()}`);
    writeSync(file, `${await answer.text()}\n`);
    fsyncSync(file);
  }
  return performance.now() - began;
}

/** `scripts/bench mass`: letters mass-sent by the delivery process against the bare loop, in one run. */
export async function benchMass(count: number): Promise<void> {
  const box = await openSendBox();
  const { deps, folder, url } = box;
  await box.control({ receiptDelayMs: 3_600_000 });
  try {
    const tls = await clientTls(folder);
    const memo = memoMaker(deps);
    const dispatchId = await queueLetters(deps, count, 'deliver-in-container');
    const perContainer = readSettings(deps.db)['digitalPost.massLetters'];
    const bareMs = await bare(count, { url, tls, journal: join(folder, 'bare.log'), perContainer, memo });
    const before = process.memoryUsage().rss;
    let peak = before;
    const stopping = new AbortController();
    const began = performance.now();
    const running = runJobs(deps, stopping.signal);
    // Asked without counting: what is measured is the delivery.
    const left = () => deps.db.statement("SELECT 1 FROM letters WHERE dispatch_id = ? AND state IN ('queued', 'sending') LIMIT 1").get(dispatchId) !== undefined;
    while (left()) {
      await Bun.sleep(100);
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    const ours = performance.now() - began;
    stopping.abort();
    await running;
    const containers = deps.db.statement("SELECT count(*) AS n FROM transmissions WHERE kind = 'mass'").get() as { n: number };
    console.log(`${count} letters in ${containers.n} containers: bare loop ${Math.round(bareMs)} ms, delivery ${Math.round(ours)} ms, ratio ${(ours / bareMs).toFixed(2)} (goal 1.5); memory before ${Math.round(before / 1e6)} MB, at most ${Math.round(peak / 1e6)} MB`);
    console.log(`peer: ${JSON.stringify(await box.totals())}`);
  } finally {
    box.close();
  }
}
