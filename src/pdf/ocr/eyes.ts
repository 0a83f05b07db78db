import type { Pdfium } from '../engine/pdfium.ts';
import type { ScanReader } from './read-scan.ts';
import { installedLanguages, startTextReader } from './tesseract.ts';

/** While tesseract works nothing else is to be told: so often (milliseconds) we say that we live. */
export const signOfLife = 5_000;

/**
 * Tesseract for a whole job, started when first asked for; `look` answers null where it is not
 * installed. `alive` is called every five seconds from then on.
 */
export function openEyes(pdfium: Pdfium, alive: () => void): { look(): ScanReader | null; close(): void } {
  let scan: ScanReader | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    look() {
      const languages = scan ? null : installedLanguages();
      if (languages !== null) {
        scan = { pdfium, reader: startTextReader(languages), turn: 0, canvas: { bytes: new Uint8Array(0) } };
        timer = setInterval(alive, signOfLife);
      }
      return scan;
    },
    close() {
      clearInterval(timer);
      scan?.reader.end();
    },
  };
}
