import { join } from 'node:path';
import { runJobs } from '../../src/jobs/index.ts';
import { barePost } from './bare-post.ts';
import { clientTls, concurrency, memoMaker, openSendBox, queueLetters } from './send-box.ts';

/** `scripts/bench send`: letters handed over by the delivery process against the bare loop, in one run. */
export async function benchSend(count: number): Promise<void> {
  const box = await openSendBox();
  const { deps, folder, url } = box;
  // Receipts come afterwards: those of the bare loop would otherwise be fetched while ours is measured.
  await box.control({ receiptDelayMs: 3_600_000 });
  try {
    const memos = Array.from({ length: count }, memoMaker(deps)).map(({ messageUuid, memo }) => ({ messageUuid, xml: memo }));
    const bareMs = await barePost({ url, tls: await clientTls(folder), memos, concurrency, fsyncFolder: join(folder, 'sandbox/bare') });
    const dispatchId = await queueLetters(deps, count);
    const stopping = new AbortController();
    const started = performance.now();
    const running = runJobs(deps, stopping.signal);
    // Asked without counting: what is measured is the delivery.
    const left = () => deps.db.statement("SELECT 1 FROM letters WHERE dispatch_id = ? AND state IN ('queued', 'sending') LIMIT 1").get(dispatchId) !== undefined;
    while (left()) await Bun.sleep(50);
    const ours = performance.now() - started;
    stopping.abort();
    await running;
    console.log(`${count} letters, ${concurrency} at a time: bare loop ${Math.round(bareMs)} ms, delivery ${Math.round(ours)} ms, ratio ${(ours / bareMs).toFixed(2)} (goal 1.5)`);
    console.log(`peer: ${JSON.stringify(await box.totals())}`);
  } finally {
    box.close();
  }
}
