export type ExportedPerson = { cpr: string; first: string; last: string; protected?: boolean };
type Student = ExportedPerson & { number: string; contacts: (ExportedPerson & { relation: string; custody: boolean })[] };

const person = ({ cpr, first, last, protected: hidden = false }: ExportedPerson) =>
  `<UNILogin><UserId>x</UserId><CivilRegistrationNumber>${cpr}</CivilRegistrationNumber></UNILogin><Person protected="${hidden}"><FirstName>${first}</FirstName><FamilyName>${last}</FamilyName><Address><StreetAddress>Gade 1</StreetAddress><PostalCode>8000</PostalCode><PostalDistrict>Aarhus C</PostalDistrict></Address></Person>`;

/** An export of Unilogin, version 7 of ws17, as its schema has it: one class and its students with contacts, and staff. `body`: something else in its place. */
export function uniloginExport({ className, students, staff = [], body }: { className: string; students: Student[]; staff?: (ExportedPerson & { initials: string })[]; body?: string }): Uint8Array {
  const all = body ?? students.map(({ contacts, number, ...student }) =>
    `<InstitutionPerson>${person(student)}<Student><Role>Elev</Role><StudentNumber>${number}</StudentNumber><Level>1</Level><MainGroupId>G1</MainGroupId><GroupId>G1</GroupId>${contacts.map((each) => `<ContactPerson relation="${each.relation}" childCustody="${each.custody}" accessLevel="1">${person(each)}</ContactPerson>`).join('')}</Student></InstitutionPerson>`)
    .concat(staff.map((each) => `<InstitutionPerson>${person(each)}<Employee><Role>Lærer</Role><ShortName>${each.initials}</ShortName></Employee></InstitutionPerson>`)).join('');
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?><ns:UNILoginExportFullMyndighed xmlns:ns="https://brugerdatabasen.stil.dk/bpi/wsieksport/7/fullmyndighed" xmlns="https://brugerdatabasen.stil.dk/bpi/wsieksport/7/common" exportDateTime="2026-11-24T08:00:00" accessLevel="fullmyndighed"><Institution><InstitutionNumber>280123</InstitutionNumber><Group><GroupId>G1</GroupId><GroupName>${className}</GroupName></Group>${all}</Institution></ns:UNILoginExportFullMyndighed>`);
}
