import { actorOf, findUserByName, type Actor } from '../../src/access/index.ts';
import { openAuxiliary } from '../../src/db/index.ts';
import { openVocabulary } from '../../src/search/fts5/vocabulary.ts';
import { search, searchPageSize } from '../../src/search/index.ts';
import type { Archive } from './archive.ts';
import { people } from './archive-fill.ts';
import { makeVocabulary } from './danish-text.ts';

const rounds = 60;

/** What a kind of query took, milliseconds by who asked; `ratio`: secretary, best first, against the bare statement that finds the same words in the same forms. */
export type Band = { name: string; p50: Record<string, number>; p95: Record<string, number>; ratio: number };

/**
 * Pairs of words that are rare, but found together in more letters than a page shows, and in no more than three pages: the rarest pairs
 * whose page is full. Chosen in the smaller of two archives, whose letters are the first of the larger: both then do the same
 * work for a page, and what is told apart is only what the size of the archive costs.
 */
export async function rarePairs({ deps }: Archive): Promise<string[]> {
  const vocabulary = makeVocabulary();
  const actor = actorOf(deps, findUserByName(deps.db, 'secretary')!);
  const pairs: string[] = [];
  for (let n = 0; pairs.length < rounds && n < 20_000; n++) {
    const text = `${vocabulary[500 + ((n * 7919) % 4500)]} ${vocabulary[500 + ((n * 104_729 + 17) % 4500)]}`;
    const { total } = await search(deps.db, deps.search.ask, actor, { text, filters: {}, order: 'newest', page: 1 });
    if (total > searchPageSize && total <= 3 * searchPageSize && !pairs.includes(text)) pairs.push(text);
  }
  return pairs;
}

/**
 * Queries of eight kinds (rare: from rank 5,000, mid: from 200, common: from 20; `pairs`: rarePairs) as three people ask them (rights, facets, inflections, snippets of 20 hits looked up in the archive), each
 * beside bare FTS5 statements on the same file without any of that: the words in the most frequent 20 of the same forms by rank; as typed by rank, and newest first.
 */
export async function askAll({ deps }: Archive, path: string, pairs: string[]): Promise<Band[]> {
  const vocabulary = makeVocabulary();
  const bare = openAuxiliary(path, { readonly: true });
  const byRank = bare.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20');
  const forms = openVocabulary(bare);
  const newest = bare.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 20');
  console.log(`index holds ${(bare.prepare('SELECT count(*) AS n FROM entries').get() as { n: number }).n} entries`);
  const actors = Object.fromEntries(people.map((who) => [who, actorOf(deps, findUserByName(deps.db, who)!)])) as Record<string, Actor>;
  const pick = (from: number, to: number, n: number) => vocabulary[from + ((n * 7919) % (to - from))]!;
  const kinds: [string, (n: number) => string][] = [
    ['one rare word', (n) => pick(5000, 40_000, n)], ['two rare words', (n) => `${pick(5000, 40_000, n)} ${pick(5000, 40_000, n + 17)}`],
    ['two rare words that fill a page', (n) => pairs[n % pairs.length]!],
    ['a rare, a mid word', (n) => `${pick(5000, 40_000, n)} ${pick(200, 5000, n + 17)}`],
    ['one mid word', (n) => pick(200, 5000, n)], ['two mid words', (n) => `${pick(200, 5000, n)} ${pick(200, 5000, n + 17)}`],
    ['one common word', (n) => pick(20, 200, n)], ['two common words', (n) => `${pick(20, 200, n)} ${pick(20, 200, n + 31)}`],
  ];
  const bands: Band[] = [];
  console.log('ms, median/95th: bare = the FTS5 statement without rights, snippets or facets (forms: with our inflections and compounds); secretary sees all, officer 25 cases, class a tenth');
  for (const [name, words] of kinds) {
    const times: Record<string, number[]> = {};
    const used: Record<string, number[]> = {};
    const time = async (who: string, work: () => unknown) => {
      const [began, spent] = [performance.now(), process.cpuUsage()];
      await work();
      (times[who] ??= []).push(performance.now() - began);
      const { user, system } = process.cpuUsage(spent);
      (used[who] ??= []).push((user + system) / 1000);
    };
    for (let n = 0; n < rounds; n++) {
      const text = words(n);
      const typed = text.split(' ').map((word) => `{title body} : "${word}"`).join(' AND ');
      const ask = (who: string, order: 'best' | 'newest') => search(deps.db, deps.search.ask, actors[who]!, { text, filters: {}, order, page: 1 });
      const inForms = text.split(' ').map((word) => `{title body} : (${(forms.lookUp(word).forms.slice(0, 20).map((form) => `"${form}"`).join(' OR ')) || `"${word}"`})`).join(' AND ');
      await time('bare forms', () => byRank.all(inForms));
      await time('bare rank', () => byRank.all(typed));
      await time('bare newest', () => newest.all(typed));
      for (const who of people) await time(who, () => ask(who, 'newest'));
      await time('best first', () => ask('secretary', 'best'));
    }
    const all = (share: number) => Object.fromEntries(Object.entries(times).map(([who, each]) => [who, at(each, share)]));
    const band = { name, p50: all(0.5), p95: all(0.95), ratio: at(times['best first']!, 0.95) / at(times['bare forms']!, 0.95) };
    console.log(`${name.padEnd(31)} ${Object.keys(times).map((who) => `${who} ${band.p50[who]!.toFixed(1)}/${band.p95[who]!.toFixed(1)}`).join('  ')}  best/bare ${band.ratio.toFixed(2)}`);
    // On a busy machine the clock says what the others do; the processor's time is the query's own.
    console.log(`  of the processor ${Object.entries(used).map(([who, each]) => `${who} ${at(each, 0.5).toFixed(1)}/${at(each, 0.95).toFixed(1)}`).join('  ')}`);
    bands.push(band);
  }
  bare.close();
  return bands;
}

const at = (times: number[], share: number) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
