import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { encodeJpeg } from '../../src/pdf/ocr/jpeg.ts';
import { onPaper, photograph, scannerDpi, type Picture } from '../../test/support/scans.ts';

const processes = 2;

/** Bare tesseract on pictures that lie ready: two processes share the pages, each with one thread and its models loaded once. */
async function bare(folder: string, files: string[]): Promise<number> {
  const began = performance.now();
  await Promise.all(Array.from({ length: processes }, async (_, nth) => {
    const list = join(folder, `list-${nth}.txt`);
    writeFileSync(list, files.filter((_file, at) => at % processes === nth).join('\n'));
    const tesseract = Bun.spawn(['tesseract', list, join(folder, `out-${nth}`), '-l', 'dan+eng', '--dpi', String(scannerDpi), '--psm', '3', '-c', 'hocr_char_boxes=1', 'hocr'], {
      env: { ...process.env, OMP_THREAD_LIMIT: '1' }, stdout: 'ignore', stderr: 'ignore',
    });
    if (await tesseract.exited !== 0) throw new Error('tesseract failed');
  }));
  return performance.now() - began;
}

/** As an office scanner keeps them: a JPEG a page. */
async function jpegPdf(pictures: Picture[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const picture of pictures) {
    const image = await document.embedJpg(await encodeJpeg({ ...picture, channels: 1 }, 75));
    const size: [number, number] = [(picture.width * 72) / scannerDpi, (picture.height * 72) / scannerDpi];
    document.addPage(size).drawImage(image, { x: 0, y: 0, width: size[0], height: size[1] });
  }
  return document.save();
}

/** `scripts/bench ocr`: scanned A4 pages read by the document worker against two bare tesseract processes, in one run. */
export async function benchOcr(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-ocr-'));
  try {
    const sample = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
    const originals = photograph(sample);
    const pictures = Array.from({ length: count }, (_, at) => onPaper(originals[at % originals.length]!, at + 1));
    const files = pictures.map(({ width, height, data }, at) => {
      const file = join(folder, `page-${at}.pgm`);
      writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]));
      return file;
    });
    const pdf = await jpegPdf(pictures);
    const bareMs = await bare(folder, files);
    const began = performance.now();
    const pages = await directDocumentWorker().read(pdf, {});
    const ours = performance.now() - began;
    const read = pages.filter((page) => page.source === 'ocr' && page.unreadable === null).length;
    console.log(`${count} scanned pages, ${Math.round(pdf.length / 1e6)} MB: two bare tesseract ${Math.round(bareMs)} ms, reading ${Math.round(ours)} ms, ratio ${(ours / bareMs).toFixed(2)} (goal 1.15); ${read} pages read`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
