import { withText, type Pdfium } from './pdfium.ts';

const points = 8;
const [left, up] = [34, 14];

/** Writes the footer on every page of a document of ours, in Helvetica, over whatever stands there. */
export function stampFooters(pdfium: Pdfium, document: number, footer: string): void {
  const { call } = pdfium;
  const font = withText(pdfium, 'Helvetica', (name) => call.FPDFText_LoadStandardFont(document, name));
  const all = call.FPDF_GetPageCount(document);
  for (let n = 0; n < all; n++) {
    const page = call.FPDF_LoadPage(document, n);
    const text = call.FPDFPageObj_CreateTextObj(document, font, points);
    withWide(pdfium, footer.replace('{n}', String(n + 1)).replace('{all}', String(all)), (words) => call.FPDFText_SetText(text, words));
    call.FPDFPageObj_Transform(text, 1, 0, 0, 1, left, up);
    call.FPDFPage_InsertObject(page, text);
    call.FPDFPage_GenerateContent(page);
    call.FPDF_ClosePage(page);
  }
  call.FPDFFont_Close(font);
}

/** A zero-terminated UTF-16 string on the heap, as PDFium takes the words of a page. */
function withWide(pdfium: Pdfium, text: string, use: (address: number) => void): void {
  const bytes = Buffer.from(`${text}\0`, 'utf16le');
  const address = pdfium.call.malloc(bytes.length);
  pdfium.bytes().set(bytes, address);
  use(address);
  pdfium.call.free(address);
}
