import { invalid } from '../core/errors.ts';
import { parseCvr, type RecipientNumber } from '../numbers/index.ts';
import type { Sheet } from '../sheets/index.ts';
import { readCprCell } from './read-values.ts';

export type NumberedRow = RecipientNumber & { row: number; cells: string[] };
export type NumberProblem = { row: number; reason: string; values: Record<string, string | number> };

/** A cell that should hold a CPR or CVR number. Eight digits are a CVR number; without its checksum they are a wrong one. */
export function readNumberCell(text: string, today: Date): RecipientNumber | { reason: string } {
  if (/^(DK)?\s?\d{8}$/i.test(text)) {
    const cvr = parseCvr(text);
    return cvr ? { kind: 'cvr', number: cvr } : { reason: 'people.row_bad_cvr' };
  }
  const read = readCprCell(text, today);
  return 'cpr' in read ? { kind: 'cpr', number: read.cpr } : read;
}

/** The column in which at least half of the cells are CPR or CVR numbers; -1 where there is none. The heading need not say so. */
export function columnOfNumbers(sheet: Sheet, today: Date): number {
  const sample = sheet.rows.slice(0, 200);
  const hits = sheet.headers.map((_, at) => sample.filter(({ cells }) => cells[at] && 'kind' in readNumberCell(cells[at], today)).length);
  const best = hits.indexOf(Math.max(0, ...hits));
  const filled = sample.filter(({ cells }) => cells[best]).length;
  return filled > 0 && hits[best]! * 2 >= filled ? best : -1;
}

/** The numbers of a list, each once, and the rows that have none. Error mailbox.no_numbers where no column is one of numbers. */
export function numbersOfSheet(sheet: Sheet, today: Date): { rows: NumberedRow[]; problems: NumberProblem[]; column: number } {
  const column = columnOfNumbers(sheet, today);
  if (column < 0) throw invalid('mailbox.no_numbers');
  const problems: NumberProblem[] = sheet.problems.map(({ row, reason, values }) => ({ row, reason, values }));
  const first = new Map<string, number>();
  const rows = sheet.rows.flatMap(({ row, cells }): NumberedRow[] => {
    const read = readNumberCell(cells[column]!, today);
    if (!('kind' in read)) {
      problems.push({ row, reason: read.reason, values: { row } });
      return [];
    }
    const before = first.get(read.number);
    if (before !== undefined) {
      problems.push({ row, reason: 'people.row_number_doubled', values: { row, first: before } });
      return [];
    }
    first.set(read.number, row);
    return [{ ...read, row, cells }];
  });
  return { rows, problems: problems.sort((a, b) => a.row - b.row), column };
}
