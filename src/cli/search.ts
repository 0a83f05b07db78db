import { parseArgs } from 'node:util';
import { actorOf, findUserByName } from '../access/index.ts';
import { saveSearch } from '../archive/index.ts';
import type { Deps } from '../deps.ts';
import { beginIndex, beginServerIndex, countPending, keepIndexes, listIndexes, meantBy, search, searchHealth, type IndexRecord } from '../search/index.ts';
import type { Command } from './command.ts';
import { texts } from '../../views/texts.ts';
import { withBox } from './open-box.ts';
import { sentenceFor } from './sentence.ts';

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
    const page = Number(values.page ?? 1);
    if (!Number.isSafeInteger(page) || page < 1) throw new Error('Skriv sidens nummer som et helt tal: --page 2');
    return withBox(values.config, 'search', async (deps) => {
      const user = findUserByName(deps.db, values.as!);
      if (!user || user.lockedAt) throw new Error(`Der er ingen bruger med navnet ${values.as}.`);
      const actor = actorOf(deps, user);
      saveSearch(deps, actor, { words: text });
      const result = await search(deps.db, deps.search.ask, actor, { text, filters: {}, order: values.best ? 'best' : 'newest', page });
      if (values.json) {
        console.log(JSON.stringify({ ...result, hits: result.hits.map((hit) => ({ ...hit, title: plain(hit.title), snippet: hit.snippet && plain(hit.snippet) })) }));
        return 0;
      }
      if (result.insteadOf) console.error(`Den indbyggede søgemaskine svarer. ${sentenceFor(result.insteadOf, {})}`);
      if (!/[\p{L}\p{N}]/u.test(text)) console.error(texts.search.noWords);
      if (result.shortened) console.error(texts.search.shortened);
      console.log(`${texts.search.found(result.total, result.more)}${result.suggestion ? `. Mente du ${meantBy(text, result.suggestion)}` : ''}`);
      const pages = Math.ceil(result.total / result.pageSize);
      if (pages > 1) console.log(`Side ${page} af ${pages}.${page < pages ? ` Næste side: --page ${page + 1}` : ''}`);
      for (const hit of result.hits) console.log(`\n${plain(hit.title)}  (${hit.caseTitle})\n  ${hit.snippet ? plain(hit.snippet) : ''}`);
      return 0;
    });
  },
};

const plain = (parts: { text: string }[]) => parts.map(({ text }) => text).join('');

const reindex: Command = {
  words: ['reindex'],
  summary: 'bygger søgeindekset forfra, mens det gamle stadig svarer',
  help: `Brug: elevarkiv reindex [--engine fts5|meilisearch] [--wait] [--json] [--config FIL]

Begynder et nyt indeks ved siden af det, der er i brug; når det er færdigt, tager det over. Afsendelsesprocessen bygger
det, og kan standses og gå videre, hvor den kom til. Med --wait bygger kommandoen det selv og venter, til det er færdigt;
så må afsendelsen ikke køre imens. Uden --engine er det den indbyggede søgemaskine (fts5). Med meilisearch bygges indekset på
den server, der er sat op under Administration, Søgning; er den ikke i brug endnu, kommer den det, når indekset er færdigt.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { engine: { type: 'string', default: 'fts5' }, wait: { type: 'boolean' }, json: { type: 'boolean' }, config: { type: 'string' } } });
    const { engine } = values;
    if (engine !== 'fts5' && engine !== 'meilisearch') throw new Error(`Der er ingen søgemaskine, der hedder ${engine}. Skriv --engine fts5 eller --engine meilisearch.`);
    return withBox(values.config, 'reindex', async (deps) => {
      const building = listIndexes(deps.db).find((each) => each.engine === engine && each.state === 'building');
      const name = building?.name ?? (engine === 'fts5' ? beginIndex(deps.db, engine, deps.clock.now()) : beginServerIndex(deps, null));
      if (values.wait) await buildHere(deps, engine);
      const health = searchHealth(deps.db).find((each) => each.name === name)!;
      if (values.json) console.log(JSON.stringify({ ...health, pending: countPending(deps.db, name) }));
      else console.log(health.state === 'ready' ? 'Indekset er bygget og i brug.' : `Indekset bygges: ${health.toBuild} af ${health.inArchive} mangler.${health.lastError ? ` ${sentenceFor(health.lastError, {})}` : ''}`);
      return values.wait && health.state !== 'ready' ? 1 : 0;
    });
  },
};

/** Builds until it is done, or the server cannot be reached: then it goes on where it came to, next time. */
async function buildHere(deps: Deps, engine: IndexRecord['engine']): Promise<void> {
  const keeper = keepIndexes(deps, (record) => deps.search.open(record), { engine, ...(engine === 'meilisearch' ? { remove: (name) => deps.search.remove(name) } : {}) });
  try {
    while ((await keeper.step()) && !keeper.failing()) continue;
  } finally {
    await keeper.close();
  }
}

export const searchCommands: Command[] = [searchCommand, reindex];
