import { PDFDocument, PDFRef, StandardFonts } from 'pdf-lib';
import { changed, updateOf } from './pdf.ts';

/** Another text over the first page, as an incremental update: every byte that was there stays, and the reader sees something else. */
export async function paintedOver(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const page = document.getPages()[0]!;
  const first = document.context.largestObjectNumber + 1;
  const content = '1 1 1 rg 0 0 2000 2000 re f 0 0 0 rg BT /Over 24 Tf 72 500 Td (Jeg skylder skolen 10.000 kroner) Tj ET';
  const old = page.node.Resources()?.toString() ?? '<< >>';
  const resources = old.replace(/\/Font\s*<<|<<(?!.*\/Font)/s, (start) => (start.includes('Font') ? `/Font << /Over ${first} 0 R` : `<< /Font << /Over ${first} 0 R >>`));
  const objects = new Map([
    [first, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
    [first + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`],
    [page.ref.objectNumber, changed(page.node, { Contents: PDFRef.of(first + 1).toString(), Resources: resources })],
  ]);
  return new Uint8Array(Buffer.concat([pdf, Buffer.from('\n'), ...updateOf(pdf, objects, first + 2)]));
}

/** A document nobody sent. */
export async function anotherDocument(title: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([595, 842]).drawText('Et helt andet dokument', { x: 72, y: 700, size: 18, font });
  document.setTitle(title);
  return document.save({ useObjectStreams: false });
}
