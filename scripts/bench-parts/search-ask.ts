import { actorOf, findUserByName, type Actor } from '../../src/access/index.ts';
import { openAuxiliary } from '../../src/db/index.ts';
import { openVocabulary } from '../../src/search/fts5/vocabulary.ts';
import { search } from '../../src/search/index.ts';
import type { Archive } from './archive.ts';
import { people } from './archive-fill.ts';
import { makeVocabulary } from './danish-text.ts';

const rounds = 60;

/** What a kind of query took, milliseconds by who asked; `ratio`: secretary, best first, against the bare statement that finds the same words in the same forms. */
export type Band = { name: string; /** Letters the secretary's query finds, at the median. */ hits: number; p50: Record<string, number>; p95: Record<string, number>; ratio: number };

/** Letters a rare word is found in, at least and at most: more than a page, and as many in an archive of any size. */
const rareFrom = 100;
const rareTo = 200;

/**
 * Words of the generated text that are rare in this archive, and pairs of them that stand in one letter. By its rank alone a word is found in
 * ten times as many letters where there are ten times as many (with its inflections and compounds the one at rank 5,000 in a hundredth of
 * all): what it costs then tells of what it finds.
 */
async function rareWords({ deps }: Archive, vocabulary: string[]): Promise<{ words: string[]; pairs: string[] }> {
  const actor = actorOf(deps, findUserByName(deps.db, 'secretary')!);
  const ask = (text: string) => search(deps.db, deps.search.ask, actor, { text, filters: { what: 'document' }, order: 'newest', page: 1 });
  const isRare = ({ total }: { total: number }) => total >= rareFrom && total <= rareTo;
  const tail = new Set(vocabulary.slice(20_000));
  const [words, pairs] = [new Set<string>(), new Set<string>()];
  for (let n = 0; pairs.size < rounds && n < 20_000; n++) {
    const word = vocabulary[20_000 + ((n * 7919) % tail.size)]!;
    const found = await ask(word);
    if (!isRare(found)) continue;
    words.add(word);
    const { body } = deps.db.statement('SELECT text AS body FROM document_texts WHERE document_id = ?').get(found.hits[0]!.id) as { body: string };
    for (const other of new Set(body.toLowerCase().match(/\p{L}+/gu))) {
      if (other === word || !tail.has(other) || !isRare(await ask(other))) continue;
      pairs.add(`${word} ${other}`);
      break;
    }
  }
  return { words: [...words], pairs: [...pairs] };
}

/**
 * Queries of nine kinds (seldom: from rank 5,000, mid: from 200, common: from 20; rare: rareWords) as three people ask them (rights, facets, inflections, snippets of 20 hits looked up in the archive), each
 * beside bare FTS5 statements on the same file without any of that: the words in the most frequent 20 of the same forms by rank; as typed by rank, and newest first.
 */
export async function askAll(archive: Archive, path: string): Promise<Band[]> {
  const { deps } = archive;
  const vocabulary = makeVocabulary();
  const rare = await rareWords(archive, vocabulary);
  const bare = openAuxiliary(path, { readonly: true });
  const byRank = bare.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20');
  const forms = openVocabulary(bare);
  const newest = bare.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 20');
  console.log(`index holds ${(bare.prepare('SELECT count(*) AS n FROM entries').get() as { n: number }).n} entries`);
  const actors = Object.fromEntries(people.map((who) => [who, actorOf(deps, findUserByName(deps.db, who)!)])) as Record<string, Actor>;
  const pick = (from: number, to: number, n: number) => vocabulary[from + ((n * 7919) % (to - from))]!;
  const kinds: [string, (n: number) => string][] = [
    ['one rare word', (n) => rare.words[n % rare.words.length]!], ['two rare words', (n) => rare.pairs[n % rare.pairs.length]!],
    ['one seldom word', (n) => pick(5000, 40_000, n)], ['two seldom words', (n) => `${pick(5000, 40_000, n)} ${pick(5000, 40_000, n + 17)}`],
    ['a seldom, a mid word', (n) => `${pick(5000, 40_000, n)} ${pick(200, 5000, n + 17)}`],
    ['one mid word', (n) => pick(200, 5000, n)], ['two mid words', (n) => `${pick(200, 5000, n)} ${pick(200, 5000, n + 17)}`],
    ['one common word', (n) => pick(20, 200, n)], ['two common words', (n) => `${pick(20, 200, n)} ${pick(20, 200, n + 31)}`],
  ];
  const bands: Band[] = [];
  console.log('ms, median/95th: bare = the FTS5 statement without rights, snippets or facets (forms: with our inflections and compounds); secretary sees all, officer 25 cases, class a tenth');
  for (const [name, words] of kinds) {
    const times: Record<string, number[]> = {};
    const used: Record<string, number[]> = {};
    const found: number[] = [];
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
      for (const who of people) await time(who, async () => { const { total } = await ask(who, 'newest'); if (who === 'secretary') found.push(total); });
      await time('best first', () => ask('secretary', 'best'));
    }
    const all = (share: number) => Object.fromEntries(Object.entries(times).map(([who, each]) => [who, at(each, share)]));
    const band = { name, hits: at(found, 0.5), p50: all(0.5), p95: all(0.95), ratio: at(times['best first']!, 0.95) / at(times['bare forms']!, 0.95) };
    console.log(`${name.padEnd(20)} ${Object.keys(times).map((who) => `${who} ${band.p50[who]!.toFixed(1)}/${band.p95[who]!.toFixed(1)}`).join('  ')}  best/bare ${band.ratio.toFixed(2)}`);
    // On a busy machine the clock says what the others do; the processor's time is the query's own.
    console.log(`  of the processor ${Object.entries(used).map(([who, each]) => `${who} ${at(each, 0.5).toFixed(1)}/${at(each, 0.95).toFixed(1)}`).join('  ')}`);
    bands.push(band);
  }
  bare.close();
  return bands;
}

const at = (times: number[], share: number) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
