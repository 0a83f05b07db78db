import type { DemoSchool, DemoStudent } from '../../src/demo/school.ts';
import { address, type HardCase, merge, standardProse, usual } from './hard-cases.ts';
import { drawSheets } from './hard-sheet.ts';
import { withHyphen } from './words.ts';

const latin = (text: string) => text.normalize('NFD').replace(/[^\u0000-\u00ff]/g, '').normalize('NFC');

/** Letters whose other numbers tempt, and pages that are for nobody. */
export function decoyCases(school: DemoSchool): HardCase[] {
  const people = school.students.filter((one) => !one.replacementNumber && !/[ıłşćśİ]/.test(one.name));
  const few = (from: number, count: number) => people.slice(100 + from, 100 + from + count);
  const labelled = (students: DemoStudent[], lines: (student: DemoStudent) => string[], decoys: (student: DemoStudent) => { number: string; why: string }[]) =>
    merge(students, (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student, [...lines(student), ...standardProse]);
      sheet.put(380, 120, `Cpr-nr.: ${withHyphen(student.cpr)}`);
      return { pages: 1, decoys: decoys(student) };
    });
  const guardianOf = (student: DemoStudent) => school.guardians.find((one) => one.cpr === student.guardians[0]?.cpr);
  const minors = people.filter((one) => one.guardians.length > 0);
  const [elder] = few(60, 1) as [DemoStudent];

  return [
    { name: 'certificate', why: 'exam certificate: grades, dates, ECTS, certificate number', certainty: 'sure', make: merge(few(0, 3), (student, newSheet, at) => {
      const sheet = newSheet();
      sheet.put(200, 90, 'Bevis for Studentereksamen', { size: 16, bold: true });
      sheet.put(64, 130, `Navn: ${latin(student.name)}`); sheet.put(64, 148, 'Personnummer'); sheet.put(180, 148, withHyphen(student.cpr));
      const number = `110625${String(4400 + at)}`;
      sheet.put(380, 148, `Bevisnr. ${number}`);
      for (let row = 0; row < 14; row += 1) { sheet.put(64, 190 + row * 15, ['Dansk A', 'Engelsk A', 'Historie A', 'Kemi C'][row % 4] ?? ''); sheet.put(220, 190 + row * 15, `${10 + row}-06-2026`); sheet.put(330, 190 + row * 15, ['12', '10', '7', '4', '02'][row % 5] ?? ''); sheet.put(400, 190 + row * 15, `${1200 + row * 7}`); }
      return { pages: 1, decoys: [{ number, why: 'certificate number' }] };
    }) },
    { name: 'su', why: 'study grant letter with amounts and an account', certainty: 'sure', make: labelled(few(4, 3), () => ['Udbetalt i november 2026: 6.820,00 kr., skat 1.102,00 kr., til rådighed 5.718,00 kr.', 'Beløbet er indsat på NemKonto 9999 1107985512 den 30-11-2026.', 'Slutlån 0,00 - fribeløb 14.183 - egenindkomst 171205 4410 kr. i alt.'], () => [{ number: '1107985512', why: 'account' }, { number: '1712054410', why: 'an amount in two groups' }]) },
    { name: 'iban-giro', why: 'IBAN, payment line and account', certainty: 'sure', make: labelled(few(8, 3), () => ['IBAN DK39 9999 0104 0843 12, reg. 9999 konto 0104084312.', 'Betal med kortart: +71<000120304052211+87654321<', 'Betalings-ID 120304052211.'], () => [{ number: '0104084312', why: 'account' }, { number: '1203040522', why: 'part of the payment line' }, { number: '87654321', why: 'creditor' }]) },
    { name: 'times', why: 'dates and times followed by numbers', certainty: 'sure', make: labelled(few(12, 3), () => ['Registreret 10-03-2026 1430 og 110326 0815, lokale 1204 den 05.06.09 2214.', 'Møde den 12-11-2026 4411 personer; kvittering 1203081422.'], () => [{ number: '1103260815', why: 'date and time' }, { number: '0506092214', why: 'date followed by four digits' }, { number: '1203081422', why: 'receipt number' }]) },
    { name: 'sibling', why: 'a sibling with label in the body, every letter another sibling', certainty: 'sure', make: labelled(few(16, 4), (student) => [`Din søster, cpr-nr. ${withHyphen(people[people.indexOf(student) + 40]!.cpr)}, er også optaget.`], (student) => [{ number: people[people.indexOf(student) + 40]!.cpr, why: 'sibling' }]) },
    { name: 'sibling-alone', why: 'one letter with a sibling named with number', certainty: 'sure', make: labelled([elder], () => [`Din bror (${withHyphen(people[30]!.cpr)}) går i 1.b og kan tage brevet med.`], () => [{ number: people[30]!.cpr, why: 'sibling' }]) },
    { name: 'teacher-same-in-all', why: 'the same other person in the body of every letter', certainty: 'sure', make: labelled(few(22, 4), () => [`Sagen behandles sammen med sagen om ${withHyphen(people[200]!.cpr)}.`], () => [{ number: people[200]!.cpr, why: 'another student' }]) },
    { name: 'guardian-and-student', why: 'addressed to the guardian, both numbers with label: a person must choose', certainty: 'doubtful', make: merge(minors.slice(10, 11), (student, newSheet) => {
      const sheet = newSheet();
      const guardian = guardianOf(student)!;
      for (const [at, line] of [guardian.name, guardian.address.street, `${guardian.address.postalCode} ${guardian.address.town}`].entries()) sheet.put(64, 120 + at * 14, latin(line));
      sheet.put(380, 120, `Cpr-nr.: ${withHyphen(guardian.cpr)}`); sheet.put(380, 136, `Elevens cpr-nr.: ${withHyphen(student.cpr)}`);
      sheet.body(300, standardProse);
      return { pages: 1 };
    }) },
    { name: 'mother-in-body', why: 'a letter to the student that names the mother with number', certainty: 'sure', make: labelled(minors.slice(12, 16), (student) => [`Kopi er sendt til din mor, ${latin(guardianOf(student)!.name)}, cpr ${withHyphen(guardianOf(student)!.cpr)}.`], (student) => [{ number: guardianOf(student)!.cpr, why: 'guardian' }]) },
    { name: 'class-list', why: 'a table of a whole class: a letter to nobody', certainty: 'doubtful', make: async () => ({
      bytes: await drawSheets((newSheet) => {
        const sheet = newSheet();
        sheet.put(64, 80, 'Klasseliste 2.a', { size: 15, bold: true });
        sheet.put(64, 110, 'Navn', { bold: true }); sheet.put(300, 110, 'Cpr-nr.', { bold: true });
        for (const [at, student] of few(30, 22).entries()) { sheet.put(64, 128 + at * 16, latin(student.name)); sheet.put(300, 128 + at * 16, withHyphen(student.cpr)); }
      }),
      letters: [], ownerless: [1], decoys: few(30, 22).map((student) => ({ page: 1, number: student.cpr, why: 'one of a class' })),
    }) },
    { name: 'account-table', why: 'fifteen account numbers with the shape of CPR numbers', certainty: 'sure', make: labelled(few(54, 1), () => ['Konto            Beløb', ...Array.from({ length: 15 }, (_, at) => `${String(1 + at).padStart(2, '0')}0608${4410 + at * 13}            ${200 + at},00`)], () => Array.from({ length: 15 }, (_, at) => ({ number: `${String(1 + at).padStart(2, '0')}0608${4410 + at * 13}`, why: 'account in a table' }))) },
    { name: 'number-free', why: 'no number, but a birthday and a post code beside each other', certainty: 'doubtful', make: async () => ({
      bytes: await drawSheets((newSheet) => {
        const sheet = newSheet();
        sheet.put(64, 120, 'Til rette vedkommende'); sheet.put(64, 150, 'Født'); sheet.put(120, 150, 'Postnr.'); sheet.put(64, 164, '010207'); sheet.put(120, 164, '8899 Birkelund');
        sheet.body(300, ['Brevet er oprettet 170509 1422 og gælder 12.12.09 4455 i alt. Kode 0405-061122.', ...standardProse]);
      }),
      letters: [], ownerless: [1], decoys: ['0102078899', '1705091422', '1212094455', '0405061122'].map((number) => ({ page: 1, number, why: 'a date with four digits after it' })),
    }) },
    { name: 'bare-cvr', why: 'eight digits without label are no CVR number', certainty: 'doubtful', make: async () => ({
      bytes: await drawSheets((newSheet) => {
        for (const company of school.companies.slice(0, 3)) { const sheet = newSheet(); sheet.put(64, 120, latin(company.name)); sheet.put(64, 134, latin(company.address.street)); sheet.put(400, 120, '70991234'); sheet.put(400, 134, '20260017'); sheet.body(300, standardProse); }
      }),
      letters: [], ownerless: [1, 2, 3], decoys: [1, 2, 3].flatMap((page) => [{ page, number: '70991234', why: 'phone' }, { page, number: '20260017', why: 'bare number' }]),
    }) },
    { name: 'company', why: 'CVR with label, P-numbers like CPR numbers, EAN', certainty: 'sure', make: async () => {
      const companies = school.companies.slice(8, 11);
      return {
        bytes: await drawSheets((newSheet) => {
          for (const company of companies) {
            const sheet = newSheet();
            sheet.put(64, 120, latin(company.name)); sheet.put(64, 134, latin(company.address.street)); sheet.put(64, 148, `Att.: Bogholderiet, P-nummer ${company.units[0]!.number}`);
            sheet.put(380, 120, `CVR ${company.cvr.slice(0, 2)} ${company.cvr.slice(2, 4)} ${company.cvr.slice(4, 6)} ${company.cvr.slice(6)}`); sheet.put(380, 134, `EAN ${company.ean}`); sheet.put(380, 148, 'Tlf. 86 99 17 42');
            sheet.body(300, [`Produktionsenhed: ${company.units.map((unit) => unit.number).join(', ')}.`, ...standardProse]);
          }
        }),
        letters: companies.map((company, at) => ({ pages: [at + 1], recipient: { kind: 'cvr' as const, number: company.cvr } })), ownerless: [],
        decoys: companies.flatMap((company, at) => [...company.units.map((unit) => ({ page: at + 1, number: unit.number, why: 'P-number' })), { page: at + 1, number: company.ean, why: 'EAN' }, { page: at + 1, number: '86991742', why: 'phone' }]),
      };
    } },
    { name: 'last-page', why: 'the number stands on the second page only: letters must not swallow the next person\'s first page unseen', certainty: 'any', make: merge(few(26, 3), (student, newSheet) => {
      usual(newSheet(), student);
      const second = newSheet();
      second.body(100, standardProse); second.put(64, 700, `Cpr-nr.: ${withHyphen(student.cpr)}`);
      return { pages: 2 };
    }) },
    { name: 'salutation', why: 'in brackets after the name, at another place in each letter', certainty: 'sure', alone: 'any', make: merge(few(56, 3), (student, newSheet) => {
      const sheet = newSheet();
      address(sheet, student);
      sheet.body(270, [`Kære ${latin(student.name)} (${withHyphen(student.cpr)})`, '', ...standardProse]);
      return { pages: 1 };
    }) },
    { name: 'replacement', why: 'replacement numbers (day + 60) with label', certainty: 'any', make: merge(school.students.filter((one) => one.replacementNumber).slice(0, 3), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.put(380, 120, `Cpr-nr.: ${withHyphen(student.cpr)}`);
      return { pages: 1 };
    }) },
  ];
}
