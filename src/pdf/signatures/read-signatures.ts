import type { Pdfium } from '../engine/pdfium.ts';

/** A signature as the reader of the PDF finds it. */
export type RawSignature = { subFilter: string; byteRange: number[]; contents: Uint8Array; /** From the dictionary's M. */ claimedAt: Date | null };

const most = 50;

/** The signatures of an open document's form, in its order; at most 50. */
export function readSignatures(pdfium: Pdfium, document: number): RawSignature[] {
  const { call } = pdfium;
  const count = Math.min(most, call.FPDF_GetSignatureCount(document));
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const signature = call.FPDF_GetSignatureObject(document, index);
    const latin = (read: 'FPDFSignatureObj_GetSubFilter' | 'FPDFSignatureObj_GetTime') => Buffer.from(bytesOf(pdfium, (address, length) => call[read](signature, address, length))).toString('latin1').replace(/\0.*$/s, '');
    const range = bytesOf(pdfium, (address, length) => call.FPDFSignatureObj_GetByteRange(signature, address, length >> 2) * 4);
    return {
      subFilter: latin('FPDFSignatureObj_GetSubFilter'),
      byteRange: [...new Int32Array(range.slice().buffer)],
      contents: bytesOf(pdfium, (address, length) => call.FPDFSignatureObj_GetContents(signature, address, length)),
      claimedAt: timeOf(latin('FPDFSignatureObj_GetTime')),
    };
  });
}

/** Asks first how long the answer is, then for the answer. */
function bytesOf(pdfium: Pdfium, ask: (address: number, length: number) => number): Uint8Array {
  const length = ask(0, 0);
  if (length <= 0 || length > 10_000_000) return new Uint8Array(0);
  const address = pdfium.call.malloc(length);
  if (address === 0) throw new RangeError('no room on the heap');
  ask(address, length);
  const copy = pdfium.bytes().slice(address, address + length);
  pdfium.call.free(address);
  return copy;
}

/** A date of PDF (ISO 32000-1, 7.9.4): D:YYYYMMDDHHmmSSOHH'mm'. */
export function timeOf(text: string): Date | null {
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign = 'Z', hours = '00', minutes = '00'] = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?([Z+-])?(\d\d)?'?(\d\d)?'?$/.exec(text) ?? [];
  if (!year) return null;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${sign === 'Z' ? 'Z' : `${sign}${hours}:${minutes}`}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
