import { PDFDocument } from 'pdf-lib';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { demoSchool, type DemoCompany, type DemoSchool, type DemoStudent } from '../../src/demo/school.ts';
import { inventedCpr } from '../../src/demo/invented-numbers.ts';
import { dice } from '../../src/demo/random.ts';
import { inventedDay } from '../../src/demo/students.ts';
import { absenceLetter } from './content-absence.ts';
import { admissionLetter } from './content-admission.ts';
import { invoiceLetter } from './content-invoice.ts';
import { renderWithChromium } from './render-chromium.ts';
import { renderWithLibreOffice } from './render-libreoffice.ts';
import { renderWithPdfLib } from './render-pdf-lib.ts';
import type { LetterKind, LetterRecipient, LetterSender, LetterTool, SampleLetter, Truth } from './types.ts';

export type { LetterKind, LetterRecipient, LetterSender, LetterTool, SampleLetter, Truth } from './types.ts';

const contents = { admission: admissionLetter, absence: absenceLetter, invoice: invoiceLetter };
const renderers = { libreoffice: renderWithLibreOffice, chromium: renderWithChromium, 'pdf-lib': renderWithPdfLib };
const mixedLengths = [1, 2, 3, 1, 1, 2, 1, 3, 2];

export const senderOf = ({ name, cvr, ean, address, phone, email }: DemoSchool): LetterSender => ({ name, cvr, ean, address, phone, email });

export const studentRecipient = (student: DemoStudent): LetterRecipient => ({
  kind: 'cpr', number: student.cpr, name: student.name, className: student.className, address: student.protectedAddress ? null : student.address,
});

export const companyRecipient = (company: DemoCompany): LetterRecipient => ({
  kind: 'cvr', number: company.cvr, name: company.name, address: company.address, ean: company.ean, ...(company.units[0] ? { productionUnit: company.units[0].number } : {}),
});

/** Where everything stands when the letters lie one after another in one file. */
export function truthOf(file: string, letters: SampleLetter[]): Truth {
  const truth: Truth = { file, pages: 0, letters: [], ownerless: [], decoys: [] };
  for (const letter of letters) {
    const pages = letter.pages.map((_, place) => truth.pages + place + 1);
    if (letter.recipient) truth.letters.push({ pages, recipient: letter.recipient, certainty: 'sure' });
    else truth.ownerless.push(...pages);
    truth.decoys.push(...letter.decoys.map((decoy) => ({ ...decoy, page: truth.pages + decoy.page })));
    truth.pages += letter.pages.length;
  }
  return truth;
}

/**
 * Makes one merge letter: a letter of `kind` for every recipient, set by `tool` in one process, as a
 * PDF at `output`. Scales to 1,000 letters.
 *
 * @param options.pagesPerLetter pages of every letter; without it 2 for admission, 1-3 mixed for absence, 1 for invoices
 * @param options.sender whose letterhead; the demo school without it
 * @returns what the file holds, for tests and benches
 * @throws Error where the tool failed, or set another number of pages than the letters have
 */
export async function makeMergeLetter(options: {
  kind: LetterKind; tool: LetterTool; recipients: LetterRecipient[]; output: string; pagesPerLetter?: number; sender?: LetterSender;
}): Promise<Truth> {
  const sender = options.sender ?? senderOf(demoSchool());
  const usual = { admission: () => 2, absence: (place: number) => mixedLengths[place % mixedLengths.length] ?? 1, invoice: () => 1 };
  const letters = options.recipients.map((recipient, place) => contents[options.kind](recipient, sender, options.pagesPerLetter ?? usual[options.kind](place)));
  await renderers[options.tool](letters, sender, options.output);
  const truth = truthOf(basename(options.output), letters);
  const made = (await PDFDocument.load(await readFile(options.output), { updateMetadata: false })).getPageCount();
  if (made !== truth.pages) throw new Error(`${options.tool} set ${made} pages, the letters have ${truth.pages}`);
  return truth;
}

/** Any number of different invented people to write to: the demo's students first, then more of their kind with numbers of their own. */
export function manyRecipients(count: number): LetterRecipient[] {
  const { students } = demoSchool();
  const throwDice = dice(1000);
  const taken = new Set(students.map((one) => one.cpr));
  return Array.from({ length: count }, (_, place) => {
    const student = students[place % students.length]!;
    if (place < students.length) return studentRecipient(student);
    return { ...studentRecipient(student), number: inventedCpr(throwDice, inventedDay(throwDice, 2007, 2010), { sex: place % 2 === 0 ? 'female' : 'male', taken }) };
  });
}
