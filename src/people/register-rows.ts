import type { Reader, Tx } from '../db/index.ts';
import type { Register } from './plan-import.ts';
import type { FormerRecord, PersonRecord, PlannedChange, TieRecord } from './types.ts';

const personColumns = `id, cpr, name, kind, class_name AS className, student_number AS studentNumber, address, protected, left_on AS leftOn, mark, mark_on AS markOn`;
const tieColumns = 'student_id AS studentId, guardian_id AS guardianId, relation, custody, receives_copy AS receivesCopy';
type Raw<T, Flags extends keyof T> = Omit<T, Flags> & Record<Flags, number>;

// The same order of keys everywhere: records are compared as JSON.
const person = (row: Raw<PersonRecord, 'protected'>): PersonRecord => ({
  id: row.id, cpr: row.cpr, name: row.name, kind: row.kind, className: row.className, studentNumber: row.studentNumber, address: row.address, protected: row.protected === 1, leftOn: row.leftOn, mark: row.mark, markOn: row.markOn,
});
const tie = (row: Raw<TieRecord, 'custody' | 'receivesCopy'>): TieRecord => ({ studentId: row.studentId, guardianId: row.guardianId, relation: row.relation, custody: row.custody === 1, receivesCopy: row.receivesCopy === 1 });

/** The whole register, as a plan compares with. */
export function readRegister(reader: Reader): Register {
  return {
    people: (reader.statement(`SELECT ${personColumns} FROM people`).all() as Raw<PersonRecord, 'protected'>[]).map(person),
    ties: (reader.statement(`SELECT ${tieColumns} FROM guardianships`).all() as Raw<TieRecord, 'custody' | 'receivesCopy'>[]).map(tie),
    former: reader.statement('SELECT cpr, person_id AS personId FROM former_numbers').all() as FormerRecord[],
  };
}

/** What was kept of a person before there were marks says that there was none. */
const whole = <T extends Any | null>(subject: Subject, kept: T): T => (subject === 'person' && kept ? { ...kept, mark: (kept as PersonRecord).mark ?? null, markOn: (kept as PersonRecord).markOn ?? null } : kept);

type Subject = PlannedChange['subject'];
type Any = PersonRecord | TieRecord | FormerRecord;

/** One person as the register has them. */
export function readPerson(reader: Reader, id: string): PersonRecord | null {
  const row = reader.statement(`SELECT ${personColumns} FROM people WHERE id = ?`).get(id) as Raw<PersonRecord, 'protected'> | undefined;
  return row ? person(row) : null;
}

/** The record a change is about, as it stands now; null where there is none. */
function current(tx: Tx, subject: Subject, record: Any): Any | null {
  if (subject === 'person') return readPerson(tx, (record as PersonRecord).id);
  if (subject === 'tie') {
    const row = tx.statement(`SELECT ${tieColumns} FROM guardianships WHERE student_id = ? AND guardian_id = ?`).get((record as TieRecord).studentId, (record as TieRecord).guardianId) as Raw<TieRecord, 'custody' | 'receivesCopy'> | undefined;
    return row ? tie(row) : null;
  }
  return (tx.statement('SELECT cpr, person_id AS personId FROM former_numbers WHERE cpr = ?').get((record as FormerRecord).cpr) as FormerRecord | undefined) ?? null;
}

const exists = (tx: Tx, id: string) => tx.statement('SELECT 1 FROM people WHERE id = ?').get(id) !== undefined;

/** Whether the record can be written beside the others: its number free, the people it joins there. */
function fits(tx: Tx, subject: Subject, record: Any): boolean {
  if (subject === 'tie') return exists(tx, (record as TieRecord).studentId) && exists(tx, (record as TieRecord).guardianId);
  if (subject === 'former') return exists(tx, (record as FormerRecord).personId);
  return tx.statement('SELECT 1 FROM people WHERE cpr = ? AND id <> ?').get((record as PersonRecord).cpr, (record as PersonRecord).id) === undefined;
}

/**
 * Brings one record from `from` to `to` (null = not there). False, changing nothing, where it is no longer as `from` says
 * or cannot be what `to` says: somebody else changed it since.
 */
export function turn(tx: Tx, subject: Subject, keptFrom: Any | null, keptTo: Any | null, at: Date): boolean {
  const [from, to] = [whole(subject, keptFrom), whole(subject, keptTo)];
  const which = (from ?? to)!;
  if (JSON.stringify(current(tx, subject, which)) !== JSON.stringify(from)) return false;
  if (to && !fits(tx, subject, to)) return false;
  if (subject === 'person') return writePerson(tx, from as PersonRecord | null, to as PersonRecord | null);
  if (subject === 'tie') writeTie(tx, which as TieRecord, to as TieRecord | null);
  else if (to) tx.statement('INSERT INTO former_numbers (cpr, person_id, noted_at) VALUES (?, ?, ?)').run((to as FormerRecord).cpr, (to as FormerRecord).personId, at.toISOString());
  else tx.statement('DELETE FROM former_numbers WHERE cpr = ?').run((which as FormerRecord).cpr);
  return true;
}

function writePerson(tx: Tx, from: PersonRecord | null, to: PersonRecord | null): boolean {
  if (!to) {
    const tied = tx.statement('SELECT 1 FROM guardianships WHERE student_id = @id OR guardian_id = @id LIMIT 1').get({ id: from!.id });
    if (tied) return false;
    tx.statement('DELETE FROM people WHERE id = ?').run(from!.id);
    return true;
  }
  const values = { ...to, protected: to.protected ? 1 : 0 };
  if (from) tx.statement(`UPDATE people SET cpr = @cpr, name = @name, kind = @kind, class_name = @className, student_number = @studentNumber, address = @address, protected = @protected, left_on = @leftOn, mark = @mark, mark_on = @markOn WHERE id = @id`).run(values);
  else tx.statement(`INSERT INTO people (id, cpr, name, kind, class_name, student_number, address, protected, left_on, mark, mark_on) VALUES (@id, @cpr, @name, @kind, @className, @studentNumber, @address, @protected, @leftOn, @mark, @markOn)`).run(values);
  return true;
}

function writeTie(tx: Tx, which: TieRecord, to: TieRecord | null): void {
  if (to) tx.statement('INSERT OR REPLACE INTO guardianships (student_id, guardian_id, relation, custody, receives_copy) VALUES (?, ?, ?, ?, ?)').run(to.studentId, to.guardianId, to.relation, to.custody ? 1 : 0, to.receivesCopy ? 1 : 0);
  else tx.statement('DELETE FROM guardianships WHERE student_id = ? AND guardian_id = ?').run(which.studentId, which.guardianId);
}
