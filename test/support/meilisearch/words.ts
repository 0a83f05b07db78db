/** Positions of one attribute that are read; the rest is passed over without a word. */
const mostPositions = 65_535;
const listGap = 8;

/** As the server reads Latin text: small letters, all marks folded away (å is a), æ as ae; anything else parts words. */
export const read = (text: string): string[] => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('æ', 'ae').match(/[\p{L}\p{N}]+/gu) ?? [];

export type Positions = Map<string, number[]>;

/** Where each word of an attribute stands. */
export function positionsOf(value: unknown): Positions {
  const found: Positions = new Map();
  let at = 0;
  for (const text of (Array.isArray(value) ? value : [value]).filter((each) => each !== null && each !== undefined)) {
    for (const word of read(String(text))) {
      if (at < mostPositions && Buffer.byteLength(word) <= 250) found.set(word, [...(found.get(word) ?? []), at]);
      at++;
    }
    at += listGap;
  }
  return found;
}

export type Term = { words: string[]; phrase: boolean };

/** The first ten words of a query, phrases in quotes. */
export function termsOf(q: string): Term[] {
  const terms: Term[] = [];
  let left = 10;
  for (const [, inside, word] of q.matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
    const words = read(inside ?? word ?? '').slice(0, left);
    left -= words.length;
    if (inside !== undefined) terms.push(...(words.length > 0 ? [{ words, phrase: true }] : []));
    else terms.push(...words.map((each) => ({ words: [each], phrase: false })));
  }
  return terms;
}

/** Whether a term stands in an attribute. A bare word also by its beginning or a slip, where the settings let it. */
export function standsIn(term: Term, positions: Positions, loose: { prefix: boolean; typos: boolean }): boolean {
  const [first, ...rest] = term.words;
  if ((positions.get(first!) ?? []).some((at) => rest.every((word, n) => positions.get(word)?.includes(at + n + 1)))) return true;
  if (term.phrase) return false;
  const word = first!;
  return [...positions.keys()].some((each) => (loose.prefix && each.startsWith(word)) || (loose.typos && word.length >= 5 && oneSlip(word, each)));
}

function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  return a.slice(start + 1) === b.slice(start + 1) || a.slice(start) === b.slice(start + 1) || a.slice(start + 1) === b.slice(start);
}
