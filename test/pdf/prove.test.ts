import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { loadPdfium } from '../../src/pdf/engine/pdfium.ts';
import { prove } from '../../src/pdf/engine/prove-letter.ts';
import { objectsHolding } from '../../src/pdf/engine/search-objects.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';

const samples = join(import.meta.dir, '../../samples');
const number = '0101071234';
const finds = (pdf: Uint8Array, sought = number) => objectsHolding(pdf, [sought]).length > 0;

describe('the proof sees what is there', () => {
  for (const name of ['optagelsesbreve', 'fravaersadvarsler']) {
    test(`every number of ${name} before it is removed, by page text and by object`, async () => {
      const pdfium = await loadPdfium();
      const { letters } = JSON.parse(readFileSync(join(samples, 'truth', `${name}.json`), 'utf8')) as { letters: { pages: number[]; recipient: { number: string } }[] };
      const pdf = new Uint8Array(readFileSync(join(samples, `${name}.pdf`)));
      let seen = 0;
      await directDocumentWorker().cut(pdf, letters.map(({ pages }, at) => ({ id: String(at), pages, redact: 'none', numbers: [] })), {
        onLetter: async ({ id, sent }) => {
          const letter = letters[Number(id)]!;
          expect(prove(pdfium, sent!, [letter.recipient.number], letter.pages.map(() => ({ signs: '', words: () => [] }))).leaks).toEqual(['text', 'object']);
          expect(prove(pdfium, sent!, [], letter.pages.map(() => ({ signs: 'x', words: () => ['ordsomikkefindes'] }))).leaks).toEqual([`lost:${letter.pages.length}`]);
          seen += 1;
        },
      });
      expect(seen).toBe(letters.length);
    }, 20_000);
  }

  test('an object that no page refers to, written in each of the ways', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    const clean = await document.save({ useObjectStreams: false });
    expect(finds(clean)).toBe(false);
    const utf16 = Buffer.from('010107-1234', 'utf16le').swap16().toString('hex');
    const content = ['(010107-1234) Tj', '[(0101) -20 (07) 3 (12)(34)] TJ', '<303130313037> Tj (1234) Tj', `<FEFF${utf16}>`, '(\\060101071234) Tj', '/0101 gs 5 w /071234 gs', '/A0101_07.1234 gs', '/#30101071234 gs', '% 01 01 07-1234'];
    for (const text of content) {
      const packed = deflateSync(Buffer.from(text));
      const object = Buffer.concat([Buffer.from(`\n99 0 obj\n<</Filter/FlateDecode/Length ${packed.length}>>stream\r\n`), packed, Buffer.from('\r\nendstream\nendobj\n')]);
      expect(`${text} ${finds(Buffer.concat([clean, object]))}`).toBe(`${text} true`);
      // Cut short, so that only the start can be had.
      const torn = Buffer.concat([Buffer.from(`\n99 0 obj\n<</Filter/FlateDecode/Length ${packed.length - 3}>>stream\r\n`), packed.subarray(0, -3), Buffer.from('\r\nendstream\nendobj\n')]);
      expect(`${text} ${finds(Buffer.concat([clean, torn]))}`).toBe(`${text} true`);
      expect(`${text} ${finds(Buffer.concat([clean, Buffer.from(`\n99 0 obj\n${text}\nendobj\n`)]))}`).toBe(`${text} true`);
    }
  });
});
