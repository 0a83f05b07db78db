import type { Pdfium } from './pdfium.ts';

/** Flags of FPDF_SaveAsCopy: everything written anew; without the password. */
const whole = 2;
const withoutPassword = 3;

/** The document as bytes, written anew. Throws when PDFium cannot. */
export function saveDocument(pdfium: Pdfium, document: number, options: { unlocked?: boolean } = {}): Uint8Array {
  const { call } = pdfium;
  const writer = call.PDFiumExt_OpenFileWriter();
  try {
    if (!call.FPDF_SaveAsCopy(document, writer, options.unlocked ? withoutPassword : whole)) throw new RangeError('the document cannot be written');
    const size = call.PDFiumExt_GetFileWriterSize(writer);
    const address = call.malloc(Math.max(1, size));
    call.PDFiumExt_GetFileWriterData(writer, address, size);
    const bytes = pdfium.bytes().slice(address, address + size);
    call.free(address);
    return bytes;
  } finally {
    call.PDFiumExt_CloseFileWriter(writer);
  }
}
