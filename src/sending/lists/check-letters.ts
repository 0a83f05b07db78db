import { keyFinder } from './tokens.ts';
import type { Joined, ListedDocument, ListProblem, ListRow } from './types.ts';

const isFull = (name: string | null): name is string => (name ?? '').includes(' ');

/**
 * Takes the row away from a letter that speaks of somebody else: by another number, by another name instead of the own, or
 * by being longer than nearly all others (the next letter may hang on it). Counts in how many the recipient's name stands.
 */
export function checkLetters(joined: Joined[], rows: ListRow[], document: ListedDocument, problems: ListProblem[]): { joined: Joined[]; named: { found: number; of: number } } {
  const names = keyFinder<{ name: string; row: number | null }>([
    ...rows.filter(({ name }) => isFull(name)).map(({ name, row }) => [name!, { name: name!, row }] as const),
    ...document.others.filter(isFull).map((name) => [name, { name, row: null }] as const),
  ]);
  const seenIn = joined.map(({ pages }) => pages.map((page) => names(document.texts.get(page) ?? '')));
  const everywhere = boilerplate(seenIn);
  const usual = usualLength(joined);
  const named = { found: 0, of: 0 };
  const refused = (each: Joined, reason: string, values: ListProblem['values']): Joined => {
    problems.push({ row: each.row!.row, level: 'error', reason, values: { row: each.row!.row, ...values } });
    return { ...each, row: null };
  };
  const checked = joined.map((each, n): Joined => {
    if (!each.row) return each;
    const letter = n + 1;
    const { recipient, name } = each.row;
    const numbers = each.pages.flatMap((page) => document.numbers.get(page) ?? []);
    if (numbers.length > 0 && !numbers.includes(recipient!.number)) return refused(each, 'list.other_number', { letter });
    const seen = seenIn[n]!.map((found) => found.filter((one) => one.name === name || !everywhere.has(one.name)));
    const own = (found: { name: string }[]) => found.some((one) => one.name === name);
    const strange = seen.findIndex((found) => found.length > 0 && !own(found));
    if (isFull(name)) {
      named.of++;
      if (seen.some(own)) named.found++;
    }
    // Two rows may have one name; either of them is meant. A page that names others besides is not judged.
    if (strange >= 0 && (isFull(name) || strange > 0)) {
      const other = seen[strange]!.find((one) => one.row !== null)?.row;
      return other ? refused(each, 'list.other_name', { letter, other }) : refused(each, 'list.other_person', { letter, page: each.pages[strange]! });
    }
    if (usual !== null && each.pages.length > usual) return refused(each, 'list.longer', { letter, pages: each.pages.length, usual });
    return each;
  });
  return { joined: checked, named };
}

/** Names that stand in letter after letter: whoever signs them, who may be called as a student is. */
function boilerplate(seenIn: { name: string }[][][]): Set<string> {
  const counted = new Map<string, number>();
  for (const letter of seenIn) for (const name of new Set(letter.flat().map((one) => one.name))) counted.set(name, (counted.get(name) ?? 0) + 1);
  return new Set([...counted].filter(([, letters]) => letters > Math.max(2, seenIn.length / 5)).map(([name]) => name));
}

/** How many pages nearly all letters have; null where they differ, or there are too few to say. */
function usualLength(joined: Joined[]): number | null {
  const counted = new Map<number, number>();
  for (const { pages } of joined) counted.set(pages.length, (counted.get(pages.length) ?? 0) + 1);
  const [best] = [...counted].sort((a, b) => b[1] - a[1]);
  return best && joined.length >= 5 && best[1] >= joined.length * 0.8 ? best[0] : null;
}
