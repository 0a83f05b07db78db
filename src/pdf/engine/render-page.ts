import { encode } from 'fast-png';
import { invalid } from '../../core/errors.ts';
import { paint, type Pixels } from './bitmap.ts';
import { pageGeometry } from './page-geometry.ts';
import type { Pdfium } from './pdfium.ts';

/** Pixels; wider is a poster, not a page in a browser. */
export const widest = 4_000;

/** A PNG of page `number` (1-based), `width` pixels wide, turned as the page asks; grey where the page has no colour. Errors: `invalid` pdf.no_such_page. */
export function renderPage(pdfium: Pdfium, document: number, number: number, width: number): Uint8Array {
  const page = Number.isInteger(number) ? pdfium.call.FPDF_LoadPage(document, number - 1) : 0;
  if (page === 0) throw invalid('pdf.no_such_page', { page: number });
  try {
    const pixels = paint(pdfium, page, pageGeometry(pdfium, page), 'all', Math.min(widest, Math.max(1, Math.round(width))));
    if (!pixels) throw new RangeError('no room for the picture');
    return png(pixels);
  } finally {
    pdfium.call.FPDF_ClosePage(page);
  }
}

function png({ width, height, data }: Pixels): Uint8Array {
  const count = width * height;
  let grey = true;
  for (let at = 0; grey && at < data.length; at += 4) grey = data[at] === data[at + 1] && data[at] === data[at + 2];
  const channels = grey ? 1 : 3;
  const samples = new Uint8Array(count * channels);
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * 4;
    if (grey) samples[pixel] = data[from]!;
    else {
      samples[pixel * 3] = data[from + 2]!;
      samples[pixel * 3 + 1] = data[from + 1]!;
      samples[pixel * 3 + 2] = data[from]!;
    }
  }
  return encode({ width, height, data: samples, channels, depth: 8 });
}
