import { localDay } from '../core/dates.ts';

/**
 * A CPR number taken apart. `birthDay` is `YYYY-MM-DD`, `replacement` says whether it is an
 * erstatningspersonnummer: day + 60, or letters in three of the last four places (DDMMYYABC1).
 */
export type Cpr = { number: string; birthDay: string; replacement: false | 'day' | 'letters'; sex: 'female' | 'male' };

const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The full year of birth by the seventh digit (facts/domain.md 1.1, cpr.dk):
 * 0-3 = 19xx; 4 and 9 = 2000-2036, else 1937-1999; 5-8 = 2000-2057, else 1858-1899.
 */
export function birthYear(twoDigits: number, seventh: number): number {
  if (seventh <= 3) return 1900 + twoDigits;
  if (seventh === 4 || seventh === 9) return twoDigits <= 36 ? 2000 + twoDigits : 1900 + twoDigits;
  return twoDigits <= 57 ? 2000 + twoDigits : 1800 + twoDigits;
}

/** Digits without separators, letters in upper case; null when there are other characters or not ten of them. */
function bare(text: string): string | null {
  const plain = text.replace(/[\s\u00ad\u200b-\u200d\u2060\ufeff\u2010-\u2015\u2212\-./]/g, '').toUpperCase();
  return /^\d{6}(\d{4}|[A-Z]{3}\d)$/.test(plain) ? plain : null;
}

/**
 * Reads a CPR or replacement number written with or without separators; null when the date does
 * not exist. Modulus 11 is never a reason to refuse: valid numbers without it exist since 2007
 * (facts/domain.md 1.1). A letter form has no century digit; the latest past century is assumed
 * by `today`.
 */
export function parseCpr(text: string, today: Date = new Date()): Cpr | null {
  const number = bare(text);
  if (number === null) return null;
  const letters = number.charCodeAt(6) > 57;
  const writtenDay = Number(number.slice(0, 2));
  const day = writtenDay > 60 ? writtenDay - 60 : writtenDay;
  const month = Number(number.slice(2, 4));
  if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1]!) return null;
  const two = Number(number.slice(4, 6));
  const year = letters ? latestPast(two, today) : birthYear(two, Number(number[6]));
  if (month === 2 && day === 29 && !leap(year)) return null;
  return {
    number,
    birthDay: `${year}-${number.slice(2, 4)}-${String(day).padStart(2, '0')}`,
    replacement: letters ? 'letters' : writtenDay > 60 ? 'day' : false,
    sex: Number(number[9]) % 2 === 0 ? 'female' : 'male',
  };
}

const leap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function latestPast(two: number, today: Date): number {
  return 2000 + two <= Number(localDay(today).slice(0, 4)) ? 2000 + two : 1900 + two;
}

/**
 * Age in whole years on the Danish day of `today`; negative when not yet born. A birthday on
 * 29 February falls on 28 February in other years (facts/domain.md 1.1).
 */
export function ageOn(birthDay: string, today: Date): number {
  return ageOnDay(birthDay, localDay(today));
}

/** As `ageOn`, for a Copenhagen day `YYYY-MM-DD` that the caller has worked out once. */
export function ageOnDay(birthDay: string, day: string): number {
  const year = Number(day.slice(0, 4));
  const birthday = birthDay.endsWith('02-29') && !leap(year) ? '02-28' : birthDay.slice(5);
  return year - Number(birthDay.slice(0, 4)) - (day.slice(5) < birthday ? 1 : 0);
}

/** Whether the holder is under `years` on the Danish day of `today`; false when the number cannot be read. */
export function isUnder(years: number, cpr: string, today: Date): boolean {
  const parsed = parseCpr(cpr, today);
  return parsed !== null && ageOn(parsed.birthDay, today) < years;
}

/** `female` or `male` by the tenth digit; null when the number cannot be read. */
export const sexOf = (cpr: string): 'female' | 'male' | null => parseCpr(cpr)?.sex ?? null;

/** `010107-1234` for `0101071234`; other text comes back as it is. */
export function formatCpr(cpr: string): string {
  const number = bare(cpr);
  return number === null ? cpr : `${number.slice(0, 6)}-${number.slice(6)}`;
}

/** `010107-xxxx`: the form pages, lists and logs show (design.md). What is not a CPR number becomes `xxxxxx-xxxx`. */
export function maskCpr(cpr: string): string {
  const number = bare(cpr);
  return number === null ? 'xxxxxx-xxxx' : `${number.slice(0, 6)}-xxxx`;
}
