import { checkLetters } from './check-letters.ts';
import { joinByKey, rowsByKey } from './join-by-key.ts';
import { keyFinder } from './tokens.ts';
import type { Joined, ListChoice, ListedDocument, ListProblem, ListResult, ListRow } from './types.ts';

/**
 * Brings the rows of a list and the pages of a document together. Nothing is changed; what does not meet is told, by row.
 * Proofs besides: a letter that carries another number, names somebody else instead, or is longer than nearly all, is not joined.
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
  const usable = rowsByKey(rows, problems);
  // `1.a` is a class, not a file of the kind a.
  const bare = (name: string) => name.trim().replace(/\.(pdf|docx?|odt|rtf|txt|html?|jpe?g|png|tiff?|heic|eml|xlsx?|pptx?|od[sp])$/i, '');
  const exact = new Map(usable.map((keyed) => [bare(keyed.key).toLocaleLowerCase('da'), keyed]));
  const find = keyFinder(usable.map((keyed) => [bare(keyed.key), keyed] as const));
  const taken = new Set<{ row: ListRow | null }>();
  const joined = document.parts.map(({ filename, pages }, n): Joined => {
    const hits = exact.has(bare(filename).toLocaleLowerCase('da')) ? [exact.get(bare(filename).toLocaleLowerCase('da'))!] : find(bare(filename));
    const own = pages.filter((page) => !document.leftOut.has(page));
    const hit = hits.length === 1 && hits[0]!.row && !taken.has(hits[0]!) ? hits[0]! : null;
    if (!hit) problems.push({ row: null, level: 'error', reason: hits.length === 0 ? 'list.file_without_row' : 'list.file_of_several', values: { file: n + 1, page: pages[0]! } });
    else taken.add(hit);
    return { row: hit?.row?.recipient ? hit.row : null, pages: own, letterId: null };
  });
  for (const keyed of usable) if (keyed.row && !taken.has(keyed)) problems.push({ row: keyed.row.row, level: 'error', reason: 'list.row_without_file', values: { row: keyed.row.row } });
  return joined.filter(({ pages }) => pages.length > 0);
};

const toAll: Join = (rows, document) => {
  const pages = going(document);
  return rows.filter(({ recipient }) => recipient).map((row) => ({ row, pages, letterId: null }));
};

const joinAs: Record<ListChoice['join'], Join> = { order: byOrder, key: joinByKey, file: byFile, whole: toAll };
