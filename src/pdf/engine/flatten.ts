import type { Pdfium } from './pdfium.ts';

const link = 2;
const popup = 16;

/**
 * Makes form values, free text and stamps part of the page's content, where they can be read and
 * redacted like other text. A page with links only is left alone. True when something was changed.
 */
export function flattenFields(pdfium: Pdfium, document: number, index: number): boolean {
  const { call } = pdfium;
  const page = call.FPDF_LoadPage(document, index);
  if (page === 0) return false;
  try {
    const count = Math.min(call.FPDFPage_GetAnnotCount(page), 10_000);
    for (let at = 0; at < count; at++) {
      const annotation = call.FPDFPage_GetAnnot(page, at);
      const kind = annotation === 0 ? link : call.FPDFAnnot_GetSubtype(annotation);
      if (annotation !== 0) call.FPDFPage_CloseAnnot(annotation);
      if (kind !== link && kind !== popup) return call.FPDFPage_Flatten(page, 0) === 1;
    }
    return false;
  } finally {
    call.FPDF_ClosePage(page);
  }
}
