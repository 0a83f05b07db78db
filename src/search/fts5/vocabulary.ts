import type { Auxiliary } from '../../db/index.ts';
import { keyOf } from '../forms.ts';
import { spellings } from '../text.ts';
import { wordKey } from './keys.ts';

/** So many keys of one word are looked for at the most: an OR of many frequent compounds costs more than it finds. */
const mostKeys = 8;
/** Forms with a part in common that are looked through for keys. */
const mostCompounds = 60;
/** So many forms of one word are weighed and marked at the most. */
const mostForms = 100;
/** Words with a part in common that are looked through for what might have been meant. */
const mostCandidates = 20_000;
/** Shorter words are parts of too many others. */
const shortestPart = 4;

/** A word form and in about how many entries it stands. */
type Form = { term: string; key: string; entries: number };

/** What a word is looked for as. `forms`: those that stand in the index, itself first, then the most frequent; none: it stands nowhere. */
export type WordSought = { keys: string[]; forms: string[]; entries: number };

export type Vocabulary = ReturnType<typeof openVocabulary>;

/** What word forms stand in the index: inflections, compounds, and what might have been meant. */
export function openVocabulary(file: Auxiliary) {
  const frequency = file.prepare('SELECT count(*) AS entries FROM found WHERE found MATCH ?');
  const byKeys = file.prepare(`SELECT t.term, t.key, t.entries FROM json_each(?) j CROSS JOIN terms t ON t.key = j.value ORDER BY t.entries DESC LIMIT ${mostForms}`);
  const byPart = file.prepare(`SELECT t.term, t.key, t.entries FROM term_parts p CROSS JOIN terms t ON t.number = p.rowid WHERE term_parts MATCH ? ORDER BY t.entries DESC LIMIT ?`);

  /** In how many entries a fact of the index stands. */
  const entriesWith = (fact: string): number => (frequency.get(`"${fact}"`) as { entries: number }).entries;

  /**
   * The keys a word is looked for as: its own, which all its inflections have, and those of compounds with it as a part (fravær finds
   * skolefravær), the most frequent first; in both spellings of å. Digits are never anything but themselves.
   */
  function lookUp(word: string): WordSought {
    const own = keyOf(word);
    if (!/^\p{L}+$/u.test(word)) {
      const entries = entriesWith(wordKey(own));
      return { keys: [own], forms: entries > 0 ? [word] : [], entries };
    }
    const compounds = new Map<string, number>();
    // The part is the stem: mødet finds forældremødets. A remainder of one letter is an ending or a slip, not a word.
    for (const part of own.length >= shortestPart ? spellings(own) : []) {
      for (const { term, key, entries } of byPart.all(`"${part}"`, mostCompounds) as Form[]) {
        if (key !== own && isCompound(term, part)) compounds.set(key, (compounds.get(key) ?? 0) + entries);
      }
    }
    const keys = [own, ...[...compounds].sort((a, b) => b[1] - a[1]).slice(0, mostKeys - 1).map(([key]) => key)];
    const forms = byKeys.all(JSON.stringify(keys)) as Form[];
    return { keys, forms: [...forms].sort((a, b) => Number(b.term === word) - Number(a.term === word)).map(({ term }) => term), entries: forms.reduce((sum, { entries }) => sum + entries, 0) };
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

  return { entriesWith, lookUp, near };
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
