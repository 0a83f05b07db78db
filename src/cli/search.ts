import { parseArgs } from 'node:util';
import { actorOf, findUserByName } from '../access/index.ts';
import { saveSearch } from '../archive/index.ts';
import { beginIndex, countPending, indexToAsk, keepIndexes, search, searchHealth } from '../search/index.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

const searchCommand: Command = {
  words: ['search'],
  summary: 'søger i sager og dokumenter som en bestemt bruger',
  help: `Brug: elevarkiv search ORD --as BRUGERNAVN [--best] [--page N] [--json] [--config FIL]
      elevarkiv search --stdin --as BRUGERNAVN ...

Søger som i portalen og viser kun det, brugeren må se. "Ord i citationstegn" findes, som de står. Med --stdin læses
søgningen fra standard input, så et personnummer ikke står i kommandolinjen. Søgningen skrives i loggen.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { as: { type: 'string' }, best: { type: 'boolean' }, page: { type: 'string' }, stdin: { type: 'boolean' }, json: { type: 'boolean' }, config: { type: 'string' } } });
    const text = values.stdin ? (await Bun.stdin.text()).trim() : positionals.join(' ');
    if (!text || !values.as) throw new Error('Skriv, hvad der skal søges efter, og hvem der søger: elevarkiv search ORD --as BRUGERNAVN');
    return withBox(values.config, 'search', async (deps) => {
      const user = findUserByName(deps.db, values.as!);
      if (!user || user.lockedAt) throw new Error(`Der er ingen bruger med navnet ${values.as}.`);
      const actor = actorOf(deps, user);
      saveSearch(deps, actor, { words: text });
      const result = await search(deps.db, deps.search.ask, actor, { text, filters: {}, order: values.best ? 'best' : 'newest', page: Number(values.page ?? 1) });
      if (values.json) {
        console.log(JSON.stringify({ ...result, hits: result.hits.map((hit) => ({ ...hit, title: plain(hit.title), snippet: hit.snippet && plain(hit.snippet) })) }));
        return 0;
      }
      console.log(`${result.more ? 'Over ' : ''}${result.total} fundet${result.suggestion ? `. Mente du ${result.suggestion.instead}` : ''}`);
      for (const hit of result.hits) console.log(`\n${plain(hit.title)}  (${hit.caseTitle})\n  ${hit.snippet ? plain(hit.snippet) : ''}`);
      return 0;
    });
  },
};

const plain = (parts: { text: string }[]) => parts.map(({ text }) => text).join('');

const reindex: Command = {
  words: ['reindex'],
  summary: 'bygger søgeindekset forfra, mens det gamle stadig svarer',
  help: `Brug: elevarkiv reindex [--wait] [--json] [--config FIL]

Begynder et nyt indeks ved siden af det, der er i brug; når det er færdigt, tager det over. Afsendelsesprocessen bygger
det. Med --wait bygger kommandoen det selv og venter, til det er færdigt; så må afsendelsen ikke køre imens.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { wait: { type: 'boolean' }, json: { type: 'boolean' }, config: { type: 'string' } } });
    return withBox(values.config, 'reindex', async (deps) => {
      const engine = 'fts5' as const;
      const building = indexToAsk(deps.db, engine);
      const name = building?.state === 'building' ? building.name : beginIndex(deps.db, engine, deps.clock.now());
      if (values.wait) {
        const keeper = keepIndexes(deps, (record) => deps.search.open(record));
        while (await keeper.step()) continue;
        await keeper.close();
      }
      const health = searchHealth(deps.db).find((each) => each.name === name)!;
      if (values.json) console.log(JSON.stringify({ ...health, pending: countPending(deps.db, name) }));
      else console.log(health.state === 'ready' ? 'Indekset er bygget og i brug.' : `Indekset bygges: ${health.toBuild} af ${health.inArchive} mangler.`);
      return 0;
    });
  },
};

export const searchCommands: Command[] = [searchCommand, reindex];
