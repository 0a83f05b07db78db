import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { openCvrRegister, sendsInClear, type CvrSettings, type RegisterUnit } from '../connectors/cvr/index.ts';
import { invalid } from '../core/errors.ts';
import { cvrSettings } from '../jobs/index.ts';
import { parseCvr } from '../numbers/index.ts';
import { readSettings } from '../settings/index.ts';
import type { Command } from './command.ts';
import { tell, wrongUse } from './letters-shared.ts';
import { findConfig } from './find-config.ts';
import { withBox } from './open-box.ts';

type Given = { url?: string; adapter?: string; user?: string; 'password-file'?: string; 'key-file'?: string; config?: string; timeout?: string };

const secretOf = async (path: string | undefined) => (path ? (await (path === '-' ? Bun.stdin : Bun.file(path)).text()).replace(/\r?\n$/, '') : '');

/** The box's own settings where there is a box; what is given on the command line goes before them. */
async function settingsFrom(given: Given): Promise<CvrSettings> {
  const inBox = await boxSettings(given.config);
  const other = given.url !== undefined && given.url !== inBox?.url;
  if (!inBox && given.url === undefined && !given.user && !given['key-file']) throw invalid('cvr.not_configured');
  return {
    adapter: given.adapter === 'datafordeler' ? 'datafordeler' : given.adapter === 'permanent' ? 'permanent' : inBox?.adapter ?? 'permanent',
    url: (given.url ?? inBox?.url ?? '').replace(/\/+$/, ''),
    // What is kept for one address is not sent to another.
    user: given.user ?? (other ? '' : inBox?.user ?? ''),
    password: given['password-file'] ? await secretOf(given['password-file']) : other ? '' : inBox?.password ?? '',
    apiKey: given['key-file'] ? await secretOf(given['key-file']) : other ? '' : inBox?.apiKey ?? '',
    timeoutMs: given.timeout ? Math.max(1, Number(given.timeout) || 15) * 1000 : inBox?.timeoutMs ?? 15_000,
  };
}

async function boxSettings(config: string | undefined): Promise<CvrSettings | null> {
  try {
    if (!existsSync(findConfig(config).databasePath)) return null;
  } catch (error) {
    if (config) throw error;
    return null;
  }
  return withBox(config, 'cvr', async (deps) => cvrSettings(readSettings(deps.db)));
}

const line = (unit: RegisterUnit) => `  ${unit.number}  ${[unit.name ?? 'uden navn', unit.address].filter(Boolean).join(', ')}${unit.active ? '' : `  (ophørt${unit.ceasedOn ? ` ${unit.ceasedOn}` : ''})`}`;

const units: Command = {
  words: ['cvr', 'units'],
  summary: 'slår en virksomheds P-numre op i CVR-registret',
  help: `Brug: elevarkiv cvr units CVR [--json] [--url ADRESSE] [--adapter permanent|datafordeler]
       [--user NAVN --password-file FIL] [--key-file FIL] [--timeout SEKUNDER] [--config FIL]

Viser virksomheden og dens P-numre: aktive først, efter navn og adresse. Intet gemmes.
Uden valg bruges det register, der er sat op på boksen. --url vælger et andet sted; adgangskode og nøgle til boksens eget
register sendes ikke dertil. --adapter er CVR-permanent, når intet andet er sagt. Hemmeligheder læses fra en fil (- er standard input).
Svarer 1, når registret ikke kender nummeret eller ikke kan spørges.

Eksempel: elevarkiv cvr units 11617034 --json --url http://localhost:9200`,
  async run(args) {
    const wish = wrongUse(() => parseArgs({
      args, allowPositionals: true,
      options: {
        json: { type: 'boolean' }, url: { type: 'string' }, adapter: { type: 'string' }, user: { type: 'string' }, 'password-file': { type: 'string' }, 'key-file': { type: 'string' }, timeout: { type: 'string' }, config: { type: 'string' },
      },
    }));
    if (!wish || wish.positionals.length !== 1 || (wish.values.adapter && !['permanent', 'datafordeler'].includes(wish.values.adapter))) return console.error(units.help), 2;
    const { json, ...given } = wish.values;
    if (given.url !== undefined && !/^https?:\/\/[^\s]+$/.test(given.url)) return console.error(units.help), 2;
    try {
      const cvr = parseCvr(wish.positionals[0]!);
      if (!cvr) throw invalid('number.cvr');
      const settings = await settingsFrom(given as Given);
      if (sendsInClear(settings)) console.error('Bemærk: adgangskode eller nøgle sendes ukrypteret, fordi adressen begynder med http://.');
      const company = await openCvrRegister(settings).company(cvr);
      if (!company) throw invalid('cvr.unknown', { cvr });
      if (json) console.log(JSON.stringify(company));
      else console.log([`${company.name ?? 'Ukendt navn'}, CVR ${cvr}${company.active ? '' : ' (ophørt)'}`, ...(company.address ? [company.address] : []), ...company.units.map(line)].join('\n'));
      return 0;
    } catch (fault) {
      return tell(fault, json);
    }
  },
};

export const cvrCommands: Command[] = [units];
