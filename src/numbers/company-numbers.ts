import { cvrChecksum, glnChecksum } from './checksums.ts';

const plain = (text: string) => text.replace(/[\s\u00ad\u200b-\u200d\u2060\ufeff\u2010-\u2015\u2212\-.]/g, '');

/**
 * Eight digits of a CVR number, or null. A leading `DK` is taken off. All CVR numbers obey modulus
 * 11 and none begins with 0 (facts/domain.md 1.2), so here the sum does refuse.
 */
export function parseCvr(text: string): string | null {
  const digits = plain(text).replace(/^dk/i, '');
  return /^[1-9]\d{7}$/.test(digits) && cvrChecksum(digits) ? digits : null;
}

/** Ten digits of a P-number, or null. No sum is asked for: a series was made with wrong weights (facts/domain.md 1.2). */
export function parseProductionUnit(text: string): string | null {
  const digits = plain(text);
  return /^[1-9]\d{9}$/.test(digits) ? digits : null;
}

/** Thirteen digits of a Danish public GLN (EAN location number): begins 5798, GS1 check digit. Null otherwise. */
export function parseGln(text: string): string | null {
  const digits = plain(text);
  return /^5798\d{9}$/.test(digits) && glnChecksum(digits) ? digits : null;
}
