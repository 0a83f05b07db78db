import { parseArgs } from 'node:util';
import { newSetUpCode } from '../settings/index.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

/** What the log and the command say of a new code. */
export const setUpCodeWords = (code: string, origin: string): string => `
  Elevarkiv er ikke sat op endnu. Åbn ${origin}/opsaetning og skriv engangskoden:

      ${code}

  Den gælder i et døgn. En ny fås med: elevarkiv setup code
`;

export const setUpCode: Command = {
  words: ['setup', 'code'],
  summary: 'giver en ny engangskode til den første opsætning',
  help: `Brug: elevarkiv setup code [--config FIL] [--json]

Laver en ny engangskode til opsætningen i browseren; den forrige virker ikke længere. Gælder i et døgn.
Svarer 1, når boksen allerede har brugere.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { config: { type: 'string' }, json: { type: 'boolean' } } });
    return withBox(values.config, 'setup', async (deps) => {
      const code = newSetUpCode(deps);
      if (values.json) console.log(JSON.stringify({ code }));
      else if (code) console.log(setUpCodeWords(code, deps.config.origin));
      else console.error('Boksen er sat op: der er allerede brugere. Er adgangskoden glemt, så brug elevarkiv user password.');
      return code ? 0 : 1;
    });
  },
};
