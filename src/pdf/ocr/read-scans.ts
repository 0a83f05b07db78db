import type { PageRead } from '../types.ts';
import type { ReadOptions } from '../engine/read-page.ts';
import { loadPage } from '../engine/page-text.ts';
import type { Pdfium } from '../engine/pdfium.ts';
import { isBlank } from '../engine/readable.ts';
import { openEyes } from './eyes.ts';
import { readScan, type ScanReader } from './read-scan.ts';

/**
 * Reads pages without trustworthy text from their pictures, by so many tesseract processes as `readers`
 * says, and gives each as it is read; the next is painted meanwhile. Without tesseract they stay unread,
 * with why. `alive` is called on each page's end and every five seconds.
 */
export async function readScans(pdfium: Pdfium, document: number, pages: PageRead[], { readers, ...options }: ReadOptions & { readers: number }, give: (page: PageRead) => void, alive: (done: number) => void): Promise<void> {
  if (pages.length === 0) return;
  let done = 0;
  const eyes = Array.from({ length: Math.min(readers, pages.length) }, () => openEyes(pdfium, () => alive(done)));
  const scans = eyes.flatMap(({ look }) => look() ?? []);
  if (scans.length === 0) {
    for (const page of pages) give({ ...page, unreadable: page.unreadable === 'no_text' && blank(pdfium, document, page.page) ? null : 'ocr_missing' });
    return;
  }
  const open = [...pages];
  alive(done);
  const work = async (scan: ScanReader) => {
    for (let page = open.shift(); page; page = open.shift()) {
      const read = await readScan(scan, document, page.page - 1, options);
      give(read.source === 'text' ? { ...read, looks: page.looks } : read);
      alive(++done);
    }
  };
  try {
    await Promise.all([...scans, ...scans].map(work));
  } finally {
    for (const each of eyes) each.close();
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
