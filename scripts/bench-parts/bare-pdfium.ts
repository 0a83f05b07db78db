import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { loadPdfium, place } from '../../src/pdf/engine/pdfium.ts';
import { saveDocument } from '../../src/pdf/engine/save.ts';

/*
 * The least that splitting and redacting two-page letters can be, to measure against: one of
 * `parts` workers. Each letter is imported and saved, its number found and taken out by a rectangle,
 * saved, loaded and saved again (one save keeps the old content as an orphan), read again; both
 * files written and flushed. No proof, no cleaning, no database, no process apart.
 */
const [source, folder, part, parts] = process.argv.slice(2) as [string, string, string, string];
const pdfium = await loadPdfium();
const { call, scratch } = pdfium;
const bytes = readFileSync(source);
const document = call.FPDF_LoadMemDocument(place(pdfium, bytes), bytes.length, 0);
const letters = Math.floor(call.FPDF_GetPageCount(document) / 2);
const number = /\d{6}-\d{4}/;

function textOf(textPage: number): string {
  let text = '';
  const count = call.FPDFText_CountChars(textPage);
  for (let index = 0; index < count; index++) text += String.fromCharCode(call.FPDFText_GetUnicode(textPage, index));
  return text;
}

function redact(letter: number, index: number): void {
  const page = call.FPDF_LoadPage(letter, index);
  const textPage = call.FPDFText_LoadPage(page);
  const found = number.exec(textOf(textPage));
  if (!found) throw new Error('no number on the page');
  const corner = (at: number) => {
    call.FPDFText_GetLooseCharBox(textPage, at, scratch);
    return [...pdfium.floats().subarray(scratch >> 2, (scratch >> 2) + 4)] as [number, number, number, number];
  };
  const [first, last] = [corner(found.index), corner(found.index + found[0].length - 1)];
  pdfium.floats().set([first[0] + 1, first[1] - 3, last[2] - 1, last[3] + 3], scratch >> 2);
  call.EPDFText_RedactInRect(page, scratch, 1, 0);
  call.FPDFPage_GenerateContent(page);
  call.FPDFText_ClosePage(textPage);
  call.FPDF_ClosePage(page);
}

function opened<T>(content: Uint8Array, use: (handle: number) => T): T {
  const address = place(pdfium, content);
  const handle = call.FPDF_LoadMemDocument(address, content.length, 0);
  const result = use(handle);
  call.FPDF_CloseDocument(handle);
  call.free(address);
  return result;
}

function store(name: string, content: Uint8Array): void {
  const file = openSync(join(folder, name), 'w');
  writeSync(file, content);
  fsyncSync(file);
  closeSync(file);
}

for (let at = Number(part); at < letters; at += Number(parts)) {
  const letter = call.FPDF_CreateNewDocument();
  const indices = call.malloc(8);
  pdfium.ints().set([2 * at, 2 * at + 1], indices >> 2);
  call.FPDF_ImportPagesByIndex(letter, document, indices, 2, 0);
  call.free(indices);
  store(`${at}-original.pdf`, saveDocument(pdfium, letter));
  for (const index of [0, 1]) redact(letter, index);
  const final = opened(saveDocument(pdfium, letter), (again) => saveDocument(pdfium, again));
  call.FPDF_CloseDocument(letter);
  opened(final, (again) => {
    for (const index of [0, 1]) {
      const page = call.FPDF_LoadPage(again, index);
      const textPage = call.FPDFText_LoadPage(page);
      if (number.test(textOf(textPage))) throw new Error('the number is still there');
      call.FPDFText_ClosePage(textPage);
      call.FPDF_ClosePage(page);
    }
  });
  store(`${at}-sent.pdf`, final);
}
