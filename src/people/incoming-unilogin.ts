import { invalid } from '../core/errors.ts';
import { xmlReader } from '../sheets/index.ts';
import { gather } from './gather.ts';
import { readCprCell, readRelation } from './read-values.ts';
import type { Incoming, IncomingPerson } from './types.ts';

type Held = Record<string, string>;
type Contact = Held & { relation?: string; childCustody?: string };

/** The elements whose text is kept, by the name they have in the export. */
const kept = new Set(['CivilRegistrationNumber', 'FirstName', 'FamilyName', 'AliasFirstName', 'AliasFamilyName', 'StudentNumber', 'MainGroupId', 'StreetAddress', 'PostalCode', 'PostalDistrict', 'GroupId', 'GroupName']);
const piece = 64 * 1024;
const mostText = 300;

/** Whether a file begins as an export of Unilogin. */
export const looksLikeUnilogin = (bytes: Uint8Array) => /<(\w+:)?UNILoginExport/.test(new TextDecoder().decode(bytes.subarray(0, 4000)));

/**
 * Reads the export of Unilogin SkoleGrunddata (ws17, version 7; the package for authorities holds the numbers):
 * InstitutionPerson with Student or Employee, Student with its ContactPersons, Group with its name (facts/domain.md 3.2).
 * Read as it comes, whatever the prefixes. "Row" is the person's number in the file. Externs are left out. Errors:
 * people.not_unilogin, people.no_numbers_in_export, sheet.damaged, sheet.xml_with_dtd.
 */
export async function incomingOfUnilogin(bytes: Uint8Array, today: Date): Promise<Incoming> {
  const into = gather();
  const groups = new Map<string, string>();
  const waiting: { person: IncomingPerson; group: string }[] = [];
  const path: string[] = [];
  let holder: Held = {};
  let contact: Contact | null = null;
  let contacts: Contact[] = [];
  let role: 'student' | 'staff' | null = null;
  let text = '';
  let row = 0;
  let version = false;

  const take = (name: string) => {
    const parent = path.at(-2);
    if (parent === 'Group') return void (holder[name] = text.trim());
    if (name === 'GroupId') return;
    (contact ?? holder)[name] = text.trim();
  };
  const reader = xmlReader({
    open: (name, attributes) => {
      if (path.length === 0 && !/^UNILoginExport/.test(name)) throw invalid('people.not_unilogin');
      path.push(name);
      text = '';
      version ||= Object.values(attributes).some((value) => /wsieksport\/7\//.test(value));
      if (name === 'Group' || name === 'InstitutionPerson') [holder, contact, contacts, role] = [{}, null, [], null];
      if (name === 'InstitutionPerson') row++;
      if (name === 'ContactPerson') contacts.push(contact = { ...attributes });
      if (name === 'Person' && attributes['protected']) (contact ?? holder)['protected'] = attributes['protected'];
      if (name === 'Student') role = 'student';
      if (name === 'Employee') role = 'staff';
    },
    text: (more) => { if (text.length < mostText) text += more; },
    close: (name) => {
      if (kept.has(name)) take(name);
      if (name === 'ContactPerson') contact = null;
      if (name === 'Group' && holder['GroupId']) groups.set(holder['GroupId'], holder['GroupName'] || holder['GroupId']);
      if (name === 'InstitutionPerson' && role) takePerson(into, waiting, row, role, holder, contacts, today);
      path.pop();
      text = '';
    },
  });
  const decoder = new TextDecoder('utf-8');
  for (let at = 0; at < bytes.length; at += piece) {
    reader.write(decoder.decode(bytes.subarray(at, at + piece), { stream: true }));
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  reader.end();
  if (!version) throw invalid('people.not_unilogin');
  for (const { person, group } of waiting) into.person({ ...person, ...(person.kind === 'student' ? { className: groups.get(group) ?? (group || null) } : {}) });
  const done = into.done(row);
  if (row > 0 && done.people.length === 0) throw invalid('people.no_numbers_in_export');
  return done;
}

const nameOf = (held: Held) => [held['AliasFirstName'] || held['FirstName'], held['AliasFamilyName'] || held['FamilyName']].filter(Boolean).join(' ').slice(0, 200);
const addressOf = (held: Held) => [held['StreetAddress'], [held['PostalCode'], held['PostalDistrict']].filter(Boolean).join(' ')].filter(Boolean).join(', ').slice(0, 300);

function about(held: Held): Partial<IncomingPerson> {
  const [name, address] = [nameOf(held), addressOf(held)];
  return { ...(name ? { name } : {}), ...(address ? { address } : {}), protected: held['protected'] === 'true' || held['protected'] === '1' };
}

function takePerson(into: ReturnType<typeof gather>, waiting: { person: IncomingPerson; group: string }[], row: number, role: 'student' | 'staff', held: Held, contacts: Contact[], today: Date): void {
  const read = readCprCell(held['CivilRegistrationNumber'] ?? '', today);
  if (!('cpr' in read)) return into.problem(row, 'error', read.reason, { row });
  if (read.replacement) into.problem(row, 'note', 'people.row_replacement', { row });
  const person: IncomingPerson = { row, cpr: read.cpr, kind: role, ...about(held), ...(role === 'student' && held['StudentNumber'] ? { studentNumber: held['StudentNumber'] } : {}) };
  waiting.push({ person, group: held['MainGroupId'] ?? '' });
  for (const one of contacts) {
    const number = readCprCell(one['CivilRegistrationNumber'] ?? '', today);
    if (!('cpr' in number)) {
      into.problem(row, 'note', number.reason === 'people.row_no_number' ? 'people.row_contact_without_number' : 'people.row_bad_contact', { row });
      continue;
    }
    if (number.cpr === read.cpr) continue;
    waiting.push({ person: { row, cpr: number.cpr, kind: 'guardian', ...about(one) }, group: '' });
    into.tie({ row, studentCpr: read.cpr, guardianCpr: number.cpr, relation: readRelation(one.relation ?? ''), custody: one.childCustody === 'true' || one.childCustody === '1' });
  }
}
