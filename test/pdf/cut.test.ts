import { describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFHexString, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import { matches } from '../../src/numbers/index.ts';
import { type CutLetter, directDocumentWorker, type LetterCut } from '../../src/pdf/index.ts';

const samples = join(import.meta.dir, '../../samples');
const worker = directDocumentWorker();

type Truth = { pages: number; letters: { pages: number[]; recipient: { kind: string; number: string } }[] };

async function cut(pdf: Uint8Array, letters: LetterCut[]): Promise<CutLetter[]> {
  const done: CutLetter[] = [];
  await worker.cut(pdf, letters, { onLetter: async (letter) => void done.push(letter) });
  return done;
}

/** What other programs make of a PDF, by program; one that is not installed is named once. */
const readers: Record<string, (file: string) => string[]> = {
  pdftotext: (file) => ['-layout', file, '-'],
  mutool: (file) => ['draw', '-q', '-F', 'text', '-o', '-', file],
  qpdf: (file) => ['--qdf', '--object-streams=disable', file, '-'],
};
const installed = Object.keys(readers).filter((name) => Bun.which(name));
const absent = Object.keys(readers).length - installed.length;
if (absent > 0) console.log(`${absent} of 3 independent readers are not installed`);

function readByOthers(pdf: Uint8Array): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-cut-'));
  try {
    const file = join(folder, 'letter.pdf');
    writeFileSync(file, pdf);
    return Object.fromEntries(installed.map((name) => [name, Bun.spawnSync([name, ...readers[name]!(file)]).stdout.toString('latin1')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const digits = (number: string) => [number, `${number.slice(0, 6)}-${number.slice(6)}`, `${number.slice(0, 6)} ${number.slice(6)}`];
/** Words that hold no long number; a bracket that stood around one stays and is no word. */
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => /[a-z0-9]/i.test(word) && !/\d{4}/.test(word)).sort();

describe('the samples', () => {
  for (const name of ['blandet-med-tvivl', 'fakturaer', 'fravaersadvarsler', 'optagelsesbreve']) {
    test(`${name}: no CPR number is left, no other word is lost`, async () => {
      const pdf = new Uint8Array(readFileSync(join(samples, `${name}.pdf`)));
      const { letters } = JSON.parse(readFileSync(join(samples, 'truth', `${name}.json`), 'utf8')) as Truth;
      const done = await cut(pdf, letters.map(({ pages }, at) => ({ id: String(at), pages, redact: 'all', numbers: [] })));
      expect(done.map((letter) => letter.id).sort()).toEqual(letters.map((_, at) => String(at)).sort());
      for (const letter of done) {
        const { recipient, pages } = letters[Number(letter.id)]!;
        expect(letter.leaks).toEqual([]);
        expect((await PDFDocument.load(letter.sent!)).getPageCount()).toBe(pages.length);
        const [before, after] = [readByOthers(letter.original), readByOthers(letter.sent!)];
        for (const reader of installed) {
          if (recipient.kind === 'cpr') expect(`${reader} ${digits(recipient.number).some((form) => after[reader]!.includes(form))}`).toBe(`${reader} false`);
          if (reader !== 'qpdf') expect(wordsOf(after[reader]!)).toEqual(wordsOf(before[reader]!));
        }
        if (recipient.kind === 'cpr' && before.pdftotext) expect(matches(before.pdftotext, recipient.number) && !matches(after.pdftotext!, recipient.number)).toBe(true);
        expect(matches(letter.text, recipient.number)).toBe(recipient.kind === 'cvr');
      }
    }, 30_000);
  }

  test('nothing is removed where nothing shall be, and only what is named where that is asked', async () => {
    const pdf = new Uint8Array(readFileSync(join(samples, 'fravaersadvarsler.pdf')));
    const [kept, named] = await cut(pdf, [
      { id: 'kept', pages: [2, 3], redact: 'none', numbers: [] },
      { id: 'named', pages: [1, 2], redact: 'only', numbers: ['1807088231'] },
    ]);
    expect(kept).toMatchObject({ id: 'kept', leaks: [], removed: 0 });
    expect(matches(kept!.text, '1302086650')).toBe(true);
    expect(matches(named!.text, '1807088231')).toBe(false);
    expect(matches(named!.text, '1302086650')).toBe(true);
  });

  test('a page that is not there is refused', async () => {
    const pdf = new Uint8Array(readFileSync(join(samples, 'fakturaer.pdf')));
    await expect(cut(pdf, [{ id: 'a', pages: [7], redact: 'all', numbers: [] }])).rejects.toMatchObject({ reason: 'pdf.no_such_page' });
  });

  test('letters that two children share come each once, and one that cannot be made stops them all', async () => {
    const pdf = new Uint8Array(readFileSync(join(samples, 'fravaersadvarsler.pdf')));
    const two = directDocumentWorker({ children: 2 });
    // Not a whole number of handfuls.
    const letters: LetterCut[] = Array.from({ length: 131 }, (_, at) => ({ id: String(at), pages: [1 + (at % 4)], redact: 'all', numbers: [] }));
    const came: string[] = [];
    let atOnce = 0;
    await two.cut(pdf, letters, {
      onLetter: async ({ id, sent }) => {
        expect(++atOnce).toBe(1);
        expect(sent).not.toBeNull();
        came.push(id);
        // A taker that is slow at times must neither lose nor double a letter.
        if (came.length % 20 === 0) await Bun.sleep(30);
        atOnce--;
      },
    });
    expect(came.sort((a, b) => Number(a) - Number(b))).toEqual(letters.map(({ id }) => id));
    const broken = letters.with(100, { ...letters[100]!, pages: [999] });
    await expect(two.cut(pdf, broken, { onLetter: async () => {} })).rejects.toMatchObject({ reason: 'pdf.no_such_page' });
  });
});

const number = '0101071234';

/** A page with the number in a form value, a note, a link address, the metadata, small print broken over two lines and invisible text. */
async function fullOfTraces(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(`Brev til ${number}`);
  document.setKeywords(['010107-1234']);
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  page.drawText('Linjen over nummeret', { x: 60, y: 711, size: 11, font });
  page.drawText('CPR-nr.: 010107-1234 og resten af linjen', { x: 60, y: 700, size: 11, font });
  page.drawText('Linjen under nummeret', { x: 60, y: 689, size: 11, font });
  page.drawText('Lodret 0101071234 slut', { x: 500, y: 300, size: 11, font, rotate: { type: 'degrees', angle: 90 } as never });
  page.drawText('Usynlig 010107 1234', { x: 60, y: 500, size: 11, font, opacity: 0 });
  const field = document.getForm().createTextField('cpr');
  field.setText('010107-1234');
  field.addToPage(page, { x: 60, y: 400, width: 200, height: 20, font });
  const annotation = (values: Record<string, unknown>) => document.context.register(document.context.obj({ Type: 'Annot', Rect: [60, 300, 160, 320], ...values } as never));
  const note = annotation({ Subtype: 'Text', Contents: PDFHexString.fromText(`Ring til ${number}`) });
  const link = annotation({ Subtype: 'Link', A: { S: 'URI', URI: PDFString.of(`https://example.test/?cpr=${number}`) } });
  const annotations = page.node.Annots();
  annotations!.push(note);
  annotations!.push(link);
  page.node.set(PDFName.of('Annots'), annotations!);
  return document.save();
}

describe('numbers outside the plain text', () => {
  test('form value, note, link, metadata, turned and invisible text are clean, the lines beside stand', async () => {
    const [letter] = await cut(await fullOfTraces(), [{ id: 'x', pages: [1], redact: 'all', numbers: [number] }]);
    expect(letter!.leaks).toEqual([]);
    expect(letter!.removed).toBeGreaterThanOrEqual(4);
    for (const text of Object.values(readByOthers(letter!.sent!))) expect(digits(number).some((form) => text.includes(form))).toBe(false);
    for (const words of ['Linjen over nummeret', 'CPR-nr.:', 'og resten af linjen', 'Linjen under nummeret', 'Lodret', 'slut', 'Usynlig']) expect(letter!.text).toContain(words);
    expect((await PDFDocument.load(letter!.sent!)).getTitle()).toBeUndefined();
  });
});
