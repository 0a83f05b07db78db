import { parseCpr } from '../numbers/index.ts';
import type { PersonMark } from './types.ts';

/** A cell that should hold a CPR number: the number, or why it is none. Whose it is shown to is a person with the file before them. */
export function readCprCell(text: string, today: Date): { cpr: string; replacement: boolean } | { reason: 'people.row_no_number' | 'people.row_scientific' | 'people.row_bad_number' } {
  if (text === '') return { reason: 'people.row_no_number' };
  if (/^\d[.,]\d+E\+\d+$/i.test(text)) return { reason: 'people.row_scientific' };
  // A spreadsheet drops the leading zero of a number without a hyphen.
  const parsed = parseCpr(/^\d{9}$/.test(text) ? `0${text}` : text, today);
  return parsed ? { cpr: parsed.number, replacement: parsed.replacement !== false } : { reason: 'people.row_bad_number' };
}

const months = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];

function dayFrom(year: number, month: number, day: number): string | null {
  const full = year < 100 ? 2000 + year : year;
  const at = new Date(Date.UTC(full, month - 1, day));
  const real = at.getUTCFullYear() === full && at.getUTCMonth() === month - 1 && at.getUTCDate() === day && full > 1900 && full < 2200;
  return real ? at.toISOString().slice(0, 10) : null;
}

/** A day as schools write it (day before month) or as ISO 8601: `YYYY-MM-DD`; null where it is none. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dayFrom(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const danish = /^(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (danish) return dayFrom(Number(danish[3]), Number(danish[2]), Number(danish[1]));
  const named = /^(\d{1,2})\.?\s+([a-z]{3})[a-z]*\.?\s+(\d{4})$/i.exec(text);
  const month = named ? months.indexOf(named[2]!.toLowerCase()) : -1;
  return month >= 0 ? dayFrom(Number(named![3]), month + 1, Number(named![1])) : null;
}

const yes = new Set(['ja', 'j', 'x', '1', 'sand', 'true', 'yes', 'y']);
const no = new Set(['nej', 'n', '0', 'falsk', 'false', 'no', '-']);

/** Yes or no in the words of lists; undefined for an empty cell, null for what is neither. */
export function readYesNo(text: string): boolean | undefined | null {
  const word = text.trim().toLowerCase();
  if (word === '') return undefined;
  return yes.has(word) ? true : no.has(word) ? false : null;
}

const marks: Record<string, PersonMark | null> = {
  '90': 'dead', ['d\u00f8d']: 'dead', doed: 'dead', ['afd\u00f8d']: 'dead', dead: 'dead', ['afg\u00e5et ved d\u00f8den']: 'dead',
  '80': 'abroad', udrejst: 'abroad', udvandret: 'abroad', emigreret: 'abroad', abroad: 'abroad', '1': null, '01': null, '3': null, '03': null, ['bop\u00e6l i danmark']: null, ['bop\u00e6l']: null,
};
/** What a school system says of everybody who goes there: no word of whether they live. */
const noWord = new Set(['', 'aktiv', 'active', '-']);

/**
 * Whether somebody has died or left the country, in words or as the CPR status (90 dead, 80 left the country, 01 and 03 living
 * here; facts/domain.md 3.1 and 6). Undefined where the cell says nothing of it, 'unknown' for a word that is not known.
 */
export function readMark(text: string): PersonMark | null | undefined | 'unknown' {
  const word = text.trim().toLocaleLowerCase('da');
  if (noWord.has(word)) return undefined;
  return Object.hasOwn(marks, word) ? marks[word]! : 'unknown';
}

/** Relations with a word of their own in the interface; others are kept as written (facts/domain.md 3.2, Kontaktpersonsrelation). */
const relations: Record<string, string> = {
  mor: 'mother', moder: 'mother', mother: 'mother', far: 'father', fader: 'father', father: 'father', ['v\u00e6rge']: 'guardian', vaerge: 'guardian', guardian: 'guardian',
  andet: 'other', anden: 'other', other: 'other', 'officielt tilknyttet person': 'official',
};

/** At most 60 signs of whatever a list calls the relation; `other` for none. */
export const readRelation = (text: string) => relations[text.trim().toLowerCase()] ?? (text.trim().slice(0, 60) || 'other');
