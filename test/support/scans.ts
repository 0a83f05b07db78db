import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDict, PDFDocument, PDFName, PDFNumber, StandardFonts, TextRenderingMode, setTextRenderingMode } from 'pdf-lib';

/** Grey, one byte a pixel, from the top. What a scanner sees before anything is made of it. */
export type Picture = { width: number; height: number; data: Uint8Array };

export const scannerDpi = 300;

/** A folder for one piece of work, gone afterwards. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  const gone = () => rmSync(folder, { recursive: true, force: true });
  let result: T;
  try {
    result = work(folder);
  } catch (error) {
    gone();
    throw error;
  }
  if (result instanceof Promise) void result.finally(gone).catch(() => {});
  else gone();
  return result;
}

/** Pages of a PDF as a scanner would see them, by poppler: another painter than ours. */
export function photograph(pdf: Uint8Array, pages?: [first: number, last: number], dpi = scannerDpi): Picture[] {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'in.pdf'), pdf);
    const range = pages ? ['-f', String(pages[0]), '-l', String(pages[1])] : [];
    const { exitCode } = Bun.spawnSync(['pdftoppm', '-gray', '-r', String(dpi), ...range, join(folder, 'in.pdf'), join(folder, 'p')]);
    if (exitCode !== 0) throw new Error('pdftoppm failed');
    return readdirSync(folder).filter((name) => name.endsWith('.pgm')).sort().map((name) => graymap(readFileSync(join(folder, name))));
  });
}

function graymap(bytes: Buffer): Picture {
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'))!;
  return { width: Number(width), height: Number(height), data: new Uint8Array(bytes.subarray(head.length)) };
}

function mapped(width: number, height: number, from: Picture, source: (x: number, y: number) => [number, number]): Picture {
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const [u, v] = source(x, y);
    const [a, b] = [Math.round(u), Math.round(v)];
    if (a >= 0 && b >= 0 && a < from.width && b < from.height) data[y * width + x] = from.data[b * from.width + a]!;
  }
  return { width, height, data };
}

/** Put into the scanner turned clockwise. */
export function turned(picture: Picture, degrees: 90 | 180 | 270): Picture {
  const { width, height } = picture;
  if (degrees === 180) return mapped(width, height, picture, (x, y) => [width - 1 - x, height - 1 - y]);
  if (degrees === 90) return mapped(height, width, picture, (x, y) => [y, height - 1 - x]);
  return mapped(height, width, picture, (x, y) => [width - 1 - y, x]);
}

/** Drawn in askew, degrees counter-clockwise about the middle. */
export function skewed(picture: Picture, degrees: number): Picture {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const [mx, my] = [picture.width / 2, picture.height / 2];
  return mapped(picture.width, picture.height, picture, (x, y) => [mx + (x - mx) * cos - (y - my) * sin, my + (x - mx) * sin + (y - my) * cos]);
}

/** Folded along a line down the page at `x` pixels: the right half lies `shift` pixels lower, a shadow runs along the fold. */
export function folded(picture: Picture, x: number, shift = 3): Picture {
  const out = mapped(picture.width, picture.height, picture, (u, v) => [u, u > x ? v - shift : v]);
  for (let y = 0; y < out.height; y++) for (let u = x - 6; u <= x + 6; u++) {
    const at = y * out.width + u;
    out.data[at] = Math.max(0, out.data[at]! - (u === x ? 130 : 70 - Math.abs(u - x) * 8));
  }
  return out;
}

/** Paper and a lamp: grey ground, grain, uneven light. The same every time. */
export function onPaper(picture: Picture, seed = 7): Picture {
  let state = seed;
  const random = () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
  const data = picture.data.map((value, at) => {
    const light = 228 + 14 * Math.sin((at % picture.width) / 700);
    return Math.max(0, Math.min(255, 30 + (value / 255) * (light - 30) + (random() - 0.5) * 18));
  });
  return { ...picture, data };
}

/** Nothing but noise, as a fax with a broken line. */
export function noise(width: number, height: number, share: number, seed = 3): Picture {
  let state = seed;
  const data = new Uint8Array(width * height).map(() => ((state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff < share ? 0 : 255));
  return { width, height, data };
}

export type ScanKind = 'grey' | 'colour' | '1-bit';

/** A PDF of pictures, one a page, as scanners make them. `hiddenText`: an invisible text layer over them, as scanners with OCR add. */
export async function scanPdf(pictures: Picture[], options: { kind?: ScanKind; dpi?: number; hiddenText?: string } = {}): Promise<Uint8Array> {
  const { kind = 'grey', dpi = scannerDpi } = options;
  const document = await PDFDocument.create();
  const font = options.hiddenText ? await document.embedFont(StandardFonts.Helvetica) : null;
  for (const picture of pictures) {
    const page = document.addPage([(picture.width * 72) / dpi, (picture.height * 72) / dpi]);
    const stream = document.context.stream(deflateSync(samples(picture, kind), { level: 1 }), {
      Type: 'XObject', Subtype: 'Image', Width: picture.width, Height: picture.height, Filter: 'FlateDecode',
      ColorSpace: kind === 'colour' ? 'DeviceRGB' : 'DeviceGray', BitsPerComponent: PDFNumber.of(kind === '1-bit' ? 1 : 8),
    });
    page.node.setXObject(PDFName.of('Im'), document.context.register(stream));
    const content = document.context.flateStream(`q ${page.getWidth()} 0 0 ${page.getHeight()} 0 0 cm /Im Do Q`);
    page.node.set(PDFName.of('Contents'), document.context.obj([document.context.register(content)]));
    if (font) {
      page.setFont(font);
      page.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
      page.drawText(options.hiddenText!, { x: 50, y: 700, size: 10 });
    }
  }
  return document.save();
}

function samples({ width, height, data }: Picture, kind: ScanKind): Uint8Array {
  if (kind === 'grey') return data;
  if (kind === 'colour') {
    // Ink is blue, paper a little yellow.
    const out = new Uint8Array(data.length * 3);
    data.forEach((value, at) => out.set([value * 0.98, value * 0.96, Math.min(255, 40 + value * 0.8)], at * 3));
    return out;
  }
  const row = Math.ceil(width / 8);
  const out = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (data[y * width + x]! > 140) out[y * row + (x >> 3)]! |= 0x80 >> (x & 7);
  return out;
}

const textToPdf = '/usr/lib/cups/filter/texttopdf';
/** CUPS' filter for plain text, whose fonts name no letter. */
export const hasTextToPdf = existsSync(textToPdf);

/** Plain text as CUPS prints it; a form feed begins a new page. */
export function printedText(text: string): Uint8Array {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'brev.txt'), text);
    return new Uint8Array(Bun.spawnSync([textToPdf, '1', 'lise', 'brev', '1', '', join(folder, 'brev.txt')], { env: { ...process.env, PPD: '/dev/null', CHARSET: 'utf-8' }, stderr: 'ignore' }).stdout);
  });
}

/** The same pages with a table of letters in each composite font that says of every glyph: I am the letter of my own number, plus `shift`. */
export async function lyingFonts(pdf: Uint8Array, shift: number): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf);
  const { context } = document;
  const table = `begincmap /CMapName /Lie def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <${shift.toString(16).padStart(4, '0')}> endbfrange endcmap`;
  for (const [, font] of context.enumerateIndirectObjects()) {
    if (font instanceof PDFDict && font.get(PDFName.of('Subtype')) === PDFName.of('Type0')) font.set(PDFName.of('ToUnicode'), context.register(context.flateStream(table)));
  }
  return document.save();
}

/** What another OCR run reads in a PDF: poppler paints, a tesseract of our own reads. Nothing of the project takes part. */
export function readIndependently(pdf: Uint8Array, dpi = 250): Promise<string[]> {
  return inFolder(async (folder) => {
    writeFileSync(join(folder, 'in.pdf'), pdf);
    await Bun.spawn(['pdftoppm', '-gray', '-r', String(dpi), join(folder, 'in.pdf'), join(folder, 'p')]).exited;
    const texts: string[] = [];
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.pgm')).sort()) {
      const tesseract = Bun.spawn(['tesseract', join(folder, name), '-', '-l', 'dan', '--dpi', String(dpi)], { env: { ...process.env, OMP_THREAD_LIMIT: '1' }, stderr: 'ignore' });
      texts.push(await new Response(tesseract.stdout).text());
    }
    return texts;
  });
}
