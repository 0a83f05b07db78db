import type { Pdfium } from './pdfium.ts';
import type { Box } from '../../numbers/index.ts';

/** A page's frame. `media` and `crop` are `[x0, y0, x1, y1]` in the page's own coordinates (points, unrotated). */
export type PageGeometry = { width: number; height: number; rotation: 0 | 90 | 180 | 270; media: Box; crop: Box };

const a4: Box = [0, 0, 595, 842];

/** Reads MediaBox, CropBox and /Rotate of a loaded page. PDFium answers inherited boxes through the page's size only, so that is the last resort. */
export function pageGeometry(pdfium: Pdfium, page: number): PageGeometry {
  const turns = pdfium.call.FPDFPage_GetRotation(page) & 3;
  const rotation = ([0, 90, 180, 270] as const)[turns]!;
  const size: [number, number] = [pdfium.call.FPDF_GetPageWidthF(page), pdfium.call.FPDF_GetPageHeightF(page)];
  const [seenWidth, seenHeight] = rotation % 180 === 0 ? size : [size[1], size[0]];
  const seen: Box = seenWidth > 0 && seenHeight > 0 ? [0, 0, seenWidth, seenHeight] : a4;
  const ownCrop = readBox(pdfium, page, pdfium.call.FPDFPage_GetCropBox);
  const media = readBox(pdfium, page, pdfium.call.FPDFPage_GetMediaBox) ?? ownCrop ?? seen;
  const crop = intersection(ownCrop ?? media, media) ?? media;
  return { width: media[2] - media[0], height: media[3] - media[1], rotation, media, crop };
}

function readBox(pdfium: Pdfium, page: number, get: (...values: number[]) => number): Box | null {
  const at = pdfium.scratch;
  if (!get(page, at, at + 4, at + 8, at + 12)) return null;
  const [a, b, c, d] = pdfium.floats().subarray(at >> 2, (at >> 2) + 4) as unknown as Box;
  const box: Box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  return box[2] - box[0] > 0 && box[3] - box[1] > 0 && box.every(Number.isFinite) ? box : null;
}

function intersection(a: Box, b: Box): Box | null {
  const box: Box = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[2] > box[0] && box[3] > box[1] ? box : null;
}
