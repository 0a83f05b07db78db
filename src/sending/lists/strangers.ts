import { tokensOf } from './tokens.ts';

/** The form of a word: its runs of letters and digits, `e2003` is `a9`. */
const formOf = (word: string) => word.replace(/\p{L}+/gu, 'a').replace(/\p{N}+/gu, '9');

/**
 * Tells whether a page carries a key that is on no row of the list: a word of a key's form and length that is none of
 * them, after the word that the known keys stand behind ("Elevnummer"), or anywhere where they have no such word and
 * their form is a telling one. `seen`: where known keys stand.
 */
export function strangerFinder(keys: string[], seen: { text: string; key: string }[]): (text: string) => boolean {
  const known = new Set(keys.map((key) => tokensOf(key).join(' ')));
  const parts = keys.map(tokensOf).filter((words) => words.length > 0);
  const forms = new Set(parts.map((words) => words.map(formOf).join(' ')));
  const sizes = parts.map((words) => words.join('').length);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const lengths = [...new Set(parts.map((words) => words.length))];
  const label = labelOf(seen);
  const telling = label !== null || (least >= 5 && [...forms].every((form) => form.includes('9')));
  if (!telling) return () => false;
  return (text) => {
    const words = tokensOf(text);
    return words.some((_, at) => (label === null || (at > 0 && words[at - 1] === label)) && lengths.some((length) => {
      const run = words.slice(at, at + length);
      const size = run.join('').length;
      return run.length === length && size >= least - 1 && size <= most + 1 && forms.has(run.map(formOf).join(' ')) && !known.has(run.join(' '));
    }));
  };
}

/** The word before most of the keys; null where they have none in common. */
function labelOf(seen: { text: string; key: string }[]): string | null {
  const counted = new Map<string, number>();
  for (const { text, key } of seen) {
    const [words, wanted] = [tokensOf(text), tokensOf(key)];
    const at = words.findIndex((_, n) => wanted.every((word, m) => words[n + m] === word));
    if (at > 0) counted.set(words[at - 1]!, (counted.get(words[at - 1]!) ?? 0) + 1);
  }
  const [best] = [...counted].sort((a, b) => b[1] - a[1]);
  return best && best[1] * 2 > seen.length ? best[0] : null;
}
