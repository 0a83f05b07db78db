import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { Database } from '../db/index.ts';
import type { CompanyInput, GuardianshipInput, PersonInput } from './types.ts';

/**
 * Takes in students, guardians, staff and companies; a number that is known already gets the new
 * name, class and address. One transaction: all or nothing.
 */
export function importPeople(
  deps: { db: Database; clock: Clock; ids: Ids },
  actorId: string | null,
  input: { people: PersonInput[]; guardianships: GuardianshipInput[]; companies: CompanyInput[] },
): void {
  deps.db.write((tx) => {
    // Not an upsert: its conflict clause would take the place of those in the triggers that follow people.
    const known = tx.statement('UPDATE people SET name = ?, class_name = ?, address = ?, protected = ? WHERE cpr = ?');
    const person = tx.statement('INSERT INTO people (id, cpr, name, kind, class_name, address, protected) VALUES (?, ?, ?, ?, ?, ?, ?)');
    for (const each of input.people) {
      const [className, address, hidden] = [each.className ?? null, each.address ?? null, each.protected ? 1 : 0];
      if (known.run(each.name, className, address, hidden, each.cpr).changes === 0) person.run(deps.ids.uuid(), each.cpr, each.name, each.kind, className, address, hidden);
    }
    const guardianship = tx.statement(`INSERT OR REPLACE INTO guardianships (student_id, guardian_id, relation, custody, receives_copy)
      SELECT s.id, g.id, @relation, @custody, @custody FROM people s, people g WHERE s.cpr = @studentCpr AND g.cpr = @guardianCpr`);
    for (const each of input.guardianships) guardianship.run({ ...each, custody: each.custody ? 1 : 0 });
    const company = tx.statement('INSERT INTO companies (id, cvr, name, address) VALUES (?, ?, ?, ?) ON CONFLICT (cvr) DO UPDATE SET name = excluded.name, address = excluded.address');
    const unit = tx.statement(`INSERT OR REPLACE INTO production_units (number, company_id, name, address)
      SELECT ?, id, ?, ? FROM companies WHERE cvr = ?`);
    for (const each of input.companies) {
      company.run(deps.ids.uuid(), each.cvr, each.name, each.address ?? null);
      for (const one of each.units) unit.run(one.number, one.name, one.address ?? null, each.cvr);
    }
    record(tx, {
      at: deps.clock.now(), actorId, event: 'people.imported', subject: { kind: 'system', id: 'people' },
      payload: { people: input.people.length, companies: input.companies.length },
    });
  });
}
