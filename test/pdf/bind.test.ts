import { expect, test } from 'bun:test';
import { PDFDocument } from 'pdf-lib';
import { directDocumentWorker } from '../../src/pdf/index.ts';

const worker = directDocumentWorker();

/** A PDF whose pages are told apart by their width. */
async function pdfOf(...widths: number[]): Promise<Uint8Array> {
  const made = await PDFDocument.create();
  for (const width of widths) made.addPage([width, 800]).drawText('x', { x: 10, y: 10 });
  return made.save();
}
const widthsOf = async (pdf: Uint8Array) => (await PDFDocument.load(pdf)).getPages().map((page) => Math.round(page.getWidth()));

test('units of an odd number of pages get an empty one, so that each begins on a sheet of its own', async () => {
  const documents = [await pdfOf(101, 102), await pdfOf(201), await pdfOf(301, 302, 303)];
  const units = [[{ document: 0, page: 1 }], [{ document: 1, page: null }], [{ document: 0, page: 2 }, { document: 2, page: null }]];
  const duplex = await worker.bind(documents, units, { duplex: true });
  expect(await widthsOf(duplex.pdf)).toEqual([101, 595, 201, 595, 102, 301, 302, 303]);
  expect(duplex.pages).toEqual([2, 2, 4]);
  const single = await worker.bind(documents, units, { duplex: false });
  expect(await widthsOf(single.pdf)).toEqual([101, 201, 102, 301, 302, 303]);
  expect(single.pages).toEqual([1, 1, 4]);
});

test('a document that is none is refused', async () => {
  const bad = worker.bind([await pdfOf(100), new TextEncoder().encode('%PDF-1.7 nothing')], [[{ document: 1, page: null }]], { duplex: true });
  expect(await bad.catch((error) => error.reason)).toBe('pdf.damaged');
});
