import { parseArgs } from 'node:util';
import { Problem } from '../core/errors.ts';
import { connectionKeeper, poll } from '../jobs/index.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

/** A box that is not set up yet has nothing to fetch: a timer on it must not call that a fault. */
const notYet = ['not_configured', 'no_certificate'];

export const pollCommand: Command = {
  words: ['poll'],
  summary: 'henter det, der venter i Digital Post',
  help: `Brug: elevarkiv poll [--config FIL] [--json]

Henter ventende kvitteringer nu i stedet for at vente på afsendelsen, der selv henter dem hvert minut.
På en boks kaldes den af en timer. Svarer 1, når Digital Post ikke kunne nås.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { config: { type: 'string' }, json: { type: 'boolean' } } });
    const say = (data: object, words: string) => console.log(values.json ? JSON.stringify(data) : words);
    return withBox(values.config, 'poll', async (deps) => {
      try {
        const fetched = await poll(deps, connectionKeeper(deps));
        if (fetched) say(fetched, fetched.receipts === 0 ? 'Der var ingen nye kvitteringer.' : `${fetched.receipts} nye kvitteringer er hentet.`);
        else say({ receipts: 0, busy: true }, 'Kvitteringerne er ved at blive hentet af en anden proces.');
        return 0;
      } catch (error) {
        if (!(error instanceof Problem) || !notYet.includes(error.reason)) throw error;
        say({ receipts: 0, notReady: error.reason }, 'Digital Post er ikke sat op endnu, så der er intet at hente.');
        return 0;
      }
    });
  },
};
