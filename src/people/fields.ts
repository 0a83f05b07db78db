/** What a column of a list of people can be. `contact2...` is a second contact on the same row. */
export const studentFields = [
  'cpr', 'name', 'firstName', 'lastName', 'className', 'studentNumber', 'leftOn', 'address', 'protected', 'formerCpr', 'mark', 'markOn',
  'contactCpr', 'contactName', 'relation', 'custody', 'receivesCopy', 'contactProtected', 'contactMark',
  'contact2Cpr', 'contact2Name', 'relation2', 'custody2', 'receivesCopy2',
] as const;
export const staffFields = ['cpr', 'name', 'firstName', 'lastName', 'leftOn', 'address', 'protected', 'formerCpr', 'mark', 'markOn'] as const;
export type PeopleField = (typeof studentFields)[number];

/**
 * How school systems head their columns, bare of everything but letters and digits (facts/domain.md 3.2 and 4: the neutral
 * format, Lectio, UDDATA+, LUDUS). The neutral format's own names come first.
 */
const headings: Record<PeopleField, string[]> = {
  cpr: ['elevcpr', 'medarbejdercpr', 'cpr', 'cprnr', 'cprnummer', 'personnummer', 'personnr', 'studentinfostudentcpr', 'studentcpr', 'elevcprnr', 'elevenscpr', 'ansatcpr'],
  name: ['elevnavn', 'medarbejdernavn', 'navn', 'fuldenavn', 'fuldtnavn', 'name', 'studentname', 'elevensnavn', 'ansatnavn'],
  firstName: ['fornavn', 'fornavne', 'elevfornavn', 'firstname'],
  lastName: ['efternavn', 'efternavne', 'elevefternavn', 'lastname', 'familyname'],
  className: ['klasse', 'stamklasse', 'klassenavn', 'hold', 'stamhold', 'class'],
  studentNumber: ['elevnr', 'elevnummer', 'studienr', 'studienummer', 'elevid', 'studentnumber', 'studentid'],
  leftOn: ['udtraedelsesdato', 'udtraedelse', 'udmeldt', 'udmeldtdato', 'udmeldelsesdato', 'afgangsdato', 'slutdato', 'fratraadt', 'fratraedelsesdato'],
  address: ['adresse', 'elevadresse', 'address'],
  protected: ['adressebeskyttelse', 'adressebeskyttet', 'navneogadressebeskyttelse', 'beskyttet', 'hemmeligadresse', 'protected'],
  formerCpr: ['gammeltcpr', 'tidligerecpr', 'tidligerecprnummer', 'forrigecpr', 'erstatningscpr', 'formercpr'],
  mark: ['cprstatus', 'personstatus', 'statuscpr', 'civilstatuscpr', 'doedudrejst', 'doedellerudrejst'],
  markOn: ['cprstatusdato', 'personstatusdato', 'statusdato'],
  contactCpr: ['kontaktcpr', 'kontakt1cpr', 'foraeldercpr', 'vaergecpr', 'forael1cpr', 'foraelder1cpr', 'kontaktpersoncpr'],
  contactName: ['kontaktnavn', 'kontakt1navn', 'foraeldernavn', 'vaergenavn', 'foraelder1navn', 'foraelder', 'foraelder1', 'kontakt', 'kontaktperson', 'vaerge'],
  relation: ['relation', 'kontaktrelation', 'kontakt1relation', 'relation1'],
  custody: ['foraeldremyndighed', 'foraeldremyndighedjanej', 'myndighed', 'kontakt1foraeldremyndighed', 'childcustody', 'foraeldremyndighed1'],
  receivesCopy: ['modtagkopi', 'modtagkopijanej', 'kopi', 'kontakt1modtagkopi', 'modtagkopi1'],
  contactProtected: ['kontaktbeskyttet', 'kontaktadressebeskyttelse'],
  contactMark: ['kontaktcprstatus', 'kontaktpersonstatus', 'kontaktstatus'],
  contact2Cpr: ['kontakt2cpr', 'foraelder2cpr', 'vaerge2cpr'],
  contact2Name: ['kontakt2navn', 'foraelder2navn', 'vaerge2navn', 'foraelder2'],
  relation2: ['kontakt2relation', 'relation2'],
  custody2: ['kontakt2foraeldremyndighed', 'foraeldremyndighed2'],
  receivesCopy2: ['kontakt2modtagkopi', 'modtagkopi2'],
};

/** Small letters and digits, with the three Danish letters spelt out. */
export const bareHeading = (text: string) => text.toLocaleLowerCase('da').replace(/\u00e6/g, 'ae').replace(/\u00f8/g, 'oe').replace(/\u00e5/g, 'aa').replace(/[^a-z0-9]/g, '');

/** Which heading is which field, as far as the headings say; each heading once. */
export function guessColumns<Field extends string>(found: string[], fields: readonly Field[], names: Record<Field, string[]>): Partial<Record<Field, string>> {
  const free = new Map(found.map((heading) => [bareHeading(heading), heading]));
  const guessed: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const hit = names[field].map((name) => bareHeading(name)).find((name) => free.has(name));
    if (hit === undefined) continue;
    guessed[field] = free.get(hit)!;
    free.delete(hit);
  }
  return guessed;
}

export const guessPeopleColumns = (found: string[], kind: 'students' | 'staff') => guessColumns<PeopleField>(found, kind === 'students' ? studentFields : staffFields, headings);

/** The headings of a mapping as this file spells them; null where one of them is not there. */
export function fitColumns(columns: Record<string, string>, found: string[]): Record<string, string> | null {
  const real = new Map(found.map((heading) => [heading.trim().toLocaleLowerCase('da'), heading]));
  const fitted = Object.entries(columns).map(([field, heading]) => [field, real.get(heading.trim().toLocaleLowerCase('da'))] as const);
  return fitted.every(([, heading]) => heading !== undefined) ? (Object.fromEntries(fitted) as Record<string, string>) : null;
}
