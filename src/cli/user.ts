import { parseArgs } from 'node:util';
import { addUser, findUserByName, roles, setPassword } from '../access/index.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

/** The first line of standard input: a password as an argument would stand in the list of processes. */
async function passwordFromInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Adgangskode: ');
  for await (const line of console) return line;
  return '';
}

const add: Command = {
  words: ['user', 'add'],
  summary: 'opretter en bruger',
  help: `Brug: elevarkiv user add BRUGERNAVN --name NAVN --role ROLLE [--role ROLLE] [--config FIL] [--json]

Adgangskoden læses fra standard input (mindst 8 tegn).
Roller: ${roles.join(', ')}. De lægges sammen.

Eksempel: elevarkiv user add lise --name "Lise Holm" --role secretary --role administrator`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args, allowPositionals: true,
      options: { name: { type: 'string' }, role: { type: 'string', multiple: true }, config: { type: 'string' }, json: { type: 'boolean' } },
    });
    const username = positionals[0] ?? '';
    const password = await passwordFromInput();
    return withBox(values.config, 'user', async (deps) => {
      const user = await addUser(deps, null, { username, name: values.name ?? username, password, roles: values.role ?? [] });
      console.log(values.json ? JSON.stringify({ id: user.id, username: user.username, name: user.name, roles: user.roles }) : `Brugeren ${user.username} er oprettet.`);
      return 0;
    });
  },
};

const password: Command = {
  words: ['user', 'password'],
  summary: 'giver en bruger en ny adgangskode',
  help: 'Brug: elevarkiv user password BRUGERNAVN [--config FIL]\n\nAdgangskoden læses fra standard input. Brugerens sessioner slutter straks.',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { config: { type: 'string' } } });
    const text = await passwordFromInput();
    return withBox(values.config, 'user', async (deps) => {
      const user = findUserByName(deps.db, positionals[0] ?? '');
      if (!user) {
        console.error('Der er ingen bruger med det navn.');
        return 1;
      }
      await setPassword(deps, null, user.id, text);
      console.log(`${user.username} har fået en ny adgangskode.`);
      return 0;
    });
  },
};

export const userCommands: Command[] = [add, password];
