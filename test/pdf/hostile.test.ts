import { describe, expect, test } from 'bun:test';
import { deflateSync } from 'node:zlib';
import { Problem } from '../../src/core/errors.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { problems } from '../../views/texts.ts';

const worker = directDocumentWorker();

/** A PDF of the given numbered objects; object 1 is the catalogue. */
function pdfOf(objects: Record<number, string | Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n')];
  const offsets = new Map<number, number>();
  let length = parts[0]!.length;
  const add = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    parts.push(bytes);
    length += bytes.length;
  };
  for (const [number, body] of Object.entries(objects)) {
    offsets.set(Number(number), length);
    add(`${number} 0 obj\n`);
    add(body);
    add('\nendobj\n');
  }
  const start = length;
  const size = Math.max(...offsets.keys()) + 1;
  const line = (number: number) => offsets.has(number) ? `${String(offsets.get(number)).padStart(10, '0')} 00000 n \n` : '0000000000 65535 f \n';
  add(`xref\n0 ${size}\n${Array.from({ length: size }, (_, number) => line(number)).join('')}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}

const stream = (data: string | Uint8Array, entries = '') => Buffer.concat([Buffer.from(`<<${entries}/Length ${data.length}>>stream\n`), Buffer.from(data as string, 'latin1'), Buffer.from('\nendstream')]);
const page = (more = '', resources = '/Font<</F 4 0 R>>') => `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<${resources}>>/Contents 5 0 R${more}>>`;
const words = 'BT /F 12 Tf 50 700 Td (Brev uden nummer) Tj ET';
const onePage = (objects: Record<number, string | Uint8Array>) => pdfOf({
  1: '<</Type/Catalog/Pages 2 0 R>>', 2: '<</Type/Pages/Count 1/Kids[6 0 R]>>', 4: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>', 5: stream(words), 6: page(), ...objects,
});

/** Two turns of deflate over 3 GB of drawing: a file of some kilobytes. */
function flateBomb(): Uint8Array {
  const piece = deflateSync(Buffer.from('0 0 m '.repeat(1 << 20)), { level: 9, finishFlush: 2 });
  // Pieces flushed in full stand alone: after the first, each is put in without its header.
  const inner = Buffer.concat([piece, ...Array.from({ length: 500 }, () => piece.subarray(2))]);
  return onePage({ 5: stream(deflateSync(inner, { level: 9 }), '/Filter[/FlateDecode/FlateDecode]') });
}

const manyPages = (kids: number, count: number) => onePage({ 2: `<</Type/Pages/Count ${count}/Kids[${'6 0 R '.repeat(kids)}]>>` });
const selfDrawing = () => onePage({
  3: stream('/A Do /A Do', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 3 0 R>>>>'), 5: stream('/A Do /A Do'), 6: page('', '/XObject<</A 3 0 R>>'),
});

/** What reading leads to: a reason, or how many pages were read and whether all of them are readable. */
async function readingOf(pdf: Uint8Array): Promise<string> {
  try {
    const pages = await worker.read(pdf, {});
    return `${pages.length} pages, ${pages.filter(({ unreadable }) => unreadable !== null).length} unreadable`;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(problems[error.reason]).toMatch(/^Fil(en|er)? .*\. (Del|Gem)/);
    return error.reason;
  }
}

describe('a PDF made to hurt is refused with a sentence or read, and this process lives on', () => {
  const cases: [string, () => Uint8Array, string][] = [
    ['10,000 pages', () => manyPages(10_000, 10_000), 'pdf.too_many_pages'],
    ['a million times the same page in six megabytes', () => manyPages(1_000_000, 1_000_000), 'pdf.too_many_pages'],
    ['fifteen kilobytes that unpack to three gigabytes', flateBomb, 'pdf.too_heavy'],
    ['a form that draws itself twice', selfDrawing, 'pdf.too_heavy'],
    ['half a million arrays in one another, in an object', () => onePage({ 6: page(`/X ${'['.repeat(500_000)}${']'.repeat(500_000)}`) }), '1 pages, 0 unreadable'],
    ['half a million arrays in one another, in the drawing', () => onePage({ 5: stream(`${'q '.repeat(500_000)}${'['.repeat(500_000)}${']'.repeat(500_000)} ${words}`) }), '1 pages, 0 unreadable'],
    ['a page tree that holds itself', () => onePage({ 2: '<</Type/Pages/Count 5/Kids[3 0 R 6 0 R]>>', 3: '<</Type/Pages/Parent 2 0 R/Count 4/Kids[2 0 R 3 0 R]>>' }), '5 pages, 5 unreadable'],
    ['a page of 700 metres', () => onePage({ 6: page().replace('595 842', '2000000 2000000') }), '1 pages, 0 unreadable'],
  ];
  for (const [name, make, expected] of cases) test(name, async () => expect(await readingOf(make())).toBe(expected), 120_000);

  test('an ordinary one is read afterwards', async () => expect(await readingOf(onePage({}))).toBe('1 pages, 0 unreadable'));
});
