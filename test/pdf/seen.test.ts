import { expect, test } from 'bun:test';
import { PDFDocument, PDFName, PDFOperator, StandardFonts, rgb, type PDFFont, type PDFPage } from 'pdf-lib';
import { directDocumentWorker } from '../../src/pdf/index.ts';

// What a person can see decides who gets the letter: text that is there for programs only is no recipient.
const worker = directDocumentWorker();
const shown = '0101504321';
const lurking = '0202501234';

/** A letter that shows one number; `lurk` puts another on it in some way that nobody sees. */
async function recipients(lurk: (pdf: PDFDocument, page: PDFPage, font: PDFFont) => Promise<void> | void): Promise<string[]> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595, 842]);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  page.drawText('CPR-nr.: 010150-4321', { x: 70, y: 700, size: 11, font });
  for (let row = 0; row < 12; row++) page.drawText('Hermed skolens brev om det kommende semester og om optagelsen.', { x: 70, y: 500 - 16 * row, size: 11, font });
  await lurk(pdf, page, font);
  const [read] = await worker.read(await pdf.save(), {});
  expect(read!.unreadable).toBe(null);
  return read!.candidates.filter((each) => each.kind === 'cpr' && each.ignored === null).map((each) => each.number).sort();
}
const draw = (page: PDFPage, font: PDFFont, options: object = {}) => page.drawText('CPR-nr.: 020250-1234', { x: 70, y: 740, size: 11, font, ...options });

test('a number that stands plainly on the page is found', async () => {
  expect(await recipients((_, page, font) => draw(page, font))).toEqual([shown, lurking]);
});

test('white on white', async () => {
  expect(await recipients((_, page, font) => draw(page, font, { color: rgb(1, 1, 1) }))).toEqual([shown]);
});

test('under a white box, and under a black one', async () => {
  for (const color of [rgb(1, 1, 1), rgb(0, 0, 0)]) {
    expect(await recipients((_, page, font) => {
      draw(page, font);
      page.drawRectangle({ x: 60, y: 732, width: 200, height: 24, color });
    })).toEqual([shown]);
  }
});

test('under letters that are black boxes themselves', async () => {
  expect(await recipients(async (pdf, page, font) => {
    draw(page, font);
    const boxes = await pdf.embedFont(StandardFonts.ZapfDingbats);
    for (let x = 60; x < 200; x += 6) page.drawText('\u25a0', { x, y: 732, size: 30, font: boxes });
  })).toEqual([shown]);
});

test('on a layer that is switched off', async () => {
  expect(await recipients((pdf, page, font) => {
    const layer = pdf.context.register(pdf.context.obj({ Type: 'OCG', Name: 'Skjult' }));
    pdf.catalog.set(PDFName.of('OCProperties'), pdf.context.obj({ OCGs: [layer], D: { OFF: [layer], Order: [layer] } }));
    const resources = page.node.normalizedEntries().Resources;
    resources.set(PDFName.of('Properties'), pdf.context.obj({ L: layer }));
    page.pushOperators(PDFOperator.of('BDC' as never, [PDFName.of('OC'), PDFName.of('L')]));
    draw(page, font);
    page.pushOperators(PDFOperator.of('EMC' as never));
  })).toEqual([shown]);
});
