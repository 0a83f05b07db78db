import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, type PDFObject } from 'pdf-lib';

/** Room for the signature, in bytes: a chain of three certificates and a time stamp. */
const room = 16_384;

export type PdfSignature = {
  /** Who signs, as readers show it; at most 100 characters are used. */
  name: string;
  reason: string;
  at: Date;
  /** Signs the bytes the signature covers: a CMS SignedData in DER. */
  sign(covered: Uint8Array): Uint8Array;
  /** The kind of signature, e.g. ETSI.RFC3161 for a time stamp of the document. */
  subFilter?: string;
};

const latin = (text: string) => Buffer.from(text, 'latin1');
/** A text string of PDF: UTF-16 with its mark, in hexadecimal, so that nothing needs escaping. */
const text = (words: string) => `<FEFF${Buffer.from(words.slice(0, 100), 'utf16le').swap16().toString('hex').toUpperCase()}>`;
const time = (at: Date) => `D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;

/**
 * Signs a PDF as an incremental update (ISO 32000-1, 12.8; ETSI EN 319 142-1): every byte that was there stays, what is added
 * is an invisible signature field, and the signature covers the whole file but itself.
 */
export async function signPdf(pdf: Uint8Array, signature: PdfSignature): Promise<Uint8Array> {
  const { objects, next } = await withField(pdf, signature);
  const update = Buffer.concat([latin('\n'), ...updateOf(pdf, objects, next)]);
  const whole = Buffer.concat([pdf, update]);
  const hole = whole.indexOf(`/Contents <${'0'.repeat(32)}`, pdf.length) + '/Contents '.length;
  const end = hole + room * 2 + 2;
  const range = `[0 ${hole} ${end} ${whole.length - end}]`;
  whole.write(range.padEnd(rangeRoom.length), whole.indexOf(rangeRoom, pdf.length), 'latin1');
  const signed = signature.sign(Buffer.concat([whole.subarray(0, hole), whole.subarray(end)]));
  if (signed.length > room) throw new RangeError('the signature has no room');
  whole.write(Buffer.from(signed).toString('hex'), hole + 1, 'latin1');
  return new Uint8Array(whole);
}

const rangeRoom = `[0 ${'*'.repeat(40)}]`;

type Added = Map<number, string>;

/** The objects of the update by number: signature, field, and the page, the form and the catalog that know of it. */
async function withField(pdf: Uint8Array, { name, reason, at, subFilter }: PdfSignature): Promise<{ objects: Added; next: number }> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context, catalog } = document;
  const page = document.getPages()[0]!;
  const first = context.largestObjectNumber + 1;
  const [value, field] = [first, first + 1];
  const fields = formOf(catalog)?.lookupMaybe(PDFName.of('Fields'), PDFArray)?.asArray() ?? [];
  const notes = page.node.Annots()?.asArray() ?? [];
  const objects: Added = new Map();
  objects.set(value, `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter ?? 'ETSI.CAdES.detached'} /Name ${text(name)} /Reason ${text(reason)} /M (${time(at)})\n/ByteRange ${rangeRoom}\n/Contents <${'0'.repeat(room * 2)}> >>`);
  objects.set(field, `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${text(`Signatur ${fields.length + 1}`)} /V ${value} 0 R /F 132 /Rect [0 0 0 0] /P ${page.ref.toString()} >>`);
  objects.set(page.ref.objectNumber, changed(page.node, { Annots: array([...notes, PDFRef.of(field)]) }));
  const form = `<< /Fields ${array([...fields, PDFRef.of(field)])} /SigFlags 3 >>`;
  objects.set((context.trailerInfo.Root as PDFRef).objectNumber, changed(catalog, { AcroForm: form }));
  return { objects, next: first + 2 };
}

const formOf = (catalog: PDFDict) => catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
const array = (all: PDFObject[]) => `[${all.map((each) => each.toString()).join(' ')}]`;

/** A dictionary written again with some entries of another value. */
export function changed(dict: PDFDict, entries: Record<string, string>): string {
  const kept = dict.entries().filter(([key]) => !(key.decodeText() in entries)).map(([key, entry]) => `${key.toString()} ${entry.toString()}`);
  return `<< ${[...kept, ...Object.entries(entries).map(([key, entry]) => `/${key} ${entry}`)].join(' ')} >>`;
}

/** The objects and the table that says where they lie, after the table there was. `next`: the first number that is free. */
export function updateOf(pdf: Uint8Array, objects: Added, next: number): Buffer[] {
  const end = Buffer.from(pdf.subarray(-1024)).toString('latin1');
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1];
  if (!previous) throw new RangeError('the PDF has no table of its objects');
  const trailer = rootOf(pdf);
  const parts: Buffer[] = [];
  const places = new Map<number, number>();
  let at = pdf.length + 1;
  for (const [number, body] of objects) {
    const written = latin(`${number} 0 obj\n${body}\nendobj\n`);
    places.set(number, at);
    parts.push(written);
    at += written.length;
  }
  const lines = [...places].sort(([a], [b]) => a - b).map(([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`);
  parts.push(latin(`xref\n${lines.join('')}trailer\n<< /Size ${next} /Root ${trailer} /Prev ${previous} >>\nstartxref\n${at}\n%%EOF\n`));
  return parts;
}

/** The catalog's reference, of the last trailer or cross-reference stream. */
function rootOf(pdf: Uint8Array): string {
  const found = [...Buffer.from(pdf).toString('latin1').matchAll(/\/Root\s+(\d+ \d+ R)/g)].at(-1)?.[1];
  if (!found) throw new RangeError('the PDF has no catalog');
  return found;
}
