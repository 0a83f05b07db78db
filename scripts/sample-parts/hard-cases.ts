import type { DemoSchool, DemoStudent } from '../../src/demo/school.ts';
import { drawSheets, type Sheet } from './hard-sheet.ts';
import type { Truth } from './types.ts';
import { withHyphen } from './words.ts';

/** A document in a layout nobody tuned for. `alone`: what must hold without the school's register. */
export type HardCase = {
  name: string;
  why: string;
  /** Certainty wanted with the register, and without it where that differs. */
  certainty: Truth['letters'][number]['certainty'];
  alone?: Truth['letters'][number]['certainty'];
  make(): Promise<{ bytes: Uint8Array; letters: { pages: number[]; recipient: { kind: 'cpr' | 'cvr'; number: string } }[]; ownerless: number[]; decoys: { page: number; number: string; why: string }[] }>;
};

type NewSheet = (size?: [number, number]) => Sheet;
type Decoy = { page: number; number: string; why: string };
const prose = ['Vi skriver til dig, fordi skolen har behandlet din henvendelse fra den 4. november 2026.', 'Afgørelsen er truffet af rektor og gælder fra den 1. december 2026.', 'Har du spørgsmål, kan du ringe til kontoret på tlf. 70 99 12 34 mellem kl. 9 og 14.'];

/** A merge where every student has one letter: `draw` puts one on its sheets and answers how many it used. */
export function merge(students: DemoStudent[], draw: (student: DemoStudent, newSheet: NewSheet, place: number) => { pages: number; decoys?: { page?: number; number: string; why: string }[] }): HardCase['make'] {
  return async () => {
    const letters: { pages: number[]; recipient: { kind: 'cpr'; number: string } }[] = [];
    const decoys: Decoy[] = [];
    const bytes = await drawSheets((newSheet) => {
      let page = 0;
      for (const [place, student] of students.entries()) {
        const { pages, decoys: more = [] } = draw(student, newSheet, place);
        letters.push({ pages: Array.from({ length: pages }, (_, at) => page + at + 1), recipient: { kind: 'cpr', number: student.cpr } });
        decoys.push(...more.map((decoy) => ({ ...decoy, page: page + (decoy.page ?? 1) })));
        page += pages;
      }
    });
    return { bytes, letters, ownerless: [], decoys };
  };
}

export function address(sheet: Sheet, student: DemoStudent, y = 120): void {
  for (const [place, line] of [student.name, student.address.street, `${student.address.postalCode} ${student.address.town}`].entries()) sheet.put(64, y + place * 14, line.normalize('NFD').replace(/[^\u0000-\u00ff]/g, '').normalize('NFC'));
}

export const usual = (sheet: Sheet, student: DemoStudent, lines: string[] = prose) => { address(sheet, student); sheet.body(300, lines); };
export const standardProse = prose;

/** Where the number stands, in many ways, and how it is written. */
export function placeCases(school: DemoSchool): HardCase[] {
  const people = school.students.filter((one) => !one.replacementNumber && !/[ıłşćśİ]/.test(one.name));
  const few = (from: number, count: number) => people.slice(from, from + count);
  const written = (form: (cpr: string) => string, label = 'Cpr-nr.: ') => merge(few(60, 2), (student, newSheet) => {
    const sheet = newSheet();
    usual(sheet, student);
    sheet.put(380, 120, label + form(student.cpr));
    return { pages: 1 };
  });
  const broken = (students: DemoStudent[]) => merge(students, (student, newSheet) => {
    usual(newSheet(), student, [`Skolen bekræfter hermed, at eleven med navn og adresse som ovenfor og med cpr-nr. ${student.cpr.slice(0, 6)}-`, `${student.cpr.slice(6)} er indskrevet på skolen i skoleåret 2026/27.`, ...prose]);
    return { pages: 1 };
  });
  return [
    { name: 'address-block', why: 'no label, last line of the address block, five siblings', certainty: 'sure', make: merge(few(0, 5), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.put(64, 162, withHyphen(student.cpr));
      return { pages: 1 };
    }) },
    { name: 'address-block-alone', why: 'no label, one letter only', certainty: 'sure', alone: 'doubtful', make: merge(few(5, 1), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.put(64, 162, withHyphen(student.cpr));
      return { pages: 1 };
    }) },
    { name: 'born', why: 'the label is Født', certainty: 'sure', make: written(withHyphen, 'Født: ') },
    { name: 'no-separator', why: 'ten digits in a row', certainty: 'sure', make: written((cpr) => cpr, 'Elevens personnummer ') },
    { name: 'pairs', why: 'a space after every two digits', certainty: 'sure', make: written((cpr) => (cpr.match(/../g) ?? []).join(' '), 'CPR: ') },
    { name: 'space', why: 'a space instead of the hyphen', certainty: 'sure', make: written((cpr) => `${cpr.slice(0, 6)} ${cpr.slice(6)}`, 'CPR nummer: ') },
    { name: 'spaced-hyphen', why: 'spaces around the hyphen', certainty: 'sure', make: written((cpr) => `${cpr.slice(0, 6)} - ${cpr.slice(6)}`, 'Personnr.: ') },
    { name: 'en-dash', why: 'an en dash', certainty: 'sure', make: written((cpr) => `${cpr.slice(0, 6)}–${cpr.slice(6)}`) },
    { name: 'no-break-space', why: 'NBSP before and inside', certainty: 'sure', make: written((cpr) => `\u00a0${cpr.slice(0, 6)}\u00a0${cpr.slice(6)}`, 'CPR-nr.:') },
    { name: 'dotted-date', why: 'dots in the date', certainty: 'sure', make: written((cpr) => `${cpr.slice(0, 2)}.${cpr.slice(2, 4)}.${cpr.slice(4, 6)}-${cpr.slice(6)}`, 'Fødselsdato og personnr.: ') },
    { name: 'english', why: 'a label in English', certainty: 'sure', make: written(withHyphen, 'Civil registration number (CPR): ') },
    { name: 'every-page-head', why: 'in the head of every page, letters of three and two pages', certainty: 'sure', make: merge(few(10, 4), (student, newSheet, place) => {
      const pages = place % 2 === 0 ? 3 : 2;
      for (let page = 1; page <= pages; page += 1) {
        const sheet = newSheet();
        sheet.put(64, 40, `Cpr ${withHyphen(student.cpr)}  ·  side ${page} af ${pages}`, { size: 8 });
        if (page === 1) usual(sheet, student); else sheet.body(100, prose);
      }
      return { pages };
    }) },
    { name: 'foot-with-label', why: 'at the foot of the first page in small print', certainty: 'sure', make: merge(few(16, 3), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.put(64, 810, `Personnr. ${withHyphen(student.cpr)}`, { size: 6.5 });
      newSheet().body(100, prose);
      return { pages: 2 };
    }) },
    { name: 'foot-without-label', why: 'at the foot, no label, four siblings', certainty: 'sure', make: merge(few(20, 4), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.put(470, 815, student.cpr, { size: 7 });
      return { pages: 1 };
    }) },
    { name: 'line-break', why: 'the number breaks over two lines of the body, four siblings', certainty: 'sure', make: broken(few(54, 4)) },
    { name: 'line-break-two', why: 'the same with two letters, where the second number could be another person in the body', certainty: 'any', make: broken(few(26, 2)) },
    { name: 'runs', why: 'three text runs', certainty: 'sure', make: merge(few(30, 2), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.pieces(380, 120, ['Cpr-', 'nr. ', student.cpr.slice(0, 4), `${student.cpr.slice(4, 6)}-`, student.cpr.slice(6)]);
      return { pages: 1 };
    }) },
    { name: 'every-digit', why: 'every sign drawn by itself', certainty: 'sure', make: merge(few(34, 2), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.pieces(380, 120, [...`Cpr-nr.: ${withHyphen(student.cpr)}`]);
      return { pages: 1 };
    }) },
    { name: 'rotated-page', why: 'a page with /Rotate 90', certainty: 'sure', make: merge(few(38, 3), (student, newSheet) => {
      const sheet = newSheet();
      sheet.page.setRotation({ type: 'degrees', angle: 90 } as never);
      for (const [place, line] of [`Cpr-nr.: ${withHyphen(student.cpr)}`, 'Attest', ...prose].entries()) sheet.put(80 + place * 18, 780, line, { turn: 90 });
      return { pages: 1 };
    }) },
    { name: 'turned-text', why: 'text up along the margin of an upright page', certainty: 'sure', make: merge(few(42, 3), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.put(30, 600, `Cpr-nr. ${withHyphen(student.cpr)}`, { size: 7, turn: 90 });
      return { pages: 1 };
    }) },
    { name: 'label-above', why: 'the label is a column head above', certainty: 'sure', make: merge(few(46, 3), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      sheet.put(330, 220, 'Klasse', { size: 8, bold: true }); sheet.put(420, 220, 'Cpr-nr.', { size: 8, bold: true });
      sheet.put(330, 233, student.className); sheet.put(420, 233, withHyphen(student.cpr));
      return { pages: 1 };
    }) },
    { name: 'label-far-left', why: 'label and number far apart on one line', certainty: 'sure', make: merge(few(50, 3), (student, newSheet) => {
      const sheet = newSheet();
      usual(sheet, student);
      for (const [place, [label, value]] of ([['Navn', student.name], ['Personnummer', withHyphen(student.cpr)], ['Elevnr.', `2026${String(4471 + lastDigits(student))}`]] as const).entries()) { sheet.put(64, 210 + place * 16, label); sheet.put(360, 210 + place * 16, value.normalize('NFD').replace(/[^\u0000-\u00ff]/g, '').normalize('NFC')); }
      return { pages: 1 };
    }) },
  ];
}

const lastDigits = (student: DemoStudent) => Number(student.cpr.slice(7));
