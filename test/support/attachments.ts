import { PDFDocument, StandardFonts } from 'pdf-lib';
import { demoSchool } from '../../src/demo/school.ts';
import { absenceLetter } from '../../scripts/sample-parts/content-absence.ts';
import { senderOf, studentRecipient } from '../../scripts/sample-parts/make-merge-letter.ts';
import { drawLetters } from '../../scripts/sample-parts/render-pdf-lib.ts';
import type { SampleLetter } from '../../scripts/sample-parts/types.ts';

/** A PDF with a line of text on each page; a page of no lines stays blank. */
export async function pdfOfLines(...pages: string[][]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const lines of pages) {
    const page = pdf.addPage([595.28, 841.89]);
    lines.forEach((line, n) => page.drawText(line, { x: 60, y: 760 - 24 * n, size: 12, font }));
  }
  return pdf.save();
}

/** A merge file of attachments: a page or two of absence for each of these students, in this order; `null` = a page that names nobody. */
export function absenceMerge(numbers: (string | null)[]): Promise<Uint8Array> {
  const school = demoSchool();
  const letters = numbers.map((number, place): SampleLetter => {
    const student = school.students.find((one) => one.cpr === number) ?? school.students[place]!;
    const letter = absenceLetter({ ...studentRecipient(student), number: number ?? student.cpr }, senderOf(school), 1 + (place % 2));
    return number === null ? { ...letter, recipient: null, to: ['Til orientering'], head: [['Dato', '23-11-2026']] } : letter;
  });
  return drawLetters(letters, senderOf(school));
}

export async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
