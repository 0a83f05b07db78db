import { columnLetters } from './cells.ts';

/** Ten digits with or without a hyphen, or eight or nine alone: a value, not the name of a column. */
const isNumber = /^(\d{6}[-\s]?\d{4}|\d{8,10}|DK\s?\d{8})$/i;

/** Whether the first row holds values already: a list of nothing but numbers has no headings. */
export const holdsValues = (first: string[]) => first.some((cell) => isNumber.test(cell));

/** The names of the columns; an empty one is named by its letter, and one that comes twice is counted. */
export function headingsOf(first: string[] | null, width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, index) => {
    const name = first?.[index] || columnLetters(index);
    const times = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
