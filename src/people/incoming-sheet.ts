import { localDay } from '../core/dates.ts';
import type { Sheet, SheetRow } from '../sheets/index.ts';
import type { PeopleField } from './fields.ts';
import { gather, type Gathering } from './gather.ts';
import { readCprCell, readDay, readMark, readRelation, readYesNo } from './read-values.ts';
import type { Incoming, IncomingPerson, IncomingTie, PeopleMapping } from './types.ts';

type Cells = (field: PeopleField) => string | undefined;

/**
 * What a list says of people, row by row, by the columns chosen. A row that cannot be understood is left out and named;
 * the others stand. `today` is for numbers whose century is not written.
 */
export function incomingOfSheet(sheet: Sheet, mapping: PeopleMapping, today: Date): Incoming {
  const at = new Map(Object.entries(mapping.columns).map(([field, heading]) => [field, sheet.headers.indexOf(heading)]));
  const into = gather();
  for (const problem of sheet.problems) into.problem(problem.row, 'note', problem.reason, problem.values);
  for (const row of sheet.rows) {
    const cells: Cells = (field) => {
      const column = at.get(field);
      return column === undefined || column < 0 ? undefined : row.cells[column];
    };
    takeRow(into, row, cells, mapping.kind, today);
  }
  return into.done(sheet.rows.length);
}

function takeRow(into: Gathering, { row }: SheetRow, cells: Cells, kind: PeopleMapping['kind'], today: Date): void {
  const cpr = numberOf(into, row, cells('cpr') ?? '', today);
  if (!cpr) return;
  const person: IncomingPerson = { row, cpr, kind: kind === 'students' ? 'student' : 'staff' };
  const name = cells('name') || [cells('firstName'), cells('lastName')].filter(Boolean).join(' ');
  if (name) person.name = name.slice(0, 200);
  if (kind === 'students' && cells('className') !== undefined) person.className = cells('className') || null;
  if (cells('studentNumber') !== undefined) person.studentNumber = cells('studentNumber') || null;
  if (cells('address') !== undefined) person.address = cells('address') || null;
  const hidden = yesNo(into, row, cells('protected'));
  if (hidden !== undefined) person.protected = hidden;
  const former = cells('formerCpr');
  if (former) {
    const old = readCprCell(former, today);
    if ('cpr' in old && old.cpr !== cpr) person.formerCpr = old.cpr;
    else if (!('cpr' in old)) into.problem(row, 'note', 'people.row_bad_former', { row });
  }
  const leaving = cells('leftOn');
  if (leaving !== undefined) {
    const day = leaving === '' ? null : readDay(leaving);
    if (leaving !== '' && day === null) return into.problem(row, 'error', 'people.row_bad_day', { row });
    person.leftOn = day;
  }
  Object.assign(person, markOf(into, row, cells('mark'), cells('markOn'), today));
  const before = into.count();
  into.person(person);
  if (kind === 'staff') return;
  const tied = [contact(into, row, cpr, cells, ['contactCpr', 'contactName', 'relation', 'custody', 'receivesCopy', 'contactProtected', 'contactMark'], today),
    contact(into, row, cpr, cells, ['contact2Cpr', 'contact2Name', 'relation2', 'custody2', 'receivesCopy2', null, null], today)];
  if (!tied.includes(true) && before === into.count()) into.doubled(row, cpr);
}

function numberOf(into: Gathering, row: number, text: string, today: Date): string | null {
  const read = readCprCell(text, today);
  if (!('cpr' in read)) {
    into.problem(row, 'error', read.reason, { row });
    return null;
  }
  if (read.replacement) into.problem(row, 'note', 'people.row_replacement', { row });
  return read.cpr;
}

function yesNo(into: Gathering, row: number, text: string | undefined): boolean | undefined {
  const read = readYesNo(text ?? '');
  if (read === null) into.problem(row, 'note', 'people.row_not_yes_no', { row });
  return read ?? undefined;
}

/** Dead or left the country, as far as the row says so; a day that lies ahead or is none is not used. */
function markOf(into: Gathering, row: number, text: string | undefined, day: string | undefined, today: Date): Pick<IncomingPerson, 'mark' | 'markOn'> {
  const mark = readMark(text ?? '');
  if (mark === 'unknown') into.problem(row, 'note', 'people.row_unknown_mark', { row });
  if (mark === undefined || mark === 'unknown') return {};
  const on = day ? readDay(day) : null;
  if (mark === null || !day) return { mark };
  if (on !== null && on <= localDay(today)) return { mark, markOn: on };
  into.problem(row, 'note', 'people.row_bad_mark_day', { row });
  return { mark };
}

type ContactFields = [PeopleField, PeopleField, PeopleField, PeopleField, PeopleField, PeopleField | null, PeopleField | null];

/** One contact of the row's student; true where it said something new. */
function contact(into: Gathering, row: number, studentCpr: string, cells: Cells, [cprField, nameField, relationField, custodyField, copyField, hiddenField, markField]: ContactFields, today: Date): boolean {
  const text = cells(cprField);
  const name = cells(nameField);
  if (!text) {
    if (name) into.problem(row, 'note', 'people.row_contact_without_number', { row });
    return false;
  }
  const read = readCprCell(text, today);
  if (!('cpr' in read)) {
    into.problem(row, 'error', 'people.row_bad_contact', { row });
    return true;
  }
  if (read.cpr === studentCpr) {
    into.problem(row, 'error', 'people.row_own_contact', { row });
    return true;
  }
  const hidden = hiddenField ? yesNo(into, row, cells(hiddenField)) : undefined;
  into.person({ row, cpr: read.cpr, kind: 'guardian', ...(name ? { name: name.slice(0, 200) } : {}), ...(hidden === undefined ? {} : { protected: hidden }), ...markOf(into, row, markField ? cells(markField) : undefined, undefined, today) });
  const tie: IncomingTie = { row, studentCpr, guardianCpr: read.cpr };
  if (cells(relationField) !== undefined) tie.relation = readRelation(cells(relationField)!);
  const custody = yesNo(into, row, cells(custodyField));
  if (custody !== undefined) tie.custody = custody;
  const copy = yesNo(into, row, cells(copyField));
  if (copy !== undefined) tie.receivesCopy = copy;
  return into.tie(tie);
}
