import type { PageRead } from '../types.ts';
import type { ReadOptions } from '../engine/read-page.ts';
import type { Pdfium } from '../engine/pdfium.ts';
import { openEyes } from './eyes.ts';
import { readScan } from './read-scan.ts';

/**
 * Reads pages without trustworthy text from their pictures and gives each as it is read; the next is
 * painted meanwhile. Without tesseract they stay unread, with why. `alive` is called on each page's
 * end and every five seconds.
 */
export async function readScans(pdfium: Pdfium, document: number, pages: PageRead[], options: ReadOptions, give: (page: PageRead) => void, alive: (done: number) => void): Promise<void> {
  if (pages.length === 0) return;
  let done = 0;
  const eyes = openEyes(pdfium, () => alive(done));
  const scan = eyes.look();
  if (scan === null) {
    for (const page of pages) give({ ...page, unreadable: 'ocr_missing' });
    return;
  }
  const open = [...pages];
  alive(done);
  const work = async () => {
    for (let page = open.shift(); page; page = open.shift()) {
      give(await readScan(scan, document, page.page - 1, options));
      alive(++done);
    }
  };
  try {
    await Promise.all([work(), work()]);
  } finally {
    eyes.close();
  }
}
