import { describe, expect, test } from 'bun:test';
import { contactsFile, demoSchool, peopleCsv, referenceDay } from '../../src/demo/school.ts';
import { stdnum } from 'stdnum';

const oracleCpr = stdnum.DK!.cpr!;
const school = demoSchool();
const everyone = [...school.students, ...school.guardians];
const weighted = (digits: string, weights: number[]) => weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11;

describe('the demo school', () => {
  test('is the same every time', () => expect(demoSchool()).toEqual(school));

  test('has the size that is promised', () => {
    expect(school.students).toHaveLength(300);
    expect(school.staff).toHaveLength(12);
    expect(school.companies).toHaveLength(20);
    expect(new Set(school.students.map((student) => student.className)).size).toBe(14);
    for (const company of school.companies) expect(company.units.length >= 1 && company.units.length <= 4).toBe(true);
  });

  test('no CPR number can belong to anybody', () => {
    expect(new Set(everyone.map((person) => person.cpr)).size).toBe(everyone.length);
    for (const { cpr } of everyone) {
      expect(weighted(cpr, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1])).not.toBe(0);
      expect(cpr.startsWith('0101')).toBe(false);
    }
  });

  test('every number of birth is a date the oracle accepts, replacement numbers have day + 60', () => {
    for (const student of school.students) {
      if (student.replacementNumber) {
        expect(Number(student.cpr.slice(0, 2))).toBeGreaterThan(60);
        expect(student.mailbox).toBeNull();
      } else expect(oracleCpr.validate(student.cpr).isValid).toBe(true);
      const [year, month, day] = student.bornOn.split('-');
      expect(student.cpr.slice(2, 6)).toBe(`${month}${year?.slice(2)}`);
      expect(Number(student.cpr.slice(0, 2)) % 60).toBe(Number(day));
    }
    for (const guardian of school.guardians) expect(oracleCpr.validate(guardian.cpr).isValid).toBe(true);
    expect(school.students.filter((student) => student.replacementNumber)).toHaveLength(6);
  });

  test('students under 18 and only they have guardians; siblings share them', () => {
    const known = new Set(school.guardians.map((guardian) => guardian.cpr));
    for (const student of school.students) {
      const of18 = `${Number(student.bornOn.slice(0, 4)) + 18}${student.bornOn.slice(4)}` <= referenceDay;
      expect(of18 ? student.guardians.length === 0 : student.guardians.length >= 1 && student.guardians.length <= 2).toBe(true);
      for (const guardian of student.guardians) expect(known.has(guardian.cpr)).toBe(true);
    }
    const links = school.students.flatMap((student) => student.guardians);
    expect(links.length).toBeGreaterThan(school.guardians.length);
    expect(links.some((link) => !link.custody)).toBe(true);
  });

  test('company numbers pass modulus 11 and have no leading zero; some P-numbers look like CPR numbers', () => {
    for (const { cvr } of school.companies) {
      expect(cvr).toMatch(/^[1-9]\d{7}$/);
      expect(weighted(cvr, [2, 7, 6, 5, 4, 3, 2, 1])).toBe(0);
    }
    const units = school.companies.flatMap((company) => company.units.map((unit) => unit.number));
    expect(units.some((number) => /^10(0[1-9]|1[0-2])/.test(number))).toBe(true);
    expect(units.some((number) => /^10(1[3-9]|[2-9])/.test(number))).toBe(true);
  });

  test('roles cover the table, one person holds two', () => {
    const count = (role: string) => school.staff.filter((person) => (person.roles as string[]).includes(role)).length;
    expect([count('administrator'), count('secretary'), count('case_officer'), count('leader'), count('reader')]).toEqual([2, 3, 5, 2, 1]);
    expect(school.staff.filter((person) => person.roles.length === 2)).toHaveLength(1);
  });

  test('the contact register leaves out those who are not to be found', () => {
    const contacts = contactsFile(school);
    const missing = [...everyone, ...school.companies].filter((person) => person.mailbox === null);
    expect(contacts).toHaveLength(everyone.length + school.companies.length - missing.length);
    for (const status of ['REGISTERED', 'EXEMPT', 'CLOSED', 'UNCONFIRMED_REGISTRATION']) expect(contacts.some((contact) => contact.status === status)).toBe(true);
    expect(missing.length).toBeGreaterThan(0);
  });

  test('the people file has a head and a line for each student', () => {
    const lines = peopleCsv(school).trimEnd().split('\r\n');
    expect(lines[0]).toBe('elev_cpr;elev_navn;klasse');
    expect(lines).toHaveLength(301);
    for (const line of lines.slice(1)) expect(line).toMatch(/^\d{6}-\d{4};[^;]+;[^;]+$/);
  });
});
