import type { Candidate, Fragment, PageText } from './types.ts';

/**
 * What may stand between two characters of one written number: spaces of every kind, hyphens and
 * dashes (OCR reads a hyphen as an em dash), minus, dot, slash, soft hyphen and invisible
 * characters, at most four of them (facts/dependencies.md, leak 5).
 */
const gap = '[\\s\\u00a0\\u00ad\\u200b-\\u200d\\u2060\\ufeff\\u2010-\\u2015\\u2043\\u2212\\ufe58\\ufe63\\uff0d\\-./]{0,4}';

/** A pattern (flags `giu`) for every way `number` can be written in text: any separators, over line breaks, not inside a longer number. */
export function writtenForm(number: string): RegExp {
  const body = [...number].join(gap);
  return new RegExp(`(?<![0-9])${body}(?![0-9])`, 'giu');
}

/** Whether `text` holds `number` in any written form. */
export const matches = (text: string, number: string): boolean => writtenForm(number).test(text);

/** Where `number` stands on the page, in any written form: one list of fragments (one per line) for each place. */
export function findWritten(_page: PageText, _number: string): Fragment[][] {
  return [];
}

/**
 * The candidates that *Fjern CPR-nummer* removes: every CPR number of the letter, also other
 * persons', and each candidate that is one of `numbers` whatever stands beside it. Never a CVR,
 * P-number, GLN, account or phone number.
 */
export function redactionTargets(candidates: Candidate[], numbers: string[] = []): Candidate[] {
  const wanted = new Set(numbers);
  return candidates.filter((candidate) => (candidate.kind === 'cpr' && candidate.ignored === null) || wanted.has(candidate.number));
}
