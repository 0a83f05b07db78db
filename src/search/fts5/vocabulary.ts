import type { Auxiliary } from '../../db/index.ts';
import { spellings, stemOf } from '../text.ts';

/** So many forms of one word are looked for at the most: an OR of many frequent compounds costs more than it finds. */
const mostForms = 20;
const mostCandidates = 400;
/** Shorter words are parts of too many others. */
const shortestPart = 4;

export type Vocabulary = ReturnType<typeof openVocabulary>;

/** What word forms stand in the index: inflections, compounds, and what might have been meant. */
export function openVocabulary(file: Auxiliary) {
  const frequency = file.prepare('SELECT doc FROM words_terms WHERE term = ?');
  const byStem = file.prepare(`SELECT term FROM terms WHERE stem = ? LIMIT ${mostCandidates}`);
  const byPart = file.prepare(`SELECT term FROM term_parts WHERE term_parts MATCH ? LIMIT ${mostCandidates}`);

  /** In how many entries a form stands. */
  const entriesWith = (term: string): number => (frequency.get(term) as { doc: number } | undefined)?.doc ?? 0;
  const column = (rows: unknown[]): string[] => (rows as { term: string }[]).map(({ term }) => term);

  /**
   * The forms a word is looked for in: itself, what has its stem, and compounds with it as a part (fravær finds
   * skolefravær); in both spellings of å; the most frequent first. Digits are never anything but themselves.
   */
  function formsOf(word: string): { term: string; entries: number }[] {
    if (!/^\p{L}+$/u.test(word)) return [{ term: word, entries: entriesWith(word) }];
    const found = new Set<string>();
    for (const spelling of spellings(word)) {
      found.add(spelling);
      const stem = stemOf(spelling);
      for (const term of column(byStem.all(stem))) found.add(term);
      // The part is the stem: mødet finds forældremødets. A remainder of one letter is an ending or a slip, not a word.
      if (stem.length >= shortestPart) for (const term of column(byPart.all(`"${stem}"`))) if (isCompound(term, stem)) found.add(term);
    }
    const counted = [...found].map((term) => ({ term, entries: entriesWith(term) })).filter(({ entries }) => entries > 0);
    const own = counted.filter(({ term }) => term === word);
    const others = counted.filter(({ term }) => term !== word).sort((a, b) => b.entries - a.entries);
    return [...own, ...others].slice(0, mostForms);
  }

  /** Words at most one slip away (two in long ones) that do stand in the index, the likeliest first. */
  function near(word: string): string[] {
    if (word.length < 4 || !/^\p{L}+$/u.test(word)) return [];
    const slips = word.length >= 9 ? 2 : 1;
    const grams = [...new Set(Array.from({ length: word.length - 2 }, (_, n) => word.slice(n, n + 3)))];
    const candidates = new Set(column(byPart.all(grams.map((gram) => `"${gram}"`).join(' OR '))));
    // A slip in the middle of a short word leaves no trigram whole: words with its beginning or end are looked at too.
    return [...candidates].map((term) => ({ term, slips: distance(word, term, slips) })).filter((each) => each.slips <= slips)
      .map((each) => ({ ...each, entries: entriesWith(each.term) })).filter(({ entries }) => entries > 0)
      .sort((a, b) => a.slips - b.slips || b.entries - a.entries).slice(0, 8).map(({ term }) => term);
  }

  return { entriesWith, formsOf, near };
}

function isCompound(term: string, part: string): boolean {
  const at = term.indexOf(part);
  const before = at;
  const after = term.length - at - part.length;
  return at >= 0 && before !== 1 && (before >= 2 || after >= 2);
}

/** Slips between two words: a letter too many, too few, another, or two changed about (Damerau); more than `most` is most + 1. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
