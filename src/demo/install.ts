import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addUser, findUserByName } from '../access/index.ts';
import { layDocumentTypes, laySchoolPlan } from '../archive/index.ts';
import type { Deps } from '../deps.ts';
import { importPeople } from '../people/index.ts';
import { changeSettings } from '../settings/index.ts';
import { setUp } from '../../views/texts/set-up.ts';
import { companiesFile } from './companies-file.ts';
import { contactsFile, demoSchool, type DemoAddress } from './school.ts';

const line = (address: DemoAddress) => `${address.street}, ${address.postalCode} ${address.town}`;

/**
 * Puts the demo school into an empty box: people, companies, staff, settings, document types, filing plan, and
 * the contact and company registers the sandbox reads. Answers false, changing only the peer's address, where it is there already.
 */
export async function installDemo(deps: Deps, where: { folder: string; peer: string; /** The sandbox's control address, where its CVR register answers too. */ control?: string }): Promise<boolean> {
  const school = demoSchool();
  changeSettings(deps, null, { 'digitalPost.baseUrl': where.peer, ...(where.control ? { 'cvr.adapter': 'permanent', 'cvr.url': where.control } : {}) });
  writeFileSync(join(where.folder, 'companies.json'), JSON.stringify(companiesFile(school)), { mode: 0o600 });
  writeFileSync(join(where.folder, 'contacts.json'), JSON.stringify(contactsFile(school)), { mode: 0o600 });
  if (findUserByName(deps.db, school.staff[0]!.userName)) return false;
  changeSettings(deps, null, {
    'school.name': school.name, 'sender.cvr': school.cvr, 'sender.label': school.name, 'sender.contactPoint': '6f1f8c1e-7d1b-4d0e-9a55-3f1c2b7a9e10',
    // Whoever tries the demo wants to see letters arrive.
    'sending.undoMinutes': 0,
    'digitalPost.receiptSeconds': 2, 'digitalPost.callsPerSecond': 500, 'digitalPost.timeoutSeconds': 30,
  });
  layDocumentTypes(deps, null, setUp.documentTypes);
  await laySchoolPlan(deps, null);
  importPeople(deps, null, {
    people: [
      ...school.students.map((student) => ({ cpr: student.cpr, name: student.name, kind: 'student' as const, className: student.className, address: line(student.address), protected: student.protectedAddress })),
      ...school.guardians.map((guardian) => ({ cpr: guardian.cpr, name: guardian.name, kind: 'guardian' as const, address: line(guardian.address), protected: guardian.protectedAddress })),
    ],
    guardianships: school.students.flatMap((student) => student.guardians.map((guardian) => ({ studentCpr: student.cpr, guardianCpr: guardian.cpr, relation: guardian.relation, custody: guardian.custody }))),
    companies: school.companies.map((company) => ({ cvr: company.cvr, name: company.name, address: line(company.address), units: company.units.map((unit) => ({ number: unit.number, name: unit.name, address: line(unit.address) })) })),
  });
  for (const each of school.staff) await addUser(deps, null, { username: each.userName, name: each.displayName, password: each.password, roles: each.roles });
  return true;
}
