import type { Dice } from './random.ts';

const cprWeights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
const cvrWeights = [2, 7, 6, 5, 4, 3, 2, 1];

const remainder = (digits: string, weights: number[]) =>
  weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11;

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** Seventh digits that put a two-digit year in the right century (facts: domain 1.1). */
function centuryDigits(year: number): number[] {
  if (year >= 2000) return [4, 5, 6, 7, 8, 9];
  return year >= 1937 ? [0, 1, 2, 3, 4, 9] : [0, 1, 2, 3];
}

/**
 * A CPR number nobody has: right date and century, but modulus 11 does not hold. Numbers without
 * modulus 11 have only been given out for 1 January (facts: domain 1.1), so that day is refused.
 *
 * @param bornOn `YYYY-MM-DD`, 1900-2036, not 1 January
 * @param options.sex decides the last digit: even for women
 * @param options.replacement adds 60 to the day: a number the school gives to a person without CPR
 * @returns 10 digits, not in `taken`; it is added there
 */
export function inventedCpr(
  throwDice: Dice, bornOn: string, options: { sex: 'female' | 'male'; replacement?: boolean; taken: Set<string> },
): string {
  const [year, month, day] = bornOn.split('-').map(Number) as [number, number, number];
  if (day === 1 && month === 1) throw new Error('1 January has real numbers without modulus 11');
  const date = `${twoDigits(options.replacement ? day + 60 : day)}${twoDigits(month)}${twoDigits(year % 100)}`;
  for (;;) {
    const last = throwDice.between(0, 4) * 2 + (options.sex === 'male' ? 1 : 0);
    const number = `${date}${throwDice.pick(centuryDigits(year))}${twoDigits(throwDice.between(0, 99))}${last}`;
    if (remainder(number, cprWeights) === 0 || options.taken.has(number)) continue;
    options.taken.add(number);
    return number;
  }
}

/** A CVR number that passes modulus 11, as all do, from 99 million and up, where none have been given out. */
export function inventedCvr(throwDice: Dice, taken: Set<string>): string {
  for (;;) {
    const number = `99${String(throwDice.between(0, 999999)).padStart(6, '0')}`;
    if (remainder(number, cvrWeights) !== 0 || taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}

/**
 * A P-number. Half of all genuine ones begin 1001-1012 and so have the shape of a CPR number (facts:
 * domain 1.2); `like` cpr makes such a one, failing modulus 11 so that it is no person's either.
 */
export function inventedProductionUnit(throwDice: Dice, like: 'cpr' | 'newer', taken: Set<string>): string {
  for (;;) {
    const start = like === 'cpr' ? `10${twoDigits(throwDice.between(2, 12))}` : '1099';
    const number = `${start}${String(throwDice.between(0, 999999)).padStart(6, '0')}`;
    const holds = remainder(number, cprWeights) === 0;
    if (holds === (like === 'cpr') || taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}

/** A 13-digit location number (EAN/GLN) in the public range 5798 with a right GS1 check digit. */
export function inventedEan(throwDice: Dice): string {
  const body = `5798999${String(throwDice.between(0, 99999)).padStart(5, '0')}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
