import { matches, redactionTargets, writtenForm, type Candidate } from '../../numbers/index.ts';
import type { Cut } from '../ports.ts';

/** What may stand between two digits of one number, as in numbers/redaction.ts. */
const tenDigits = /(?<![0-9])(?=((?:[0-9][^\p{L}\p{N}]{0,4}){9}[0-9])(?![0-9]))/gu;

/** Everything in a text that has the shape of ten digits, however it is parted: a first, cheap answer to which of a thousand numbers stand in it. */
export function tenDigitRuns(text: string): string[] {
  return [...new Set([...text.matchAll(tenDigits)].map((match) => match[1]!.replace(/\D/g, '')))];
}

/** Whether `number` (ten digits, or a replacement number with letters) stands in a text whose runs are `runs`. */
export function isWritten(number: string, runs: Set<string>, text: () => string): boolean {
  return /^\d{10}$/.test(number) ? runs.has(number) : matches(text(), number);
}

/** What pages say without the numbers that are taken out of what leaves: the search finds no letter by them either. */
export function textWithout(pages: { text: string; candidates: Candidate[] }[], { redact, numbers }: Pick<Cut, 'redact' | 'numbers'>): string {
  const gone = new Set([...numbers, ...(redact === 'all' ? redactionTargets(pages.flatMap(({ candidates }) => candidates)).map(({ number }) => number) : [])]);
  return [...gone].reduce((text, number) => text.replace(writtenForm(number), ''), pages.map(({ text }) => text).join('\n'));
}

/** How many places with a CPR number *Fjern CPR-nummer* takes out. */
export const cprPlaces = (candidates: Candidate[]): number => redactionTargets(candidates).filter((candidate) => candidate.kind === 'cpr').length;
