import type { Pdfium } from './pdfium.ts';

const form = 5;
const deepest = 20;

/**
 * Takes the tags off everything drawn on a page. A tag may repeat the text (ActualText, Alt), and
 * tags do not survive a split anyway (facts/dependencies.md, leak 7). Layers (OC) stay, they say
 * what is shown.
 */
export function dropMarks(pdfium: Pdfium, page: number): void {
  const { call } = pdfium;
  const count = call.FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) dropFrom(pdfium, call.FPDFPage_GetObject(page, index), 0);
}

function dropFrom(pdfium: Pdfium, object: number, depth: number): void {
  const { call } = pdfium;
  for (let index = call.FPDFPageObj_CountMarks(object) - 1; index >= 0; index--) {
    const mark = call.FPDFPageObj_GetMark(object, index);
    if (!isLayer(pdfium, mark)) call.FPDFPageObj_RemoveMark(object, mark);
  }
  if (depth >= deepest || call.FPDFPageObj_GetType(object) !== form) return;
  const inside = call.FPDFFormObj_CountObjects(object);
  for (let index = 0; index < inside; index++) dropFrom(pdfium, call.FPDFFormObj_GetObject(object, index), depth + 1);
}

function isLayer(pdfium: Pdfium, mark: number): boolean {
  const { call, scratch } = pdfium;
  if (!call.FPDFPageObjMark_GetName(mark, scratch, 64, scratch + 64)) return false;
  const bytes = pdfium.bytes();
  return pdfium.ints()[(scratch + 64) >> 2] === 6 && bytes[scratch] === 0x4f && bytes[scratch + 2] === 0x43;
}
