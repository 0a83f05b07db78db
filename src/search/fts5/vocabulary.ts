import type { Auxiliary } from '../../db/index.ts';
import { spellings, stemOf } from '../text.ts';

/** So many forms of one word are looked for at the most: an OR of many frequent compounds costs more than it finds. */
const mostForms = 20;
/** Words with a part in common that are looked through for what might have been meant. */
const mostCandidates = 20_000;
/** Shorter words are parts of too many others. */
const shortestPart = 4;

/** A word form and in about how many entries it stands. */
type Form = { term: string; entries: number };

export type Vocabulary = ReturnType<typeof openVocabulary>;

/** What word forms stand in the index: inflections, compounds, and what might have been meant. */
export function openVocabulary(file: Auxiliary) {
  const frequency = file.prepare('SELECT doc FROM words_terms WHERE term = ?');
  const ofTerm = file.prepare('SELECT term, entries FROM terms WHERE term = ?');
  const byStem = file.prepare(`SELECT term, entries FROM terms WHERE stem = ? ORDER BY entries DESC LIMIT ${mostForms}`);
  const byPart = file.prepare(`SELECT t.term, t.entries FROM term_parts p CROSS JOIN terms t ON t.number = p.rowid WHERE term_parts MATCH ? ORDER BY t.entries DESC LIMIT ?`);

  /** In how many entries a word of the index stands, exactly: tokens of rights and filters are asked for so. */
  const entriesWith = (term: string): number => (frequency.get(term) as { doc: number } | undefined)?.doc ?? 0;

  /**
   * The forms a word is looked for in: itself, what has its stem, and compounds with it as a part (fravær finds
   * skolefravær); in both spellings of å; the most frequent first. Digits are never anything but themselves.
   */
  function formsOf(word: string): Form[] {
    if (!/^\p{L}+$/u.test(word)) return [{ term: word, entries: entriesWith(word) }].filter(({ entries }) => entries > 0);
    const found = new Map<string, Form>();
    const take = (forms: unknown[]) => { for (const form of forms as Form[]) if (!found.has(form.term)) found.set(form.term, form); };
    for (const spelling of spellings(word)) {
      take(ofTerm.all(spelling));
      const stem = stemOf(spelling);
      take(byStem.all(stem));
      // The part is the stem: mødet finds forældremødets. A remainder of one letter is an ending or a slip, not a word.
      if (stem.length >= shortestPart) take((byPart.all(`"${stem}"`, mostForms * 2) as Form[]).filter(({ term }) => isCompound(term, stem)));
    }
    const forms = [...found.values()];
    return [...forms.filter(({ term }) => term === word), ...forms.filter(({ term }) => term !== word).sort((a, b) => b.entries - a.entries)].slice(0, mostForms);
  }

  /** Words at most one slip away (two in long ones) that do stand in the index, the likeliest first. */
  function near(word: string): string[] {
    if (word.length < 4 || !/^\p{L}+$/u.test(word)) return [];
    const slips = word.length >= 9 ? 2 : 1;
    const grams = [...new Set(Array.from({ length: word.length - 2 }, (_, n) => word.slice(n, n + 3)))];
    const candidates = byPart.all(grams.map((gram) => `"${gram}"`).join(' OR '), mostCandidates) as Form[];
    return candidates.map((form) => ({ ...form, slips: distance(word, form.term, slips) })).filter((each) => each.slips <= slips)
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
