import { joinByKey, keyProblems } from './join-by-key.ts';
import { keyFinder } from './tokens.ts';
import type { Joined, ListChoice, ListedDocument, ListProblem, ListResult, ListRow } from './types.ts';

/**
 * Brings the rows of a list and the pages of a document together. Nothing is changed; what does not meet is told, by row.
 * Two proofs besides: a letter that names another recipient's number or, instead of its own, another row's name, is not joined.
 */
export function joinList(rows: ListRow[], document: ListedDocument, choice: ListChoice): ListResult {
  const problems: ListProblem[] = [];
  const joined = joinAs[choice.join](rows, document, choice, problems);
  const checked = choice.join === 'whole' ? { joined, named: { found: 0, of: 0 } } : checkLetters(joined, rows, document, problems);
  const owned = new Set(checked.joined.flatMap(({ pages }) => pages));
  const loose = Array.from({ length: document.total }, (_, n) => n + 1).filter((page) => !owned.has(page) && !document.leftOut.has(page)).length;
  return { joined: checked.joined, problems, named: checked.named, letters: new Set(checked.joined.filter(({ pages }) => pages.length > 0).map(({ pages }) => pages.join())).size, loose };
}

type Join = (rows: ListRow[], document: ListedDocument, choice: ListChoice, problems: ListProblem[]) => Joined[];
const going = ({ total, leftOut }: ListedDocument) => Array.from({ length: total }, (_, n) => n + 1).filter((page) => !leftOut.has(page));

const byOrder: Join = (rows, document, { pagesPerLetter }, problems) => {
  const pages = going(document);
  const letters = pagesPerLetter === null ? document.letters : chunks(pages, pagesPerLetter);
  if (pagesPerLetter !== null && pages.length % pagesPerLetter !== 0) problems.push({ row: null, level: 'stop', reason: 'list.pages_do_not_divide', values: { pages: pages.length, per: pagesPerLetter } });
  if (letters.length === 0) problems.push({ row: null, level: 'stop', reason: 'list.no_letters', values: {} });
  else if (letters.length < rows.length) problems.push({ row: rows[letters.length]!.row, level: 'stop', reason: 'list.more_rows', values: { rows: rows.length, letters: letters.length, row: rows[letters.length]!.row } });
  else if (letters.length > rows.length) problems.push({ row: null, level: 'stop', reason: 'list.more_letters', values: { rows: rows.length, letters: letters.length } });
  return letters.map(({ id, pages: own }, n) => ({ row: rows[n]?.recipient ? rows[n] : null, pages: own, letterId: id }));
};

const chunks = (pages: number[], size: number) => Array.from({ length: Math.ceil(pages.length / size) }, (_, n) => ({ id: null, pages: pages.slice(n * size, (n + 1) * size) }));

const byFile: Join = (rows, document, _choice, problems) => {
  if (document.parts.length === 0) problems.push({ row: null, level: 'stop', reason: 'list.no_files', values: {} });
  const usable = keyProblems(rows, problems);
  const bare = (name: string) => name.replace(/\.[a-z0-9]{1,5}$/i, '');
  const exact = new Map(usable.map((row) => [row.key.trim().toLocaleLowerCase('da'), row]));
  const find = keyFinder(usable.map((row) => [row.key, row] as const));
  const taken = new Set<ListRow>();
  const joined = document.parts.map(({ filename, pages }, n): Joined => {
    const hits = exact.has(bare(filename).toLocaleLowerCase('da')) ? [exact.get(bare(filename).toLocaleLowerCase('da'))!] : find(bare(filename));
    const own = pages.filter((page) => !document.leftOut.has(page));
    const row = hits.length === 1 && !taken.has(hits[0]!) ? hits[0]! : null;
    if (!row) problems.push({ row: null, level: 'error', reason: hits.length === 0 ? 'list.file_without_row' : 'list.file_of_several', values: { file: n + 1, page: pages[0]! } });
    else taken.add(row);
    return { row: row?.recipient ? row : null, pages: own, letterId: null };
  });
  for (const row of usable) if (!taken.has(row)) problems.push({ row: row.row, level: 'error', reason: 'list.row_without_file', values: { row: row.row } });
  return joined.filter(({ pages }) => pages.length > 0);
};

const toAll: Join = (rows, document) => {
  const pages = going(document);
  return rows.filter(({ recipient }) => recipient).map((row) => ({ row, pages, letterId: null }));
};

const joinAs: Record<ListChoice['join'], Join> = { order: byOrder, key: joinByKey, file: byFile, whole: toAll };

/** Takes the row away from a letter that speaks of somebody else, and counts in how many the recipient's name stands. */
function checkLetters(joined: Joined[], rows: ListRow[], document: ListedDocument, problems: ListProblem[]): { joined: Joined[]; named: { found: number; of: number } } {
  const names = keyFinder(rows.filter(({ name }) => (name ?? '').includes(' ')).map((row) => [row.name!, row] as const));
  const named = { found: 0, of: 0 };
  const checked = joined.map((each, n): Joined => {
    if (!each.row) return each;
    const { row } = each.row;
    const others = each.pages.flatMap((page) => document.numbers.get(page) ?? []).filter((number) => number !== each.row!.recipient!.number);
    const own = each.pages.some((page) => document.numbers.get(page)?.includes(each.row!.recipient!.number));
    if (others.length > 0 && !own) {
      problems.push({ row, level: 'error', reason: 'list.other_number', values: { row, letter: n + 1 } });
      return { ...each, row: null };
    }
    if (!(each.row.name ?? '').includes(' ')) return each;
    named.of++;
    const seen = names(each.pages.map((page) => document.texts.get(page) ?? '').join('\n'));
    // Two rows may have one name; either of them is meant.
    if (seen.some((other) => other === each.row || other.name === each.row!.name)) {
      named.found++;
      return each;
    }
    if (seen.length === 0) return each;
    problems.push({ row, level: 'error', reason: 'list.other_name', values: { row, letter: n + 1, other: seen[0]!.row } });
    return { ...each, row: null };
  });
  return { joined: checked, named };
}
