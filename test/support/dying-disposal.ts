import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { runDisposal } from '../../src/jobs/disposal.ts';
import { workDisposal } from '../retention/destroying.ts';

/*
 * Destroys what is due as the clock and the queue do, and dies by SIGKILL at the n-th step: before a transaction is committed, after it,
 * or when a file has been written or taken away. Lives to the end where there are fewer steps.
 */
const [folder, at, steps] = process.argv.slice(2) as [string, string, string];
const clock = manualClock(at);
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
let step = 0;
function here() {
  if (++step !== Number(steps)) return;
  process.kill(process.pid, 'SIGKILL');
  for (const until = Date.now() + 5000; Date.now() < until;);
}
const { write } = deps.db;
let depth = 0;
deps.db.write = (work) => {
  if (depth > 0) return write(work);
  depth++;
  try {
    const answer = write((tx) => {
      const done = work(tx);
      here();
      return done;
    });
    here();
    return answer;
  } finally {
    depth--;
  }
};
const { put } = deps.files;
deps.files.put = async (...given) => {
  const blob = await put(...given);
  here();
  return blob;
};
const { removeShredded } = deps.files;
deps.files.removeShredded = async (db, ids) => {
  for (const id of ids) {
    await removeShredded(db, [id]);
    here();
  }
};
await runDisposal(deps);
await workDisposal(deps);
deps.close();
