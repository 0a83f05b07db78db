/**
 * The sums that the digits of Danish numbers are made to obey (facts/domain.md 1.1 and 1.2).
 * They are evidence only: valid CPR and P-numbers exist that break them.
 */
const cprWeights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
const cvrWeights = [2, 7, 6, 5, 4, 3, 2, 1];

function holdsModulus11(digits: string, weights: number[]): boolean {
  if (digits.length !== weights.length || !/^\d+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * (digits.charCodeAt(i) - 48);
  return sum % 11 === 0;
}

/** Modulus 11 of ten digits; P-numbers carry the same weights as CPR. */
export const cprChecksum = (digits: string): boolean => holdsModulus11(digits, cprWeights);

/** Modulus 11 of eight digits. Every CVR number obeys it; so does one phone number in eleven. */
export const cvrChecksum = (digits: string): boolean => holdsModulus11(digits, cvrWeights);

/** GS1 check digit of thirteen digits. */
export function glnChecksum(digits: string): boolean {
  if (!/^\d{13}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 13; i++) sum += (digits.charCodeAt(i) - 48) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}
