import { describe, expect, test } from 'bun:test';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '../../src/numbers/index.ts';
import { directDocumentWorker, type CutLetter, type PageRead } from '../../src/pdf/index.ts';
import { scrambled } from '../../src/pdf/engine/scrambled.ts';
import { readHocr } from '../../src/pdf/ocr/hocr.ts';
import { installedLanguages, startTextReader } from '../../src/pdf/ocr/tesseract.ts';
import { inLanes } from '../support/lanes.ts';
import { folded, hasTextToPdf, inFolder, lyingFonts, noise, onPaper, photograph, printedText, readIndependently, scanPdf, skewed, turned, type Picture } from '../support/scans.ts';

const tools = ['tesseract', 'pdftoppm', 'pdftotext', 'mutool', 'qpdf'].every((tool) => Bun.which(tool));
if (!tools) console.log('The tests of scanned pages are left out: tesseract, poppler, mutool or qpdf is not installed');

const worker = directDocumentWorker();
const sample = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
const sheet = (): Picture => photograph(sample, [1, 1])[0]!;
/** The upper half of it, with the letter's head and number: half the work where only the way it was scanned matters. */
const half = (): Picture => {
  const { width, height, data } = sheet();
  return { width, height: height >> 1, data: data.subarray(0, width * (height >> 1)) };
};
/** The number on the sample's first page, and where it stands (points), as its own text says. */
let known: Promise<Candidate> | undefined;
const truth = () => (known ??= worker.read(sample, {}).then((pages) => pages[0]!.candidates.find((one) => one.kind === 'cpr')!));
/** An OCR that turns nothing reads these as they come. */
const straight = new Set(['straight', 'black and white', 'in colour']);
const persons = (page: PageRead) => page.candidates.filter((one) => one.kind === 'cpr').map((one) => one.number);

async function cutAll(pdf: Uint8Array, pages: PageRead[], redact: 'all' | 'only' = 'all', numbers: string[] = []): Promise<CutLetter> {
  let made: CutLetter | undefined;
  const scans = pages.filter((page) => page.source === 'ocr' && page.unreadable === null);
  await worker.cut(pdf, [{ id: 'a', pages: pages.map((page) => page.page), redact, numbers, scans }], { onLetter: async (letter) => void (made = letter) });
  return made!;
}

/** Tesseract processes that this one's children started. */
function readersBelow(pid: number): number {
  const all = Bun.spawnSync(['ps', '-eo', 'pid=,ppid=,comm=']).stdout.toString().split('\n').map((line) => line.trim().split(/\s+/));
  const family = [String(pid)];
  for (const parent of family) family.push(...all.filter(([, above]) => above === parent).map(([own]) => own!));
  return all.filter(([own, , name]) => name === 'tesseract' && family.includes(own!)).length;
}

/** The number by every tool that looks for text, and by an OCR of our own. */
function seenBy(pdf: Uint8Array, number: string): Promise<string[]> {
  return inFolder(async (folder) => {
    const file = join(folder, 'sent.pdf');
    writeFileSync(file, pdf);
    const run = async (...command: string[]) => Buffer.from(await new Response(Bun.spawn(command, { stderr: 'ignore' }).stdout).arrayBuffer()).toString('latin1');
    const texts = { pdftotext: await run('pdftotext', file, '-'), mutool: await run('mutool', 'draw', '-F', 'txt', file), qpdf: await run('qpdf', '--qdf', '--object-streams=disable', file, '-'), ocr: (await readIndependently(pdf)).join('\n') };
    const written = new RegExp([...number].join('[^0-9]{0,3}'));
    return Object.entries(texts).filter(([, text]) => written.test(text)).map(([name]) => name);
  });
}

describe.skipIf(!tools)('a scanned page is read, however it was put into the scanner', () => {
  const ways: [string, (picture: Picture) => Picture, Parameters<typeof scanPdf>[1], () => Picture][] = [
    ['straight', onPaper, {}, sheet],
    ['black and white', onPaper, { kind: '1-bit' }, half],
    ['in colour', onPaper, { kind: 'colour' }, sheet],
    ['upside down', (picture) => turned(picture, 180), {}, sheet],
    ['on its side', (picture) => turned(picture, 90), {}, half],
    ['on its other side', (picture) => turned(picture, 270), {}, half],
    ['3 degrees askew', (picture) => skewed(picture, 3), {}, sheet],
    ['5 degrees askew the other way', (picture) => onPaper(skewed(picture, -5)), {}, half],
    ['folded through the number', (picture) => folded(onPaper(picture), 2010, 4), {}, sheet],
    ['folded through its last digits', (picture) => folded(onPaper(picture), 2080, 4), {}, half],
  ];
  const outcome = inLanes(ways.map(([name, change, options, picture]) => async () => {
    const { number } = await truth();
    const pdf = await scanPdf([change(picture())], options);
    const [page] = await worker.read(pdf, {});
    const letter = await cutAll(pdf, [page!]);
    return { number, page: page!, letter, original: straight.has(name) ? await seenBy(letter.original, number) : ['ocr'], sent: letter.sent && await seenBy(letter.sent, number) };
  }));
  for (const [at, [name]] of ways.entries()) {
    test(name, async () => {
      const { number, page, letter, original, sent } = await outcome(at);
      expect(page).toMatchObject({ source: 'ocr', unreadable: null });
      expect(persons(page)).toEqual([number]);
      expect(page.confidence!).toBeGreaterThan(0.8);
      expect(page.text).toContain('Birkelund Gymnasium');
      expect(letter.leaks).toEqual([]);
      expect(original).toEqual(['ocr']);
      expect(sent).toEqual([]);
      // What was not removed is still there to read, and the letter has not become a film.
      expect(letter.text).toContain('Birkelund Gymnasium');
      expect(letter.sent!.length).toBeLessThan(1_500_000);
    }, 600_000);
  }

  test('the place of a number is the place where it stands', async () => {
    const [text, [scan]] = [await truth(), await worker.read(await scanPdf([sheet()]), {})];
    const [a, b] = [text.fragments[0]!.box, scan!.candidates.find((one) => one.kind === 'cpr')!.fragments[0]!.box];
    for (const side of [0, 1, 2, 3]) expect(Math.abs(a[side]! - b[side]!)).toBeLessThan(4);
  });
});

describe.skipIf(!tools)('what a person can see decides', () => {
  test('an invisible text layer over a scan neither chooses nor stays', async () => {
    const { number } = await truth();
    const pdf = await scanPdf([sheet()], { hiddenText: 'CPR 010190-1234 '.repeat(6) });
    const [page] = await worker.read(pdf, {});
    expect(persons(page!)).toEqual([number]);
    const letter = await cutAll(pdf, [page!]);
    expect(letter.leaks).toEqual([]);
    expect(await seenBy(letter.sent!, number)).toEqual([]);
    expect(await seenBy(letter.sent!, '0101901234')).toEqual([]);
  });

  test('noise blocks with a reason of its own; a blank sheet under a lamp is blank', async () => {
    const white = { width: 620, height: 877, data: new Uint8Array(620 * 877).fill(255) };
    const pdf = await scanPdf([noise(400, 300, 0.02), onPaper(white)], { dpi: 150 });
    const pages = await worker.read(pdf, {});
    expect(pages.map((page) => page.unreadable)).toEqual(['ocr_failed', null]);
    expect(pages[1]!.text).toBe('');
  });

  test('only the number asked for goes', async () => {
    const { number } = await truth();
    const pdf = await scanPdf([sheet()]);
    const letter = await cutAll(pdf, await worker.read(pdf, {}), 'only', ['0101901234']);
    expect(letter.leaks).toEqual([]);
    expect(await seenBy(letter.sent!, number)).toEqual(['ocr']);
  });

  test.skipIf(!hasTextToPdf)('a letter printed by texttopdf, whose font names no letter', async () => {
    const pdf = printedText('Kære forælder\n\nElev 010212-4234 har været syg i mange dage.\n\nMed venlig hilsen\nSkolen på Søndergade\n');
    expect(await seenBy(pdf, '0102124234')).toEqual(['ocr']);
    const pages = await worker.read(pdf, {});
    expect(pages[0]).toMatchObject({ source: 'ocr', unreadable: null });
    expect(persons(pages[0]!)).toEqual(['0102124234']);
    expect(pages[0]!.text).toContain('Kære forælder');
    const letter = await cutAll(pdf, pages);
    expect(letter.leaks).toEqual([]);
    expect(await seenBy(letter.sent!, '0102124234')).toEqual([]);
  });
});

describe.skipIf(!tools || !hasTextToPdf)('a font whose table of letters lies', () => {
  const number = '0102124234';
  const page = 'Kære forælder\n\nElev 010212-4234 har været syg i mange dage. Vi indkalder derfor til en samtale på skolens kontor, hvor vi kan tale om fraværet og om, hvad skolen kan gøre.\n\nMed venlig hilsen\nSkolen på Søndergade\n';
  // Glyphs of the usual fonts are numbered from 3 = space, 29 below the letters: the first lie gives signs that are none, the second other letters.
  for (const [name, shift] of [['no letters', 0], ['other letters', 0x20]] as const) test(`${name}: the picture is read instead, and painted over`, async () => {
    const pdf = await lyingFonts(printedText(page), shift);
    expect(await seenBy(pdf, number)).toEqual(['ocr']);
    const pages = await worker.read(pdf, {});
    expect(pages[0]).toMatchObject({ source: 'ocr', unreadable: null });
    expect(persons(pages[0]!)).toEqual([number]);
    const letter = await cutAll(pdf, pages);
    expect(letter.leaks).toEqual([]);
    expect(await seenBy(letter.sent!, number)).toEqual([]);
  });

  test('the honest table is believed', async () => {
    const [read] = await worker.read(await lyingFonts(printedText(page.replace(/[æøå]/g, 'a')), 29), {});
    expect(read).toMatchObject({ source: 'text', unreadable: null });
    expect(persons(read!)).toEqual([number]);
  });

  test('words of other languages, names and abbreviations are no lie', () => {
    const honest = [
      'Waalidiinta sharafta leh, waxaan idin ogeysiineynaa in iskuulku xiran yahay maalinta Jimcaha sababta oo ah tababarka shaqaalaha. Fadlan la xiriir xafiiska haddii aad su aalo qabtaan.',
      'Kính gửi quý phụ huynh, chúng tôi xin thông báo trường sẽ đóng cửa vào thứ sáu do đào tạo nhân viên. Vui lòng liên hệ văn phòng nếu có thắc mắc.',
      'Szanowni rodzice, informujemy, że szkoła będzie zamknięta w piątek z powodu szkolenia personelu. W razie pytań prosimy o kontakt z sekretariatem szkoły.',
      'Sayın veliler, personel eğitimi nedeniyle okulun cuma günü kapalı olacağını bildiririz. Düzenlemeler hakkında sorularınız varsa lütfen ofisle iletişime geçin.',
      'Muhammad Hussein Ahmad Zeynep Yılmaz Nguyen Phuong Kowalczyk Krzysztof Abdikadir Warsame Fatuma Hodan Jensen Pedersen Viggo Hjalmar Freja',
      'HTX STX HHX EUX EUD GYM FGU VUC SOSU KUU AMU AVU DKK EUR USD CPR CVR EAN IBAN SWIFT BIC PDF XML CSV XLS DOC PPT JPG PNG GIF HTML CSS PHP SQL DNS VPN TCP',
    ];
    expect(honest.filter(scrambled)).toEqual([]);
  });
});

describe.skipIf(!tools)('limits', () => {
  test('a page of 200 x 200 inches is answered', async () => {
    const pdf = await scanPdf([sheet()], { dpi: 12 });
    const [page] = await worker.read(pdf, {});
    expect(page!.width).toBeGreaterThan(14_000);
    expect(page!.source).toBe('ocr');
  });

  test('a page that keeps tesseract busy for too long is given up, and the one behind it is read', async () => {
    const reader = startTextReader(installedLanguages()!, 5_000);
    // Grains of two pixels: those of one are wiped away before anything is read.
    const small = noise(1240, 877, 0.05);
    const grains = { width: 2480, height: 1754, data: new Uint8Array(2480 * 1754).map((_, at) => small.data[((at / 2480) >> 1) * 1240 + ((at % 2480) >> 1)]!) };
    try {
      const [stuck, letter] = [reader.read(grains), reader.read(half())];
      expect(await stuck).toBeNull();
      expect(readHocr((await letter)!).flatMap((line) => line.words.map((word) => word.characters.map(({ text }) => text).join(''))).join(' ')).toContain('Birkelund Gymnasium');
    } finally {
      reader.end();
    }
  });

  test('the scans of a file for one child are read by two processes', async () => {
    const { number } = await truth();
    const pdf = await scanPdf([half(), turned(half(), 180), half()].map((picture) => onPaper(picture)), { kind: '1-bit' });
    expect(pdf.length).toBeLessThan(512 * 1024);
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, readersBelow(process.pid))), 50);
    const seen: number[] = [];
    const pages = await directDocumentWorker({ children: 2 }).read(pdf, { onScans: (done) => seen.push(done) });
    clearInterval(watch);
    expect(most).toBe(2);
    expect(pages.map(persons)).toEqual([[number], [number], [number]]);
    expect(pages.map((page) => [page.page, page.turn])).toEqual([[1, 0], [2, 180], [3, 0]]);
    expect([...new Set(seen)]).toEqual([0, 1, 2, 3]);
  });

  test('pages read before a crash are not read again', async () => {
    const pdf = await scanPdf([sheet(), sheet()], { dpi: 300 });
    const first = { page: 1, text: 'læst før', source: 'ocr' } as PageRead;
    const read: number[] = [];
    const seen: [number, number][] = [];
    const pages = await worker.read(pdf, { known: [first], onScan: (page) => read.push(page.page), onScans: (done, total) => seen.push([done, total]) });
    expect(read).toEqual([2]);
    expect(pages[0]).toBe(first);
    expect(seen.at(0)).toEqual([1, 2]);
    expect(seen.at(-1)).toEqual([2, 2]);
  });

  test('without tesseract the page says so, and a blank sheet is blank', async () => {
    const white = { width: 620, height: 877, data: new Uint8Array(620 * 877).fill(255) };
    const pdf = await scanPdf([sheet(), white]);
    await inFolder(async (folder) => {
      mkdirSync(join(folder, 'bin'));
      symlinkSync(Bun.which('nice')!, join(folder, 'bin/nice'));
      chmodSync(join(folder, 'bin'), 0o755);
      const before = process.env.PATH;
      process.env.PATH = join(folder, 'bin');
      try {
        const pages = await worker.read(pdf, {});
        expect(pages.map((page) => page.unreadable)).toEqual(['ocr_missing', null]);
      } finally {
        process.env.PATH = before;
      }
    });
  });
});
