// Kept: making one takes longer than the rest of a row, and a page of the archive writes hundreds of numbers.
const danish = new Intl.NumberFormat('da-DK');

/** `1020` as `1.020`. */
export const amount = (number: number) => danish.format(number);

/** `count(1, 'brev', 'breve')` -> `1 brev`; thousands with a dot. */
export function count(number: number, one: string, many: string): string {
  return `${amount(number)} ${number === 1 ? one : many}`;
}

/** `512 kB`, `1,4 MB` for a number of bytes. */
export const bytes = (number: number) => (number < 950_000 ? `${amount(Math.max(1, Math.round(number / 1000)))} kB` : `${(number / 1_000_000).toLocaleString('da-DK', { maximumFractionDigits: 1 })} MB`);
