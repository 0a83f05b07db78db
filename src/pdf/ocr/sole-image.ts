import type { LoadedPage } from '../engine/page-text.ts';
import type { Pdfium } from '../engine/pdfium.ts';

/** Pixels as they lie in a page's one image, rows from the top without padding; `scale` pixels a point. */
export type SoleImage = { width: number; height: number; data: Uint8Array; scale: number };

/** Where the pixels of one picture after another are laid, so that each need not have memory of its own: the next one overwrites them. */
export type Canvas = { bytes: Uint8Array };

/** A copy of pixels that lie on PDFium's heap, on the canvas where there is one. */
export function copied(pixels: Uint8Array, canvas: Canvas | undefined): Uint8Array {
  if (!canvas) return pixels.slice();
  if (canvas.bytes.length < pixels.length) canvas.bytes = new Uint8Array(pixels.length);
  const data = canvas.bytes.subarray(0, pixels.length);
  data.set(pixels);
  return data;
}

const image = 3;
const greyFormat = 1;
/** How far (points) the image may be from the page's edges, how far from the wanted scale, and how unlike the two sides' scales. */
const edge = 0.5;
const nearly = 0.03;
const square = 0.0005;

/**
 * The pixels of a page that is one grey image from edge to edge and nothing else: what a scanner makes. They are then
 * what painting would give, without the painting, which takes half again as long as decoding them. Null for every other page: one that is
 * turned, holds more, is clipped, masked, blended or annotated, or is far from `wanted` pixels a point.
 */
export function soleImage(pdfium: Pdfium, { page, geometry }: LoadedPage, wanted: number, canvas?: Canvas): SoleImage | null {
  const { call } = pdfium;
  if (geometry.rotation !== 0 || call.FPDFPage_CountObjects(page) !== 1 || call.FPDFPage_GetAnnotCount(page) !== 0) return null;
  const object = call.FPDFPage_GetObject(page, 0);
  if (call.FPDFPageObj_GetType(object) !== image || call.FPDFPageObj_HasTransparency(object) !== 0) return null;
  if (call.FPDFClipPath_CountPaths(call.FPDFPageObj_GetClipPath(object)) > 0) return null;
  if (!coversPage(pdfium, object, geometry.crop)) return null;
  const bitmap = call.FPDFImageObj_GetBitmap(object);
  if (bitmap === 0) return null;
  try {
    const [width, height, stride] = [call.FPDFBitmap_GetWidth(bitmap), call.FPDFBitmap_GetHeight(bitmap), call.FPDFBitmap_GetStride(bitmap)];
    const [across, down] = [width / (geometry.crop[2] - geometry.crop[0]), height / (geometry.crop[3] - geometry.crop[1])];
    const fits = Math.abs(across / wanted - 1) < nearly && Math.abs(across / down - 1) < square;
    if (!fits || call.FPDFBitmap_GetFormat(bitmap) !== greyFormat || stride < width) return null;
    const start = call.FPDFBitmap_GetBuffer(bitmap);
    const data = copied(pdfium.bytes().subarray(start, start + stride * height), canvas);
    // Rows are padded to whole words: white, as the paper beside the picture.
    if (stride > width) for (let end = stride; end <= data.length; end += stride) data.fill(255, end - stride + width, end);
    return { width: stride, height, data, scale: across };
  } finally {
    call.FPDFBitmap_Destroy(bitmap);
  }
}

/** True where the image stands upright and from edge to edge of the box (points, lower left to upper right). */
function coversPage(pdfium: Pdfium, object: number, [left, bottom, right, top]: LoadedPage['geometry']['crop']): boolean {
  if (pdfium.call.FPDFPageObj_GetMatrix(object, pdfium.scratch) === 0) return false;
  const at = pdfium.scratch / 4;
  const [a, b, c, d, e, f] = pdfium.floats().subarray(at, at + 6);
  const same = (one: number, other: number) => Math.abs(one - other) <= edge;
  return b === 0 && c === 0 && same(e!, left) && same(f!, bottom) && same(e! + a!, right) && same(f! + d!, top) && a! > 0 && d! > 0;
}
