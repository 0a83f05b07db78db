import { flattenFields } from './flatten.ts';
import type { Pdfium } from './pdfium.ts';

/**
 * Everything on page `index` that is not content: form values, notes and stamps become content
 * where they can be searched; what is left (links, hidden notes) goes, since its addresses and
 * texts may name another person (facts/dependencies.md, leak 3).
 */
export function cleanPage(pdfium: Pdfium, document: number, index: number): void {
  const { call } = pdfium;
  flattenFields(pdfium, document, index);
  const page = call.FPDF_LoadPage(document, index);
  if (page === 0) return;
  for (let at = call.FPDFPage_GetAnnotCount(page) - 1; at >= 0; at--) call.FPDFPage_RemoveAnnot(page, at);
  call.FPDF_ClosePage(page);
}
