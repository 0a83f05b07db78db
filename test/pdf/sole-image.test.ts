import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { degrees, PDFDocument, rgb } from 'pdf-lib';
import { openDocument } from '../../src/pdf/engine/open-document.ts';
import { loadPage } from '../../src/pdf/engine/page-text.ts';
import { loadPdfium, place } from '../../src/pdf/engine/pdfium.ts';
import { inkOf } from '../../src/pdf/ocr/ink.ts';
import { encodeJpeg } from '../../src/pdf/ocr/jpeg.ts';
import { paintGrey } from '../../src/pdf/ocr/paint-grey.ts';
import { soleImage } from '../../src/pdf/ocr/sole-image.ts';
import { onPaper, photograph, scannerDpi } from '../support/scans.ts';

const poppler = Bun.which('pdftoppm') !== null;
const pdfium = await loadPdfium();
type Change = (page: ReturnType<PDFDocument['addPage']>, size: [number, number]) => void;

/** A page that is one JPEG from edge to edge, and whatever `change` puts on it. */
async function scanned(change: Change = () => {}, channels: 1 | 3 = 1) {
  const [picture] = photograph(new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf'))), [1, 1]).map((one) => onPaper(one));
  const document = await PDFDocument.create();
  const data = channels === 1 ? picture!.data : new Uint8Array(picture!.data.length * 3).map((_, at) => picture!.data[Math.floor(at / 3)]!);
  const image = await document.embedJpg(await encodeJpeg({ width: picture!.width, height: picture!.height, channels, data }, 90));
  const size: [number, number] = [(picture!.width * 72) / scannerDpi, (picture!.height * 72) / scannerDpi];
  const page = document.addPage(size);
  page.drawImage(image, { x: 0, y: 0, width: size[0], height: size[1] });
  change(page, size);
  const bytes = await document.save();
  const opened = openDocument(pdfium, place(pdfium, bytes), bytes.length);
  return loadPage(pdfium, opened.handle, 0, 1)!;
}
const wanted = scannerDpi / 72;

describe.skipIf(!poppler)('a page that is one image', () => {
  test('gives its pixels as painting it would', async () => {
    const plain = paintGrey(pdfium, await scanned(), 0)!;
    // A dot in the corner makes it a page of two objects, which is painted.
    const painted = paintGrey(pdfium, await scanned((page) => page.drawRectangle({ x: 0, y: 0, width: 0.2, height: 0.2, color: rgb(1, 1, 1) })), 0)!;
    expect([plain.width, plain.height]).toEqual([painted.width, painted.height]);
    // Painting resamples the grain of the paper; where there is ink is the same.
    const [mine, theirs] = [inkOf(plain).dark, inkOf(painted).dark];
    const differ = mine.filter((dark, at) => dark !== theirs[at]).length;
    expect(mine.filter((dark) => dark).length).toBeGreaterThan(1000);
    expect(differ / mine.length).toBeLessThan(0.01);
    expect(Math.abs(plain.scale / painted.scale - 1)).toBeLessThan(0.001);
  });

  const others: [string, Change][] = [
    ['something drawn over it', (page) => page.drawRectangle({ x: 100, y: 100, width: 200, height: 40, color: rgb(0, 0, 0) })],
    ['a page that is turned', (page) => page.setRotation(degrees(90))],
    ['a page larger than it', (page, [width, height]) => page.setMediaBox(0, 0, width + 20, height + 20)],
    ['a page that shows a part of it', (page) => page.setCropBox(50, 50, 300, 400)],
  ];
  for (const [name, change] of others) test(`${name}: painted`, async () => expect(soleImage(pdfium, await scanned(change), wanted)).toBeNull());

  test('a coloured one is painted', async () => expect(soleImage(pdfium, await scanned(() => {}, 3), wanted)).toBeNull());

  test('another scale is painted', async () => {
    const page = await scanned();
    expect(soleImage(pdfium, page, wanted)).not.toBeNull();
    expect(soleImage(pdfium, page, wanted / 2)).toBeNull();
  });
});
