import { type Candidate, findCandidates, redactionTargets, type TextLine } from '../../numbers/index.ts';
import type { SourceNumber } from '../types.ts';
import type { SourceText } from './text-of-xml.ts';

/** Lines of text read as a page of so many: the recogniser looks for labels beside and above a number. */
const linesPerPage = 60;
/** Longer lines are cut: no letter has them. */
const longest = 2_000;

/** The CPR numbers, and the CVR numbers that are called so, that the recogniser finds in the file's own text. */
export function sourceNumbers({ places }: SourceText, today: Date): SourceNumber[] {
  const found = new Map<string, SourceNumber>();
  for (const [place, text] of places) for (const { kind, number } of numbersIn(text, today)) found.set(`${place} ${number}`, { kind, number, place });
  return [...found.values()];
}

function numbersIn(text: string, today: Date): { kind: 'cpr' | 'cvr'; number: string }[] {
  const lines = text.split(/\r\n|[\n\r\f]/);
  const candidates: Candidate[] = [];
  for (let from = 0; from < lines.length; from += linesPerPage) {
    // Some lines of the page before come along, for labels over a number.
    const some = lines.slice(Math.max(0, from - 5), from + linesPerPage);
    if (!some.some((line) => /\d{4}/.test(line))) continue;
    candidates.push(...findCandidates({ page: 1, width: 10_000, height: 1_000, lines: some.map(asLine) }, { today }));
  }
  const persons = redactionTargets(candidates).map(({ number }) => ({ kind: 'cpr' as const, number }));
  const companies = candidates.filter(({ kind, label, ignored }) => kind === 'cvr' && label === 'cvr' && ignored === null).map(({ number }) => ({ kind: 'cvr' as const, number }));
  return [...persons, ...companies];
}

function asLine(text: string, index: number): TextLine {
  const cut = text.slice(0, longest).replaceAll('\t', '   ');
  const y = 990 - index * 14;
  return { text: cut, boxes: Array.from({ length: cut.length }, (_, at) => [at * 5, y, at * 5 + 5, y + 10]) };
}
