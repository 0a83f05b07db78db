import type { PageRead } from '../types.ts';
import type { ReadOptions } from '../engine/read-page.ts';
import { loadPage } from '../engine/page-text.ts';
import type { Pdfium } from '../engine/pdfium.ts';
import { isBlank } from '../engine/readable.ts';
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
    for (const page of pages) give({ ...page, unreadable: page.unreadable === 'no_text' && blank(pdfium, document, page.page) ? null : 'ocr_missing' });
    return;
  }
  const open = [...pages];
  alive(done);
  const work = async () => {
    for (let page = open.shift(); page; page = open.shift()) {
      const read = await readScan(scan, document, page.page - 1, options);
      give(read.source === 'text' ? { ...read, looks: page.looks } : read);
      alive(++done);
    }
  };
  try {
    await Promise.all([work(), work()]);
  } finally {
    eyes.close();
  }
}

function blank(pdfium: Pdfium, document: number, number: number): boolean {
  const loaded = loadPage(pdfium, document, number - 1, number);
  if (!loaded) return false;
  try {
    return isBlank(pdfium, loaded);
  } finally {
    loaded.close();
  }
}
