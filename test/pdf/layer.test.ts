import { describe, expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { degrees, PDFDocument, PDFName, rgb, StandardFonts } from 'pdf-lib';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { inFolder, photograph, scanPdf, skewed, turned, type Picture } from '../support/scans.ts';

const tools = ['tesseract', 'pdftoppm', 'pdftotext', 'qpdf'].every((tool) => Bun.which(tool));
const worker = directDocumentWorker();
const words = ['Kære', 'forældre', 'Ærøskøbing', 'skolebestyrelsen', 'Åbningstid'];

/** A letter as text, its words with æ, ø and å; the digits are nobody's. */
async function letter(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  const lines = ['Kære forældre', 'Velkommen til skolen i Ærøskøbing efter sommerferien.', 'Brevet her er sendt af skolebestyrelsen til alle hjem.', 'Åbningstid på kontoret er fra klokken otte til to.', 'Elevens nummer er 010107-1234 og står i registret.', 'Med venlig hilsen fra os alle sammen på skolen'];
  lines.forEach((line, n) => page.drawText(line, { x: 70, y: 740 - n * 40, size: 14, font, color: rgb(0, 0, 0) }));
  return document.save();
}

type Place = { word: string; box: number[] };
function placesIn(pdf: Uint8Array): Place[] {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'in.pdf'), pdf);
    const { stdout } = Bun.spawnSync(['pdftotext', '-bbox', join(folder, 'in.pdf'), '-']);
    return [...stdout.toString().matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g)].map(([, ...each]) => ({ word: each[4]!, box: each.slice(0, 4).map(Number) }));
  });
}

const layered = async (pdf: Uint8Array, which: 'all' | 'without_numbers' = 'all') => (await worker.layer(pdf, await worker.read(pdf, { words: which })))!;
/** By another painter than ours. */
const samePicture = (a: Uint8Array, b: Uint8Array) => expect(digests(b)).toEqual(digests(a));
const digests = (pdf: Uint8Array) => photograph(pdf, undefined, 60).map(({ width, height, data }) => `${width}x${height} ${Bun.hash(data)}`);

/** The page with another /Rotate, and its boxes elsewhere. */
async function remade(pdf: Uint8Array, rotate: number, [x, y]: [number, number]): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf);
  const page = document.getPage(0);
  const { width, height } = page.getSize();
  page.translateContent(x, y);
  page.node.set(PDFName.of('MediaBox'), document.context.obj([x, y, x + width, y + height]));
  page.setRotation(degrees(rotate));
  return document.save();
}

describe.skipIf(!tools)('the words of a scanned page can be searched where they stand', () => {
  const ways: [string, (sheet: Picture) => Picture, number, [number, number]][] = [
    ['straight', (sheet) => sheet, 0, [0, 0]],
    ['a page that does not begin at nought', (sheet) => sheet, 0, [-40, 100]],
    ['scanned on its side and shown upright', (sheet) => turned(sheet, 270), 90, [30, 20]],
    ['scanned upside down and shown upright', (sheet) => turned(sheet, 180), 180, [0, 0]],
    ['scanned and shown on its side', (sheet) => turned(sheet, 90), 0, [0, 0]],
    ['drawn in askew', (sheet) => skewed(sheet, 3), 0, [0, 0]],
  ];
  for (const [way, put, rotate, origin] of ways) test(way, async () => {
    const truth = await letter();
    const scan = await remade(await scanPdf([put(photograph(truth)[0]!)]), rotate, origin);
    const made = await layered(scan);
    samePicture(scan, made);
    const [found, wanted] = [placesIn(made), placesIn(truth)];
    for (const word of words) {
      const [is, was] = [found.find((each) => each.word.startsWith(word)), wanted.find((each) => each.word.startsWith(word))];
      expect([word, is !== undefined]).toEqual([word, true]);
      if (way === 'drawn in askew') continue;
      const [x0, y0, x1, y1] = was!.box as [number, number, number, number];
      const should = way === 'scanned and shown on its side' ? [842 - y1, x0, 842 - y0, x1] : [x0, y0, x1, y1];
      is!.box.forEach((value, at) => expect(Math.abs(value - should[at]!)).toBeLessThan(6));
    }
  }, 120_000);

  test('the file is sound, and a page of text is left as it is', async () => {
    const truth = await letter();
    const both = await PDFDocument.load(truth);
    const scan = await PDFDocument.load(await scanPdf(photograph(truth)));
    both.addPage((await both.copyPages(scan, [0]))[0]!);
    const pdf = await both.save();
    const made = await layered(pdf);
    samePicture(pdf, made);
    expect(placesIn(made).filter(({ word }) => word === 'forældre').length).toBe(2);
    inFolder((folder) => {
      writeFileSync(join(folder, 'in.pdf'), made);
      expect(Bun.spawnSync(['qpdf', '--check', join(folder, 'in.pdf')]).exitCode).toBe(0);
    });
    expect(await worker.layer(truth, await worker.read(truth, { words: 'all' }))).toBeNull();
  }, 120_000);

  test('a file that is locked against changes only gets one too', async () => {
    const locked = inFolder((folder) => {
      const [from, to] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')];
      return letter().then(async (truth) => {
        writeFileSync(from, await scanPdf(photograph(truth)));
        Bun.spawnSync(['qpdf', '--encrypt', '', 'owner', '256', '--', from, to]);
        return new Uint8Array(readFileSync(to));
      });
    });
    const bytes = await locked;
    expect(Buffer.from(bytes).includes('/Encrypt')).toBe(true);
    const made = await layered(bytes);
    const isEncrypted = inFolder((folder) => {
      writeFileSync(join(folder, 'in.pdf'), made);
      return Bun.spawnSync(['qpdf', '--is-encrypted', join(folder, 'in.pdf')]).exitCode === 0;
    });
    expect(isEncrypted).toBe(false);
    expect(placesIn(made).map(({ word }) => word)).toContain('forældre');
  }, 60_000);

  test('asked for without numbers, none is in it', async () => {
    const scan = await scanPdf(photograph(await letter()));
    expect(placesIn(await layered(scan)).some(({ word }) => word.includes('010107'))).toBe(true);
    const without = placesIn(await layered(scan, 'without_numbers')).map(({ word }) => word);
    expect(without).toContain('forældre');
    expect(without.filter((word) => /\d/.test(word))).toEqual([]);
  }, 120_000);

  test('a hostile file costs itself only', async () => {
    await expect(worker.layer(new TextEncoder().encode('%PDF-1.7\n'), [{ page: 1, words: [['a', 0, 0, 9, 0, 9]] } as never])).rejects.toThrow(/pdf\.|searchable\./);
    const many = [{ page: 1, words: Array.from({ length: 300_001 }, () => ['a', 0, 0, 9, 0, 9]) } as never];
    await expect(worker.layer(await letter(), many)).rejects.toThrow('searchable.too_long');
    await expect(worker.layer(await letter(), [{ page: 9, words: [['a', 0, 0, 9, 0, 9]] } as never])).rejects.toThrow('searchable.failed');
  }, 60_000);
});
