import { invalid } from '../../core/errors.ts';
import { type Pdfium, withText } from './pdfium.ts';

/** An open PDF: PDFium's handle and its number of pages. `close` also frees the bytes. */
export type OpenDocument = { handle: number; pages: number; close(): void };

/** More pages than any merge file of a school; a hostile page tree may claim millions. */
export const maximumPages = 5_000;

/** What PDFium says of a document that needs another password. */
export const passwordError = 4;

/**
 * Opens a PDF that lies on PDFium's heap at `address` (`length` bytes; freed on close and on error).
 * Errors: `invalid` pdf.empty, pdf.not_pdf (no %PDF- in the first kilobyte), pdf.damaged,
 * pdf.encrypted (a password is needed), pdf.wrong_password, pdf.too_many_pages.
 */
export function openDocument(pdfium: Pdfium, address: number, length: number, password?: string): OpenDocument {
  const { call } = pdfium;
  const refuse = (reason: string, values = {}) => {
    call.free(address);
    return invalid(reason, values);
  };
  if (length === 0) throw refuse('pdf.empty');
  if (!looksLikePdf(pdfium.bytes().subarray(address, address + Math.min(length, 1024)))) throw refuse('pdf.not_pdf');
  const load = (word: number) => call.FPDF_LoadMemDocument(address, length, word);
  const handle = password === undefined ? load(0) : withText(pdfium, password, load);
  if (handle === 0) {
    const locked = call.FPDF_GetLastError() === passwordError;
    throw refuse(locked ? (password ? 'pdf.wrong_password' : 'pdf.encrypted') : 'pdf.damaged');
  }
  const pages = call.FPDF_GetPageCount(handle);
  if (pages === 0 || pages > maximumPages) {
    call.FPDF_CloseDocument(handle);
    throw pages === 0 ? refuse('pdf.damaged') : refuse('pdf.too_many_pages', { pages, limit: maximumPages });
  }
  return {
    handle,
    pages,
    close() {
      call.FPDF_CloseDocument(handle);
      call.free(address);
    },
  };
}

/** The header may stand after rubbish, but within the first 1,024 bytes (ISO 32000-1 annex H, implementation note 13). */
function looksLikePdf(start: Uint8Array): boolean {
  return Buffer.from(start.buffer, start.byteOffset, start.length).includes('%PDF-');
}
