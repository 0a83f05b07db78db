import type { Reader } from '../db/index.ts';
import type { Register } from '../numbers/index.ts';

export type RecipientName = { name: string; className: string | null };

/** The school's own register as evidence of who a number belongs to. Reads as it is asked: it holds nothing. */
export function schoolRegister(reader: Reader): Register {
  // A letter may still carry a number that was replaced since.
  const person = reader.statement(`SELECT name, class_name AS className FROM people WHERE cpr = @cpr
    UNION ALL SELECT p.name, p.class_name FROM former_numbers f JOIN people p ON p.id = f.person_id WHERE f.cpr = @cpr LIMIT 1`);
  const company = reader.statement('SELECT name FROM companies WHERE cvr = ?');
  const unit = reader.statement('SELECT 1 FROM production_units WHERE number = ?');
  return {
    person: (cpr) => person.get({ cpr }) as RecipientName | undefined,
    company: (cvr) => company.get(cvr) as { name: string } | undefined,
    productionUnit: (number) => unit.get(number) !== undefined,
  };
}

/** Name and class behind a recipient's number, where the register knows it. */
export function recipientName(reader: Reader, recipient: { kind: 'cpr' | 'cvr'; number: string }): RecipientName | undefined {
  const register = schoolRegister(reader);
  if (recipient.kind === 'cpr') return register.person(recipient.number);
  const company = register.company(recipient.number);
  return company && { name: company.name, className: null };
}

/** True when the person is in the register with a protected address: it is never shown. */
export function hasProtectedAddress(reader: Reader, cpr: string): boolean {
  return reader.statement('SELECT 1 FROM people WHERE cpr = ? AND protected = 1').get(cpr) !== undefined;
}
