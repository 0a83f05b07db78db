import { keyFinder } from './tokens.ts';
import type { Joined, ListChoice, ListedDocument, ListProblem, ListRow } from './types.ts';

/** Rows that have a key, each key once; why the others cannot be found is told. */
export function keyProblems(rows: ListRow[], problems: ListProblem[]): ListRow[] {
  const first = new Map<string, ListRow>();
  const twice = new Set<ListRow>();
  for (const row of rows) {
    const key = row.key.trim().toLocaleLowerCase('da');
    if (!/[\p{L}\p{N}]/u.test(key)) {
      problems.push({ row: row.row, level: 'error', reason: 'list.no_key', values: { row: row.row } });
      continue;
    }
    const before = first.get(key);
    if (!before) first.set(key, row);
    else {
      problems.push({ row: row.row, level: 'error', reason: 'list.key_twice', values: { row: row.row, first: before.row } });
      // Neither can be told from the other.
      twice.add(before);
    }
  }
  return [...first.values()].filter((row) => !twice.has(row));
}

type Begun = { row: ListRow; pages: number[] };

/**
 * A letter begins on the page where a row's key stands and goes on until another row's does; a page with the keys of
 * two rows belongs to neither, and what follows it to nobody until the next key.
 */
export function joinByKey(rows: ListRow[], document: ListedDocument, _choice: ListChoice, problems: ListProblem[]): Joined[] {
  const usable = keyProblems(rows, problems);
  const find = keyFinder(usable.map((row) => [row.key, row] as const));
  const letters: Begun[] = [];
  const begun = new Set<ListRow>();
  let current: Begun | null = null;
  for (let page = 1; page <= document.total; page++) {
    if (document.leftOut.has(page)) continue;
    const seen = find(document.texts.get(page) ?? '');
    const [hit, other] = seen;
    if (seen.length > 1) {
      problems.push({ row: hit!.row, level: 'error', reason: 'list.two_keys', values: { page, row: hit!.row, other: other!.row } });
      current = null;
      continue;
    }
    if (!hit || hit === current?.row) {
      if (current) current.pages.push(page);
      continue;
    }
    if (begun.has(hit)) {
      problems.push({ row: hit.row, level: 'error', reason: 'list.key_again', values: { page, row: hit.row } });
      current = null;
      continue;
    }
    begun.add(hit);
    const next: Begun = { row: hit, pages: [page] };
    letters.push(next);
    current = next;
  }
  for (const row of usable) if (!begun.has(row)) problems.push({ row: row.row, level: 'error', reason: 'list.key_not_found', values: { row: row.row } });
  if (letters.length === 0) problems.push({ row: null, level: 'stop', reason: 'list.no_key_found', values: {} });
  return letters.map(({ row, pages }) => ({ row: row.recipient ? row : null, pages, letterId: null }));
}
