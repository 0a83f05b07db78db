import type { FormerRecord, ImportPlan, Incoming, IncomingPerson, IncomingTie, PersonRecord, PlannedChange, RowProblem, TieRecord } from './types.ts';

/** The register as it stands when a plan is made. */
export type Register = { people: PersonRecord[]; ties: TieRecord[]; former: FormerRecord[] };
export type PlanOptions = { /** Copenhagen day. */ today: string; /** Kinds of people of whom the file has all. */ complete: ('student' | 'staff')[]; newId: () => string };

const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What an import would change, and which rows it cannot use. Changes nothing. What a file says nothing about stays.
 * Who is in the file is here, unless the file gives a day of leaving; where the file has everybody (`complete`), who is
 * not in it left today, and a contact that is no longer there is taken away.
 */
export function planImport(register: Register, incoming: Incoming, options: PlanOptions): ImportPlan {
  const byCpr = new Map(register.people.map((person) => [person.cpr, person]));
  const former = new Map(register.former.map(({ cpr, personId }) => [cpr, personId]));
  const byId = new Map(register.people.map((person) => [person.id, person]));
  const problems: RowProblem[] = [...incoming.problems];
  const changes: PlannedChange[] = [];
  const ids = new Map<string, string>();
  let unchanged = 0;
  const taken = new Set<string>();
  for (const person of settleFormer(incoming.people, byCpr, former, problems)) {
    const known = byCpr.get(person.cpr) ?? byId.get(former.get(person.cpr) ?? '') ?? (person.formerCpr ? byCpr.get(person.formerCpr) : undefined);
    if (known && taken.has(known.id)) {
      // The old number and the new one of the same person, each on a row of its own.
      problems.push({ row: person.row, level: 'error', reason: 'people.row_same_person', values: { row: person.row } });
      ids.set(person.cpr, known.id);
      continue;
    }
    const after = recordOf(person, known, options);
    if (!after) {
      problems.push({ row: person.row, level: 'error', reason: person.kind === 'guardian' ? 'people.row_contact_without_name' : 'people.row_no_name', values: { row: person.row } });
      continue;
    }
    ids.set(person.cpr, after.id);
    taken.add(after.id);
    const change = changeOf(person, known, after, options.today);
    if (change) changes.push(change);
    else unchanged++;
    const old = person.formerCpr ?? (known && known.cpr !== after.cpr ? known.cpr : undefined);
    if (old && !former.has(old)) changes.push({ subject: 'former', act: 'new', row: person.row, personId: after.id, before: null, after: { cpr: old, personId: after.id } });
  }
  changes.push(...tieChanges(register, incoming, ids, options.complete.includes('student'), problems));
  changes.push(...leavers(register, new Set(ids.values()), options));
  return { changes, problems: problems.sort((a, b) => a.row - b.row), unchanged };
}

/**
 * A number can only be somebody's old one where nobody else has it: neither another row of the file nor, beside the new
 * number, another person of the register. Else the row is taken without it, and says so.
 */
function settleFormer(people: IncomingPerson[], byCpr: Map<string, PersonRecord>, former: Map<string, string>, problems: RowProblem[]): IncomingPerson[] {
  const inFile = new Set(people.map(({ cpr }) => cpr));
  const claimed = new Set<string>();
  return people.map((person) => {
    const { formerCpr, ...rest } = person;
    if (!formerCpr) return person;
    const owner = byCpr.get(person.cpr)?.id;
    const others = inFile.has(formerCpr) || claimed.has(formerCpr) || (owner !== undefined && byCpr.has(formerCpr)) || (former.has(formerCpr) && former.get(formerCpr) !== owner);
    claimed.add(formerCpr);
    if (!others) return person;
    problems.push({ row: person.row, level: 'note', reason: 'people.row_both_numbers', values: { row: person.row } });
    return rest;
  });
}

/** The person as they will be; null where nobody has said their name. */
function recordOf(person: IncomingPerson, known: PersonRecord | undefined, { newId, today }: PlanOptions): PersonRecord | null {
  const name = person.name ?? known?.name;
  if (!name) return null;
  // The number of the file counts, unless the register has found that it was replaced.
  const cpr = known && known.cpr !== person.cpr && person.formerCpr !== known.cpr ? known.cpr : person.cpr;
  const ranks = { other: 0, guardian: 1, staff: 2, student: 3 };
  const kind = known && ranks[known.kind] > ranks[person.kind] && !(known.kind === 'student' && hasLeft(known, today) && person.kind === 'staff') ? known.kind : person.kind;
  const keep = <T>(said: T | undefined, before: T | undefined, none: T) => (said !== undefined ? said : before !== undefined ? before : none);
  return {
    id: known?.id ?? newId(), cpr, name, kind,
    className: keep(person.className, known?.className, null),
    studentNumber: keep(person.studentNumber, known?.studentNumber, null),
    address: keep(person.address, known?.address, null),
    protected: keep(person.protected, known?.protected, false),
    leftOn: person.kind === 'guardian' ? known?.leftOn ?? null : person.leftOn ?? null,
    ...markAfter(person, known),
  };
}

/** What a file says nothing of stays; a day goes with the mark it was noted for. */
function markAfter(person: IncomingPerson, known: PersonRecord | undefined): Pick<PersonRecord, 'mark' | 'markOn'> {
  const mark = person.mark === undefined ? known?.mark ?? null : person.mark;
  return { mark, markOn: mark === null ? null : person.markOn ?? (known?.mark === mark ? known.markOn : null) };
}

/** A day of leaving may lie ahead: until then they are here. */
const hasLeft = ({ leftOn }: PersonRecord, today: string) => leftOn !== null && leftOn <= today;

function changeOf(person: IncomingPerson, known: PersonRecord | undefined, after: PersonRecord, today: string): PlannedChange | null {
  const about = { subject: 'person' as const, row: person.row, personId: after.id, after };
  if (!known) return { ...about, act: 'new', before: null };
  if (same(known, after)) return null;
  return { ...about, act: hasLeft(after, today) && !hasLeft(known, today) ? 'left' : 'changed', before: known };
}

const tieKey = (tie: { studentId: string; guardianId: string }) => `${tie.studentId} ${tie.guardianId}`;

function tieChanges(register: Register, incoming: Incoming, ids: Map<string, string>, complete: boolean, problems: RowProblem[]): PlannedChange[] {
  const known = new Map(register.ties.map((tie) => [tieKey(tie), tie]));
  const changes: PlannedChange[] = [];
  const there = new Set<string>();
  for (const tie of incoming.ties) {
    const [studentId, guardianId] = [ids.get(tie.studentCpr), ids.get(tie.guardianCpr)];
    // Why one of the two is missing has been said at their row.
    if (!studentId || !guardianId || studentId === guardianId) continue;
    // The same two people on two rows under different numbers: the first row stands.
    if (there.has(tieKey({ studentId, guardianId }))) continue;
    const before = known.get(tieKey({ studentId, guardianId })) ?? null;
    const after = tieOf(tie, studentId, guardianId, before);
    there.add(tieKey(after));
    if (after.receivesCopy && !after.custody) problems.push({ row: tie.row, level: 'note', reason: 'people.row_copy_without_custody', values: { row: tie.row } });
    if (!before || !same(before, after)) changes.push({ subject: 'tie', act: before ? 'changed' : 'new', row: tie.row, personId: studentId, before, after });
  }
  if (!complete || incoming.ties.length === 0) return changes;
  const named = new Set(incoming.people.filter(({ kind }) => kind === 'student').flatMap(({ cpr }) => ids.get(cpr) ?? []));
  const gone = register.ties.filter((tie) => named.has(tie.studentId) && !there.has(tieKey(tie)));
  return [...changes, ...gone.map((tie) => ({ subject: 'tie' as const, act: 'gone' as const, row: null, personId: tie.studentId, before: tie, after: null }))];
}

/** A copy follows custody where the file says nothing of it; who loses custody loses the copy with it. */
function tieOf(tie: IncomingTie, studentId: string, guardianId: string, before: TieRecord | null): TieRecord {
  const custody = tie.custody ?? before?.custody ?? false;
  const copy = tie.receivesCopy ?? (before && before.custody === custody ? before.receivesCopy : custody);
  return { studentId, guardianId, relation: tie.relation ?? before?.relation ?? 'other', custody, receivesCopy: copy };
}

function leavers(register: Register, inFile: Set<string>, options: PlanOptions): PlannedChange[] {
  const gone = register.people.filter((person) => !hasLeft(person, options.today) && !inFile.has(person.id) && (options.complete as string[]).includes(person.kind));
  return gone.map((person) => ({ subject: 'person', act: 'left', row: null, personId: person.id, before: person, after: { ...person, leftOn: options.today } }));
}
