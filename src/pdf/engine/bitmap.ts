import type { Pdfium } from './pdfium.ts';
import type { Box } from '../../numbers/index.ts';
import type { PageGeometry } from './page-geometry.ts';

/** Pixels as PDFium paints them: four bytes each (blue, green, red, unused), rows without padding. */
export type Pixels = { width: number; height: number; data: Uint8Array };

/** FPDFBitmap_BGRx. */
const bgrx = 3;
const withAnnotations = 0x01;

/** Paints `region` (page coordinates, unrotated) of a page, `width` pixels wide, on white. The result is a copy. */
export function paint(pdfium: Pdfium, page: number, geometry: PageGeometry, region: Box | 'all', width: number): Pixels | null {
  const { call } = pdfium;
  const whole = region === 'all';
  const [pageWidth, pageHeight] = [call.FPDF_GetPageWidthF(page), call.FPDF_GetPageHeightF(page)];
  const [x0, y0, x1, y1] = whole ? [0, 0, pageWidth, pageHeight] : shown(region, geometry);
  const scale = width / Math.max(0.1, x1 - x0);
  const columns = Math.max(1, Math.round(width));
  const rows = Math.min(20_000, Math.max(1, Math.round((y1 - y0) * scale)));
  const bitmap = call.FPDFBitmap_CreateEx(columns, rows, bgrx, 0, 0);
  if (bitmap === 0) return null;
  call.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xffffffff);
  call.FPDF_RenderPageBitmap(bitmap, page, Math.round(-x0 * scale), Math.round(-y0 * scale), Math.round(pageWidth * scale), Math.round(pageHeight * scale), 0, withAnnotations);
  const address = call.FPDFBitmap_GetBuffer(bitmap);
  const stride = call.FPDFBitmap_GetStride(bitmap);
  const data = new Uint8Array(columns * rows * 4);
  for (let row = 0; row < rows; row++) data.set(pdfium.bytes().subarray(address + row * stride, address + row * stride + columns * 4), row * columns * 4);
  call.FPDFBitmap_Destroy(bitmap);
  return { width: columns, height: rows, data };
}

/** The region as it lies on the shown page: cut by CropBox, turned by /Rotate, from the upper left. */
export function shown(region: Box, { crop, rotation }: PageGeometry): Box {
  const [left, bottom, right, top] = crop;
  const [a, b, c, d] = region;
  if (rotation === 90) return [b - bottom, a - left, d - bottom, c - left];
  if (rotation === 180) return [right - c, b - bottom, right - a, d - bottom];
  if (rotation === 270) return [top - d, right - c, top - b, right - a];
  return [a - left, top - d, c - left, top - b];
}

/** The largest difference of brightness (0 to 255) between two pixels: about 0 where nothing can be seen. */
export function contrast({ data }: Pixels): number {
  let least = 255;
  let most = 0;
  for (let at = 0; at < data.length; at += 4) {
    const bright = (data[at]! + data[at + 1]! * 2 + data[at + 2]!) >> 2;
    if (bright < least) least = bright;
    if (bright > most) most = bright;
  }
  return most - least;
}
