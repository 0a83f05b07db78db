import { openDocument } from '../engine/open-document.ts';
import { place, type Pdfium } from '../engine/pdfium.ts';

const columns = 600;
const mostRows = 4_000;
const bgrx = 3;
const widget = 20;

/** A page painted without its notes, and what notes it has. */
function look(pdfium: Pdfium, document: number, index: number): { picture: Buffer; notes: number[] } | null {
  const { call } = pdfium;
  const page = call.FPDF_LoadPage(document, index);
  if (page === 0) return null;
  try {
    const [width, height] = [call.FPDF_GetPageWidthF(page), call.FPDF_GetPageHeightF(page)];
    const rows = Math.min(mostRows, Math.max(1, Math.round((height * columns) / Math.max(1, width))));
    const bitmap = call.FPDFBitmap_CreateEx(columns, rows, bgrx, 0, 0);
    if (bitmap === 0) throw new RangeError('no room for the picture');
    call.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xffffffff);
    call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, 0);
    const address = call.FPDFBitmap_GetBuffer(bitmap);
    const picture = Buffer.from(pdfium.bytes().slice(address, address + call.FPDFBitmap_GetStride(bitmap) * rows));
    call.FPDFBitmap_Destroy(bitmap);
    const notes = Array.from({ length: call.FPDFPage_GetAnnotCount(page) }, (_, at) => {
      const note = call.FPDFPage_GetAnnot(page, at);
      const kind = note === 0 ? 0 : call.FPDFAnnot_GetSubtype(note);
      if (note !== 0) call.FPDFPage_CloseAnnot(note);
      return kind;
    });
    return { picture, notes: [...notes] };
  } finally {
    call.FPDF_ClosePage(page);
  }
}

/**
 * Whether two documents show the same pages to a reader, whatever their objects say: as many, each painted the same without
 * its notes, and of notes only fields came. `after` is open already; `before` are bytes. `alive` is called on each page.
 */
export function samePages(pdfium: Pdfium, before: Uint8Array, after: { handle: number; pages: number }, alive = () => {}): boolean {
  const old = openDocument(pdfium, place(pdfium, before), before.length);
  try {
    if (old.pages !== after.pages) return false;
    for (let index = 0; index < old.pages; index++) {
      alive();
      const [was, is] = [look(pdfium, old.handle, index), look(pdfium, after.handle, index)];
      if (!was || !is || Buffer.compare(was.picture, is.picture) !== 0) return false;
      if (was.notes.some((kind, at) => is.notes[at] !== kind) || is.notes.slice(was.notes.length).some((kind) => kind !== widget)) return false;
    }
    return true;
  } finally {
    old.close();
  }
}
