import { join } from 'node:path';
import { findUserByName } from '../../src/access/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { needsPerson, resolveLetter } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { openSendBox, queueLetters } from './send-box.ts';

const main = join(import.meta.dir, '../../src/main.ts');
const kills = 5;
/** Looks at 20 ms before it is given up: ten minutes. */
const patience = 30_000;

/**
 * `scripts/bench kills`: the delivery process is killed five times while letters leave and is started
 * again. Then every letter is handed over or listed unknown; a person settles those by what the
 * peer's mailboxes hold, and all are delivered once. Exit 1 where they are not.
 */
export async function benchKills(count: number): Promise<void> {
  const box = await openSendBox();
  const { deps } = box;
  const start = () => Bun.spawn([process.execPath, main, 'deliver', '--config', box.settings], { stdout: 'ignore', stderr: 'ignore' });
  let delivery: Bun.Subprocess | undefined;
  try {
    const dispatchId = await queueLetters(deps, count);
    const states = () => Object.fromEntries((deps.db.statement('SELECT state, count(*) AS n FROM letters WHERE dispatch_id = ? GROUP BY state').all(dispatchId) as { state: string; n: number }[]).map(({ state, n }) => [state, n])) as Record<string, number>;
    const left = () => (states().queued ?? 0) + (states().sending ?? 0);
    const until = async (condition: () => boolean) => {
      for (let tries = 0; !condition(); tries++) {
        if (tries > patience) throw new Error(`no progress: ${JSON.stringify(states())}`);
        await Bun.sleep(20);
      }
    };
    delivery = start();
    for (let kill = 1; kill <= kills; kill++) {
      await until(() => left() <= count - (kill * count) / (kills + 1));
      const sending = states().sending ?? 0;
      delivery.kill('SIGKILL');
      await delivery.exited;
      console.log(`kill ${kill} with ${left()} of ${count} letters left, ${sending} on their way`);
      delivery = start();
    }
    await until(() => left() === 0);
    console.log(`before anybody settles: ${JSON.stringify(states())}`);
    changeSettings(deps, null, { 'sending.unknownHours': 0 });
    const lise = findUserByName(deps.db, 'lise')!;
    const accepted = await box.accepted();
    let resent = 0;
    for (let rows = needsPerson(deps.db, lise, 1).rows; rows.length > 0; rows = needsPerson(deps.db, lise, 1).rows) {
      for (const letter of rows) {
        const { uuid } = deps.db.statement('SELECT message_uuid AS uuid FROM letters WHERE id = ?').get(letter.id) as { uuid: string };
        if (!accepted[uuid]) resent++;
        resolveLetter(deps, lise, letter.id, accepted[uuid] ? 'was_sent' : 'send_again');
      }
    }
    changeSettings(deps, null, { 'digitalPost.receiptSeconds': 1 });
    await until(() => states().delivered === count);
    const totals = await box.totals();
    const faults = verifyAudit(deps.db).faults.length;
    console.log(`after: ${JSON.stringify(states())}; sent again by the person: ${resent}; peer: ${JSON.stringify(totals)}; faults in the log: ${faults}`);
    if (totals.twice !== 0 || totals.delivered !== count || faults > 0) process.exitCode = 1;
  } finally {
    delivery?.kill('SIGKILL');
    box.close();
  }
}
