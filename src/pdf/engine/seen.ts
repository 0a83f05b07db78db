import type { Box, Candidate } from '../../numbers/index.ts';
import { contrast, paint } from './bitmap.ts';
import type { LoadedPage } from './page-text.ts';
import type { Pdfium } from './pdfium.ts';

const textObject = 1;
/** A page with more things drawn than this is painted at once rather than looked through. */
const manyObjects = 20_000;
/** Brightness (0 to 255) up to which ink on white paper is easily seen. */
const darkInk = 160;
/** The least difference of brightness that a person takes for a letter. */
const visibleContrast = 24;

/**
 * Whether a person sees the number on the page: white on white and what lies under a picture or a
 * box is not seen. Dark letters with nothing drawn near them need no painting, which is dear.
 */
export function isSeen(pdfium: Pdfium, loaded: LoadedPage, candidate: Candidate): boolean {
  const { media } = loaded.geometry;
  return candidate.fragments.every(({ box }) => {
    const region: Box = [box[0] + media[0], box[1] + media[1], box[2] + media[0], box[3] + media[1]];
    if (plainlySeen(pdfium, loaded, region)) return true;
    const pixels = paint(pdfium, loaded.page, loaded.geometry, region, Math.min(200, Math.max(8, region[2] - region[0])));
    return pixels === null || contrast(pixels) > visibleContrast;
  });
}

function plainlySeen(pdfium: Pdfium, { page, characters }: LoadedPage, region: Box): boolean {
  const { call } = pdfium;
  const count = call.FPDFPage_CountObjects(page);
  if (count > manyObjects) return false;
  const objects = new Set<number>();
  for (const character of characters) if (within(character.box, region)) objects.add(character.object);
  if (objects.size === 0 || ![...objects].every((object) => darkAndWhole(pdfium, object))) return false;
  for (let index = 0; index < count; index++) {
    const object = call.FPDFPage_GetObject(page, index);
    if (objects.has(object)) continue;
    // Other text does no harm as long as it is dark itself: blocks of white letters would cover.
    const harmless = call.FPDFPageObj_GetType(object) === textObject && darkAndWhole(pdfium, object);
    if (!harmless && touches(pdfium, object, region)) return false;
  }
  return true;
}

const within = (box: Box, region: Box): boolean =>
  box[0] + box[2] >= 2 * region[0] && box[0] + box[2] <= 2 * region[2] && box[1] + box[3] >= 2 * region[1] && box[1] + box[3] <= 2 * region[3];

function darkAndWhole(pdfium: Pdfium, object: number): boolean {
  const { call, scratch } = pdfium;
  const clip = call.FPDFPageObj_GetClipPath(object);
  if (clip !== 0 && call.FPDFClipPath_CountPaths(clip) > 0) return false;
  // Also soft masks and blending: what they do to the ink is seen only when it is painted.
  if (call.FPDFPageObj_HasTransparency(object)) return false;
  if (call.FPDFTextObj_GetTextRenderMode(object) !== 0) return false;
  if (!call.FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return false;
  const [red, green, blue, alpha] = pdfium.ints().subarray(scratch >> 2, (scratch >> 2) + 4) as unknown as [number, number, number, number];
  return alpha > 200 && (red + 2 * green + blue) / 4 < darkInk;
}

function touches(pdfium: Pdfium, object: number, region: Box): boolean {
  const at = pdfium.scratch;
  if (!pdfium.call.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) return true;
  const [left, bottom, right, top] = pdfium.floats().subarray(at >> 2, (at >> 2) + 4) as unknown as Box;
  return left < region[2] && right > region[0] && bottom < region[3] && top > region[1];
}
