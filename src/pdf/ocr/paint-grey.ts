import type { LoadedPage } from '../engine/page-text.ts';
import type { Pdfium } from '../engine/pdfium.ts';
import type { Box } from '../../numbers/index.ts';
import { type Canvas, copied, soleImage } from './sole-image.ts';
import type { GreyPicture } from './tesseract.ts';

/** A page as tesseract gets it: `turn` degrees clockwise further than the page asks, `scale` pixels a point. */
export type PaintedPage = GreyPicture & { turn: Turn; scale: number };
export type Turn = 0 | 90 | 180 | 270;

/** Dots per inch that tesseract is best at. */
export const readingDpi = 300;
/** A2 at 300 dpi. A larger page is painted smaller: it may be as large as it claims, our memory is not. */
export const mostPixels = 36_000_000;

const grey = 1;
const withAnnotations = 0x01;

/** Dots per inch for a page of a size in points, within `mostPixels`. */
export function dpiFor(width: number, height: number, wanted: number = readingDpi): number {
  return Math.min(wanted, 72 * Math.sqrt(mostPixels / Math.max(1, width * height)));
}

/** Paints a page in grey on white, on the canvas where one is given. Null where there is no room. */
export function paintGrey(pdfium: Pdfium, loaded: LoadedPage, turn: Turn, canvas?: Canvas): PaintedPage | null {
  const { call } = pdfium;
  const { page } = loaded;
  const [shownWidth, shownHeight] = [call.FPDF_GetPageWidthF(page), call.FPDF_GetPageHeightF(page)];
  const [pageWidth, pageHeight] = turn % 180 === 0 ? [shownWidth, shownHeight] : [shownHeight, shownWidth];
  const scale = dpiFor(pageWidth, pageHeight) / 72;
  const plain = turn === 0 ? soleImage(pdfium, loaded, scale, canvas) : null;
  if (plain) return { ...plain, turn };
  // Rows of whole words lie in memory without padding; at most three white columns more.
  const width = Math.max(4, Math.ceil((pageWidth * scale) / 4) * 4);
  const height = Math.max(1, Math.round(pageHeight * scale));
  if (width * height > mostPixels * 1.1) return null;
  const bitmap = call.FPDFBitmap_CreateEx(width, height, grey, 0, 0);
  if (bitmap === 0) return null;
  call.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
  call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, Math.round(pageWidth * scale), height, turn / 90, withAnnotations);
  const address = call.FPDFBitmap_GetBuffer(bitmap);
  const data = copied(pdfium.bytes().subarray(address, address + width * height), canvas);
  call.FPDFBitmap_Destroy(bitmap);
  return { width, height, data, turn, scale };
}

/** A box in points of the painted page (from its lower left) as a box from the lower left of the unrotated MediaBox. */
export function toMedia({ geometry: { crop, media, rotation } }: LoadedPage, turn: Turn, size: { width: number; height: number }): (box: Box) => Box {
  const [left, bottom, right, top] = [crop[0] - media[0], crop[1] - media[1], crop[2] - media[0], crop[3] - media[1]];
  const total = (rotation + turn) % 360;
  return ([x0, y0, x1, y1]) => {
    const [v0, v1] = [size.height - y1, size.height - y0];
    if (total === 90) return [left + v0, bottom + x0, left + v1, bottom + x1];
    if (total === 180) return [right - x1, bottom + v0, right - x0, bottom + v1];
    if (total === 270) return [right - v1, top - x1, right - v0, top - x0];
    return [left + x0, top - v1, left + x1, top - v0];
  };
}
