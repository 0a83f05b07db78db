import type { Box } from '../../numbers/index.ts';
import { paint, type Pixels, shown } from '../engine/bitmap.ts';
import { loadPage } from '../engine/page-text.ts';
import type { Pdfium } from '../engine/pdfium.ts';
import { encodePicture, type EncodedPicture } from './encode-picture.ts';
import { dpiFor } from './paint-grey.ts';

/** What a page becomes when its numbers are painted over: a picture of itself, `size` in points as it is shown. */
export type PagePicture = { size: { width: number; height: number }; picture: EncodedPicture };

/** Points around a number: a digit's serif may stick out of its box, and a scan has a halo. */
const rim = 1.2;

/**
 * Paints page `index` (from 0) of a document and black bars over `boxes` (points from the lower left
 * of the unrotated MediaBox): a person must see that something was taken out. Null where there is no room.
 */
export async function paintOver(pdfium: Pdfium, document: number, index: number, boxes: Box[]): Promise<PagePicture | null> {
  const loaded = loadPage(pdfium, document, index, index + 1);
  if (!loaded) return null;
  let pixels: Pixels | null;
  const size = { width: 0, height: 0 };
  try {
    [size.width, size.height] = [pdfium.call.FPDF_GetPageWidthF(loaded.page), pdfium.call.FPDF_GetPageHeightF(loaded.page)];
    const scale = dpiFor(size.width, size.height) / 72;
    pixels = paint(pdfium, loaded.page, loaded.geometry, 'all', Math.max(1, Math.round(size.width * scale)));
    if (!pixels) return null;
    const { media } = loaded.geometry;
    for (const [x0, y0, x1, y1] of boxes) {
      blacken(pixels, shown([x0 + media[0] - rim, y0 + media[1] - rim, x1 + media[0] + rim, y1 + media[1] + rim], loaded.geometry), pixels.width / size.width);
    }
  } finally {
    loaded.close();
  }
  return { size, picture: await encodePicture(pixels) };
}

function blacken({ width, height, data }: Pixels, [x0, y0, x1, y1]: Box, scale: number): void {
  const [left, right] = [Math.max(0, Math.floor(x0 * scale)), Math.min(width, Math.ceil(x1 * scale))];
  for (let y = Math.max(0, Math.floor(y0 * scale)); y < Math.min(height, Math.ceil(y1 * scale)); y++) {
    if (right > left) data.fill(0, (y * width + left) * 4, (y * width + right) * 4);
  }
}
