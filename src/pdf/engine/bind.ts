import { invalid } from '../../core/errors.ts';
import type { BindUnit } from '../types.ts';
import { passwordError } from './open-document.ts';
import type { Pdfium } from './pdfium.ts';
import { saveDocument } from './save.ts';
import { stampFooters } from './stamp-footers.ts';

/** Many PDFs lie one after the other on the heap at `address`, with these sizes. */
type Bundle = { sizes: number[]; units: BindUnit[]; duplex: boolean; footer?: string | undefined };

/**
 * One document of many. Each unit begins on a sheet of its own: with `duplex` a unit of an odd number of pages is followed
 * by an empty one. Errors: pdf.encrypted, pdf.damaged where one of the documents cannot be opened.
 * @returns the PDF, and the pages of each unit with its empty one
 */
export function bindDocuments(pdfium: Pdfium, { sizes, units, duplex, footer }: Bundle, address: number): { pdf: Uint8Array; pages: number[] } {
  const { call } = pdfium;
  const opened: number[] = [];
  let start = address;
  const target = call.FPDF_CreateNewDocument();
  try {
    for (const size of sizes) {
      const handle = call.FPDF_LoadMemDocument(start, size, 0);
      if (handle === 0) throw invalid(call.FPDF_GetLastError() === passwordError ? 'pdf.encrypted' : 'pdf.damaged');
      opened.push(handle);
      start += size;
    }
    const pages = units.map((unit) => {
      const before = call.FPDF_GetPageCount(target);
      for (const part of unit) append(pdfium, target, opened[part.document]!, part.page);
      const count = call.FPDF_GetPageCount(target) - before;
      const odd = duplex && count % 2 === 1;
      if (odd) addEmpty(pdfium, target);
      return count + (odd ? 1 : 0);
    });
    if (footer) stampFooters(pdfium, target, footer);
    return { pdf: saveDocument(pdfium, target), pages };
  } finally {
    call.FPDF_CloseDocument(target);
    for (const handle of opened) call.FPDF_CloseDocument(handle);
  }
}

/** One page (from 1), or all of them, at the end of the target. */
function append(pdfium: Pdfium, target: number, source: number, page: number | null): void {
  const { call } = pdfium;
  const at = call.FPDF_GetPageCount(target);
  const wanted = page === null ? Array.from({ length: call.FPDF_GetPageCount(source) }, (_, n) => n) : [page - 1];
  const indexes = call.malloc(wanted.length * 4);
  pdfium.ints().set(wanted, indexes >> 2);
  const done = call.FPDF_ImportPagesByIndex(target, source, indexes, wanted.length, at);
  call.free(indexes);
  if (!done) throw invalid('pdf.damaged');
}

/** A4 in points: what is printed on the other side of nothing. */
function addEmpty(pdfium: Pdfium, target: number): void {
  const { call } = pdfium;
  call.FPDF_ClosePage(call.FPDFPage_New(target, call.FPDF_GetPageCount(target), 595.28, 841.89));
}
