import { dashes, invisible } from './characters.ts';
import { rowsOf } from './rows.ts';
import type { Box, Candidate, Fragment, PageText } from './types.ts';

/**
 * What may stand between two characters of one written number: spaces of every kind, line ends,
 * dashes (OCR reads a hyphen as an em dash), dot, slash and invisible characters, at most four of
 * them (facts/dependencies.md, leak 5).
 */
const gap = `[\\s${invisible}${dashes}./]{0,4}`;

/** A pattern (flags `giu`) for every way `number` can be written in text: any separators, over line ends, not inside a longer run of digits. */
export function writtenForm(number: string): RegExp {
  return new RegExp(`(?<![0-9])${[...number].join(gap)}(?![0-9])`, 'giu');
}

/** Whether `text` holds `number` in any written form. For the proof after a redaction. */
export const matches = (text: string, number: string): boolean => mayMatch(text, number) && writtenForm(number).test(text);

/** False only where `text` cannot hold `number`: its digits, whatever stands between them, do not. A pattern of its own for every number is dear. */
export const mayMatch = (text: string, number: string): boolean => /\D/.test(number) || text.replace(/\D+/g, '').includes(number);

/**
 * Where `number` (digits without separators) stands on the page, in any written form and whatever
 * the words beside it say: for each place its fragments, one for each row. Boxes in points from the
 * lower left, page unrotated.
 */
export function findWritten(page: PageText, number: string): Fragment[][] {
  const rows = rowsOf(page).filter((row) => row.digits > 0).map((row) => row.read());
  const pattern = writtenForm(number);
  const places = new Map<string, Fragment[]>();
  const search = (pieces: { raw: string; boxes: Box[] }[]) => {
    const text = pieces.map((piece) => piece.raw).join('\n');
    for (const match of text.matchAll(pattern)) {
      const fragments = cut(page.page, pieces, match.index, match.index + match[0].length);
      const key = fragments.map((fragment) => fragment.box.map(Math.round).join()).join(';');
      places.set(key, fragments);
    }
  };
  search(rows);
  // A number broken inside one column lies apart in the rows, so the lines as they came are searched too.
  search(page.lines.map((line) => ({ raw: line.text, boxes: line.boxes })));
  return [...places.values()];
}

function cut(page: number, pieces: { raw: string; boxes: Box[] }[], start: number, end: number): Fragment[] {
  const fragments: Fragment[] = [];
  let offset = 0;
  for (const { raw, boxes } of pieces) {
    const from = Math.max(0, start - offset);
    const to = Math.min(raw.length, end - offset);
    if (from < to && /\S/.test(raw.slice(from, to))) {
      const used = boxes.slice(from, to).filter((box, i) => /[^\s]/.test(raw[from + i]!) && box !== undefined);
      const box: Box = [Math.min(...used.map((b) => b[0])), Math.min(...used.map((b) => b[1])), Math.max(...used.map((b) => b[2])), Math.max(...used.map((b) => b[3]))];
      fragments.push({ page, box, text: raw.slice(from, to) });
    }
    offset += raw.length + 1;
  }
  return fragments;
}

/** A CPR number that stands unlabelled in the text is removed too, unless the page calls it something else. */
const keeps = new Set(['negative_label', 'production_unit', 'gln', 'part_of_longer', 'impossible_date', 'table', 'sender', 'no_label']);

/**
 * The candidates that *Fjern CPR-nummer* removes: every CPR number of the letter, also other
 * persons' and those of people too old to be a recipient, and each candidate that is one of
 * `numbers` whatever stands beside it. Never a CVR, P-number, GLN, account or phone number.
 */
export function redactionTargets(candidates: Candidate[], numbers: Iterable<string> = []): Candidate[] {
  const wanted = new Set(numbers);
  const persons = new Set(candidates.filter((candidate) => candidate.kind === 'cpr' && candidate.label === 'cpr').map((candidate) => candidate.number));
  return candidates.filter((candidate) => {
    if (wanted.has(candidate.number)) return true;
    if (candidate.kind !== 'cpr') return false;
    // A mistyped number beside "CPR" is still somebody's; one labelled once is a CPR number everywhere.
    if (candidate.label === 'cpr' || persons.has(candidate.number)) return true;
    return candidate.ignored === null || !keeps.has(candidate.ignored);
  });
}
