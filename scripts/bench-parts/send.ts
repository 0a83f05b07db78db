import { join } from 'node:path';
import { runJobs } from '../../src/jobs/index.ts';
import { barePost } from './bare-post.ts';
import { compared, costOf, type Cost } from './measure.ts';
import { clientTls, concurrency, memoMaker, openSendBox, queueLetters } from './send-box.ts';

const rounds = 3;
const limit = 1.5;

/**
 * `scripts/bench send`: letters handed over by the delivery process against the bare loop, all of them in turns. A round is as many
 * as are told of: of a fifth of a thousand the delivery takes 0.6 s, and up to 0.15 s of it until it has seen that they are due.
 */
export async function benchSend(count: number): Promise<void> {
  const box = await openSendBox();
  const { deps, folder, url } = box;
  // Receipts come afterwards: those of the bare loop would otherwise be fetched while ours is measured.
  await box.control({ receiptDelayMs: 3_600_000 });
  const stopping = new AbortController();
  const running = runJobs(deps, stopping.signal);
  try {
    const tls = await clientTls(folder);
    const [ours, theirs] = [[] as Cost[], [] as Cost[]];
    for (let round = 0; round < rounds; round++) {
      const memos = Array.from({ length: count }, memoMaker(deps)).map(({ messageUuid, memo }) => ({ messageUuid, xml: memo }));
      const dispatchId = await queueLetters(deps, count, 'deliver-letter', new Date(deps.clock.now().getTime() + 3_600_000));
      // What the portal does with new letters anyway (the search index) is done before either side begins.
      do await Bun.sleep(1_000); while (deps.db.statement('SELECT 1 FROM search_changes LIMIT 1').get() !== undefined);
      theirs.push(await costOf(() => barePost({ url, tls, memos, concurrency, fsyncFolder: join(folder, 'sandbox/bare') })));
      ours.push(await costOf(async () => {
        deps.db.write((tx) => tx.statement("UPDATE jobs SET run_at = ? WHERE kind = 'deliver-letter' AND state = 'waiting'").run(deps.clock.now().toISOString()));
        // Asked without counting: what is measured is the delivery.
        while (deps.db.statement("SELECT 1 FROM letters WHERE dispatch_id = ? AND state IN ('queued', 'sending') LIMIT 1").get(dispatchId) !== undefined) await Bun.sleep(10);
      }));
    }
    if (!compared(`${count} letters, ${concurrency} at a time`, ours, theirs, 'bare loop', limit)) process.exitCode = 1;
    console.log(`peer: ${JSON.stringify(await box.totals())}`);
  } finally {
    stopping.abort();
    await running;
    box.close();
  }
}
