import type { DemoContact, DemoSchool } from './types.ts';
import { inventedCompanies } from './companies.ts';
import { giveGuardians } from './guardians.ts';
import { inventedCvr, inventedEan } from './invented-numbers.ts';
import { dice } from './random.ts';
import { inventedStaff } from './staff.ts';
import { inventedStudents } from './students.ts';

export type * from './types.ts';
export { referenceDay } from './guardians.ts';

/**
 * Birkelund Gymnasium: invented, the same on every machine and at every call. No person in it has a
 * CPR number that anybody could hold, no company a CVR number that has been given out.
 */
export function demoSchool(): DemoSchool {
  const throwDice = dice(20261123);
  const taken = new Set<string>();
  const cvr = inventedCvr(throwDice, taken);
  const ean = inventedEan(throwDice);
  const students = inventedStudents(throwDice, taken);
  const guardians = giveGuardians(throwDice, students, taken);
  return {
    name: 'Birkelund Gymnasium',
    cvr,
    ean,
    address: { street: 'Skolegade 12', postalCode: '8899', town: 'Birkelund' },
    phone: '70 99 12 34',
    email: 'kontoret@birkelund-gym.example',
    students,
    guardians,
    staff: inventedStaff(),
    companies: inventedCompanies(throwDice, taken),
  };
}

/** The sandbox's contact register: everyone it knows. Those without a mailbox status are left out and so not found. */
export function contactsFile(school: DemoSchool): DemoContact[] {
  const people = [...school.students, ...school.guardians].map((person) => ({ kind: 'cpr' as const, number: person.cpr, ...person }));
  const companies = school.companies.map((company) => ({ kind: 'cvr' as const, number: company.cvr, ...company }));
  return [...people, ...companies].flatMap(({ kind, number, name, mailbox }) => (mailbox === null ? [] : [{ kind, number, name, status: mailbox }]));
}

/** The students as `letters inspect --people` reads them: `elev_cpr;elev_navn;klasse`, CPR with hyphen as school systems export it. */
export function peopleCsv(school: DemoSchool): string {
  const lines = school.students.map(({ cpr, name, className }) => `${cpr.slice(0, 6)}-${cpr.slice(6)};${name};${className}`);
  return `${['elev_cpr;elev_navn;klasse', ...lines].join('\r\n')}\r\n`;
}
