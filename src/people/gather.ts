import type { Incoming, IncomingPerson, IncomingTie, RowProblem } from './types.ts';

export type Gathering = {
  person(person: IncomingPerson): void;
  /** True where it was not said before. */
  tie(tie: IncomingTie): boolean;
  problem(row: number, level: RowProblem['level'], reason: string, values: RowProblem['values']): void;
  /** Two rows say the same of this person. */
  doubled(row: number, cpr: string): void;
  count(): number;
  done(rows: number): Incoming;
};

/** What of a person two rows can say differently. The first row stands. */
const compared = ['name', 'className', 'studentNumber', 'leftOn', 'formerCpr', 'mark'] as const;

/** Brings together what the rows of one file say of the same people: a student stands on as many rows as there are contacts. */
export function gather(): Gathering {
  const people = new Map<string, IncomingPerson>();
  const ties = new Map<string, IncomingTie>();
  const problems: RowProblem[] = [];
  const problem: Gathering['problem'] = (row, level, reason, values) => void problems.push({ row, level, reason, values });
  return {
    problem,
    count: () => people.size,
    doubled: (row, cpr) => {
      const first = people.get(cpr);
      if (first && first.row !== row) problem(row, 'note', 'people.row_doubled', { row, first: first.row });
    },
    person(person) {
      const known = people.get(person.cpr);
      if (!known) return void people.set(person.cpr, person);
      // A student who also stands as somebody's contact is a student.
      if (known.kind === 'guardian' && person.kind !== 'guardian') return void people.set(person.cpr, { ...known, ...person });
      if (person.kind === 'guardian' && known.kind !== 'guardian') return;
      const differ = compared.find((field) => known[field] !== undefined && person[field] !== undefined && known[field] !== person[field]);
      if (differ) problem(person.row, 'error', `people.row_differs_${differ}`, { row: person.row, first: known.row });
      people.set(person.cpr, { ...person, ...known });
    },
    tie(tie) {
      const key = `${tie.studentCpr} ${tie.guardianCpr}`;
      const known = ties.get(key);
      if (!known) {
        ties.set(key, tie);
        return true;
      }
      const same = known.relation === tie.relation && known.custody === tie.custody && known.receivesCopy === tie.receivesCopy;
      problem(tie.row, same ? 'note' : 'error', same ? 'people.row_doubled' : 'people.row_differs_contact', { row: tie.row, first: known.row });
      return true;
    },
    done: (rows) => ({ people: [...people.values()], ties: [...ties.values()], problems: problems.sort((a, b) => a.row - b.row), rows }),
  };
}
