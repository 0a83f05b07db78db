import { strangerFinder } from './strangers.ts';
import { keyFinder } from './tokens.ts';
import type { Joined, ListChoice, ListedDocument, ListProblem, ListRow } from './types.ts';

/** The rows by their key. A key that several rows have is nobody's, but it still begins a letter. */
export function rowsByKey(rows: ListRow[], problems: ListProblem[]): { key: string; row: ListRow | null }[] {
  const found = new Map<string, { key: string; row: ListRow | null; first: number }>();
  for (const row of rows) {
    const key = row.key.trim();
    if (!/[\p{L}\p{N}]/u.test(key)) {
      problems.push({ row: row.row, level: 'error', reason: 'list.no_key', values: { row: row.row } });
      continue;
    }
    const before = found.get(key.toLocaleLowerCase('da'));
    if (!before) found.set(key.toLocaleLowerCase('da'), { key, row, first: row.row });
    else {
      problems.push({ row: row.row, level: 'error', reason: 'list.key_twice', values: { row: row.row, first: before.first } });
      before.row = null;
    }
  }
  return [...found.values()];
}

type Keyed = { key: string; row: ListRow | null };
type Begun = { keyed: Keyed | null; pages: number[] };

/**
 * A letter begins on the page where a row's key stands and goes on until another key does, also one that is on no row:
 * what the list does not know must never become the end of somebody else's letter. A page with the keys of two rows
 * belongs to neither, and what follows it to nobody until the next key.
 */
export function joinByKey(rows: ListRow[], document: ListedDocument, _choice: ListChoice, problems: ListProblem[]): Joined[] {
  const keys = rowsByKey(rows, problems);
  const find = keyFinder(keys.map((keyed) => [keyed.key, keyed] as const));
  const going = Array.from({ length: document.total }, (_, n) => n + 1).filter((page) => !document.leftOut.has(page));
  const textOf = (page: number) => document.texts.get(page) ?? '';
  const hits = new Map(going.map((page) => [page, find(textOf(page))]));
  const stranger = strangerFinder(keys.map(({ key }) => key), going.flatMap((page) => hits.get(page)!.map(({ key }) => ({ text: textOf(page), key }))));
  const letters: Begun[] = [];
  const begun = new Set<Keyed>();
  let current: Begun | null = null;
  const begin = (keyed: Keyed | null, page: number) => {
    const next: Begun = { keyed, pages: [page] };
    letters.push(next);
    current = next;
  };
  for (const page of going) {
    const [hit, other] = hits.get(page)!;
    const open = current as Begun | null;
    if (hit && other) {
      problems.push({ row: null, level: 'error', reason: 'list.two_keys', values: { page, row: hit.row?.row ?? '?', other: other.row?.row ?? '?' } });
      current = null;
    } else if (!hit) {
      if (stranger(textOf(page))) {
        problems.push({ row: null, level: 'error', reason: 'list.unknown_key', values: { page } });
        begin(null, page);
      } else open?.pages.push(page);
    } else if (hit === open?.keyed) open.pages.push(page);
    else if (begun.has(hit)) {
      problems.push({ row: hit.row?.row ?? null, level: 'error', reason: 'list.key_again', values: { page, row: hit.row?.row ?? '?' } });
      current = null;
    } else {
      begun.add(hit);
      begin(hit, page);
    }
  }
  for (const keyed of keys) if (keyed.row && !begun.has(keyed)) problems.push({ row: keyed.row.row, level: 'error', reason: 'list.key_not_found', values: { row: keyed.row.row } });
  if (begun.size === 0) problems.push({ row: null, level: 'stop', reason: 'list.no_key_found', values: {} });
  return letters.map(({ keyed, pages }) => ({ row: keyed?.row?.recipient ? keyed.row : null, pages, letterId: null }));
}
