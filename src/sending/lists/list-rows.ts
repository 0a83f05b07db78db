import type { Reader } from '../../db/index.ts';
import { readNumberCell, recipientName } from '../../people/index.ts';
import type { Sheet } from '../../sheets/index.ts';
import type { ListChoice, ListProblem, ListRow } from './types.ts';

/** Who has a student number now, or had it; undefined where nobody or several have. */
function studentNumbers(reader: Reader): (number: string) => string | undefined {
  const byNumber = reader.statement("SELECT cpr, coalesce(left_on <= date('now'), 0) AS gone FROM people WHERE student_number = ? COLLATE NOCASE");
  return (number) => {
    const rows = byNumber.all(number) as { cpr: string; gone: number }[];
    const here = rows.filter(({ gone }) => gone === 0);
    const one = here.length > 0 ? here : rows;
    return one.length === 1 ? one[0]!.cpr : undefined;
  };
}

/**
 * The rows of a list by the columns chosen: whose each is, and why some are nobody's. Every row stays, because by order
 * each has its place. `today` is for numbers whose century is not written.
 */
export function rowsOf(reader: Reader, sheet: Sheet, { columns, join }: ListChoice, today: Date): { rows: ListRow[]; problems: ListProblem[] } {
  const at = (heading: string | undefined) => (heading === undefined ? -1 : sheet.headers.indexOf(heading));
  const [numberAt, studentAt, nameAt, keyAt] = [at(columns.number), at(columns.studentNumber), at(columns.name), at(columns.key)];
  const ofStudent = studentNumbers(reader);
  const problems: ListProblem[] = sheet.problems.map(({ row, reason, values }) => ({ row, level: 'note', reason, values }));
  const first = new Map<string, number>();
  const rows = sheet.rows.map(({ row, cells }): ListRow => {
    const cell = (index: number) => (index < 0 ? '' : cells[index] ?? '');
    const found = recipientOf(cell(numberAt), cell(studentAt), ofStudent, today);
    const blank: ListRow = { row, recipient: null, name: cell(nameAt).slice(0, 200) || null, className: null, key: cell(keyAt) };
    if ('reason' in found) {
      problems.push({ row, level: 'error', reason: found.reason, values: { row } });
      return blank;
    }
    const before = first.get(found.number);
    if (before === undefined) first.set(found.number, row);
    else {
      // The same person twice is nobody's wish where both get the same; with letters of their own it may be meant.
      problems.push({ row, level: join === 'whole' ? 'error' : 'note', reason: join === 'whole' ? 'people.row_number_doubled' : 'list.number_again', values: { row, first: before } });
      if (join === 'whole') return blank;
    }
    const known = recipientName(reader, found);
    if (!known) problems.push({ row, level: 'note', reason: 'list.not_in_register', values: { row } });
    return { ...blank, recipient: found, name: known?.name ?? blank.name, className: known?.className ?? null };
  });
  return { rows, problems };
}

function recipientOf(number: string, student: string, ofStudent: (number: string) => string | undefined, today: Date): ReturnType<typeof readNumberCell> {
  if (number !== '') return readNumberCell(number, today);
  if (student === '') return { reason: 'list.row_without_number' };
  const cpr = ofStudent(student);
  return cpr ? { kind: 'cpr', number: cpr } : { reason: 'list.unknown_student' };
}
