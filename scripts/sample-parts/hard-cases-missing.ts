import type { DemoSchool, DemoStudent } from '../../src/demo/school.ts';
import { type HardCase, usual } from './hard-cases.ts';
import { drawSheets } from './hard-sheet.ts';
import { withHyphen } from './words.ts';

/**
 * Merges where one letter's number is missing or spoilt: its pages must never go to the person before
 * as a sure letter. `written` answers what stands after the label, null for the spoilt letter's owner.
 */
export function missingCases(school: DemoSchool): HardCase[] {
  const people = school.students.filter((one) => !one.replacementNumber && !/[ıłşćśİ]/.test(one.name)).slice(160, 200);
  const made = (name: string, why: string, pagesEach: number, spoilt: (student: DemoStudent) => string, label = 'Cpr-nr.: '): HardCase => ({
    name, why, certainty: 'any',
    async make() {
      const students = people.slice(0, 6);
      const lost = 3;
      const bytes = await drawSheets((newSheet) => {
        for (const [place, student] of students.entries()) {
          const sheet = newSheet();
          usual(sheet, student);
          sheet.put(380, 120, label + (place === lost ? spoilt(student) : withHyphen(student.cpr)));
          for (let page = 2; page <= pagesEach; page += 1) newSheet().body(100, ['Bilag', 'Oversigt over aftaler, frister og kontaktpersoner for resten af skoleåret.']);
        }
      });
      const pagesOf = (place: number) => Array.from({ length: pagesEach }, (_, at) => place * pagesEach + at + 1);
      return {
        bytes, decoys: [], ownerless: pagesOf(lost),
        letters: students.flatMap((student, place) => (place === lost ? [] : [{ pages: pagesOf(place), recipient: { kind: 'cpr' as const, number: student.cpr } }])),
      };
    },
  });
  return [
    made('missing', 'one letter of six has no number', 1, () => ''),
    made('missing-two-pages', 'one two-page letter of six has no number', 2, () => ''),
    made('missing-label-too', 'no label and no number', 1, () => '', ''),
    made('masked', 'one letter has a masked number', 1, (student) => `${student.cpr.slice(0, 6)}-xxxx`),
    made('spoilt-date', 'one number has an impossible date', 1, (student) => `9913${student.cpr.slice(4, 6)}-${student.cpr.slice(6)}`),
    made('too-short', 'one number lacks a digit', 2, (student) => `${student.cpr.slice(0, 6)}-${student.cpr.slice(6, 9)}`),
  ];
}
