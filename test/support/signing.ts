import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDict, PDFDocument, PDFRef } from 'pdf-lib';
import { openDocument } from '../../src/pdf/engine/open-document.ts';
import { loadPdfium, place } from '../../src/pdf/engine/pdfium.ts';
import { directDocumentWorker, type SignedCheck, type SignedVerdict } from '../../src/pdf/index.ts';
import { checkSigned } from '../../src/pdf/signatures/check-signed.ts';
import { signedData, type Signer } from '../../src/sandbox/signing/cms.ts';
import { changed, signPdf, updateOf, type PdfSignature } from '../../src/sandbox/signing/pdf.ts';

const samples = join(import.meta.dir, '../../samples');

/** A letter as it is sent: cut and cleaned by the document worker. */
export async function aLetter(pages = [1]): Promise<Uint8Array> {
  let sent: Uint8Array | null = null;
  await directDocumentWorker().cut(readFileSync(join(samples, 'optagelsesbreve.pdf')), [{ id: '1', pages, redact: 'all', numbers: [] }], { onLetter: async (letter) => { sent = letter.sent; } });
  return sent!;
}

let pdfium: Awaited<ReturnType<typeof loadPdfium>> | undefined;

/** The verdict as the worker's child would give it, in this process: many can be asked for quickly. */
export async function verdictOn(file: Uint8Array, original: Uint8Array, more: Partial<SignedCheck> & { roots: string }): Promise<SignedVerdict> {
  pdfium ??= await loadPdfium();
  const document = openDocument(pdfium, place(pdfium, file), file.length);
  try {
    return await checkSigned(pdfium, document, file, {
      original: { sha256: createHash('sha256').update(original).digest('hex'), size: original.length },
      askedAt: new Date(Date.now() - 3_600_000).toISOString(), now: new Date().toISOString(), ...more,
    });
  } finally {
    document.close();
  }
}

export const sign = (pdf: Uint8Array, signer: Signer, more: Partial<PdfSignature> & { timestamp?: (signature: Uint8Array) => Uint8Array } = {}): Promise<Uint8Array> =>
  signPdf(pdf, { name: 'Sofie Æble', reason: 'Aftale', at: new Date(), sign: (covered) => signedData(signer, covered, more.timestamp), ...more });

/** An incremental update that makes new objects and changes entries of the catalog or of the first page. */
export async function updated(pdf: Uint8Array, made: string[], change: (refs: PDFRef[]) => { catalog?: Record<string, string>; page?: Record<string, string> }): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const first = document.context.largestObjectNumber + 1;
  const refs = made.map((_, at) => PDFRef.of(first + at));
  const objects = new Map(made.map((body, at) => [first + at, body] as const));
  const { catalog, page } = change(refs);
  if (catalog) objects.set((document.context.trailerInfo.Root as PDFRef).objectNumber, changed(document.catalog as PDFDict, catalog));
  if (page) objects.set(document.getPages()[0]!.ref.objectNumber, changed(document.getPages()[0]!.node, page));
  return new Uint8Array(Buffer.concat([pdf, Buffer.from('\n'), ...updateOf(pdf, objects, first + made.length)]));
}

/** References of the first page's notes. */
export async function notesOf(pdf: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  return document.getPages()[0]!.node.Annots()?.asArray().map(String) ?? [];
}

/** Runs openssl or poppler on files in a folder of its own; answers both streams and whether it was content. */
export function tool(command: string[], files: Record<string, Uint8Array | string>, output?: string): { ok: boolean; text: string; output: Uint8Array } {
  const folder = mkdtempSync(join(tmpdir(), 'signing-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const { stdout, stderr, exitCode } = Bun.spawnSync(command, { cwd: folder });
    return { ok: exitCode === 0, text: stdout.toString() + stderr.toString(), output: output ? new Uint8Array(readFileSync(join(folder, output))) : new Uint8Array(0) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a signature covers and the signature itself, cut out by the range it states: for third parties to judge. */
export function partsOf(pdf: Uint8Array, which = 0): { covered: Uint8Array; cms: Uint8Array } {
  const text = Buffer.from(pdf).toString('latin1');
  const [, length, after, rest] = [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)/g)][which]!.map(Number) as [number, number, number, number];
  const cms = Buffer.from(text.slice(length + 1, after - 1), 'hex');
  return { covered: Buffer.concat([pdf.subarray(0, length), pdf.subarray(after, after + rest)]), cms: cms.subarray(0, ((cms[2]! << 8) | cms[3]!) + 4) };
}
