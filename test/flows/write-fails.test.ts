import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connectionKeeper, runJobs } from '../../src/jobs/index.ts';
import { getDispatch } from '../../src/sending/index.ts';
import { sendSample } from '../support/dispatch.ts';
import { makeBox, until, type Box } from '../support/box.ts';

let box: Box;
beforeAll(async () => { box = await makeBox(); });
afterAll(() => box.close());

test('a write that fails just when letters have been answered ends the process, but what is known stays known', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const real = connectionKeeper(deps);
  let answered = 0;
  let fails = 0;
  // The database refuses one write, the first after a letter has been answered, as a disk does that is full for a moment.
  const db = new Proxy(deps.db, {
    get(target, name) {
      if (name !== 'write') return Reflect.get(target, name, target) as unknown;
      return (work: Parameters<typeof target.write>[0]) => {
        if (answered > 0 && fails === 0) {
          fails++;
          throw new Error('SQLITE_FULL');
        }
        return target.write(work);
      };
    },
  });
  const connect = async () => {
    const { office, ...others } = await real();
    return { ...others, office: { ...office, deliver: async (letter: Parameters<typeof office.deliver>[0]) => {
      const outcome = await office.deliver(letter);
      answered++;
      return outcome;
    } } };
  };
  const stopping = new AbortController();
  const broken = runJobs({ ...deps, db }, stopping.signal, connect).then(() => 'ended', (error: Error) => error.message);
  const id = await sendSample(box, lise);
  expect(await broken).toBe('SQLITE_FULL');
  const attempts = deps.db.statement('SELECT outcome, count(*) AS n FROM attempts GROUP BY outcome').all() as { outcome: string | null; n: number }[];
  expect(attempts).toEqual([{ outcome: 'accepted', n: answered }]);

  const after = runJobs(deps, stopping.signal);
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');
  expect(getDispatch(deps.db, lise, id).counts.unknown ?? 0).toBe(0);
  expect((await box.counts()).totals).toMatchObject({ accepted: 11, delivered: 11, twice: 0 });
  stopping.abort();
  await after;
}, 120_000);
