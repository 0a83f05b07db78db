import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { degrees, PDFDocument, type PDFEmbeddedPage, type PDFImage, type PDFPage } from 'pdf-lib';
import { invalid, Problem } from '../../core/errors.ts';
import { orientationOf } from './exif.ts';
import { pictureSize } from './picture-size.ts';
import { hasCommand, runTool } from './run-tool.ts';

/** A4 and a margin that every printer keeps, in points. */
const [short, long, margin] = [595.28, 841.89, 28.35];
/** A small picture is not blown up beyond this (dots per inch). */
const leastDpi = 96;
const toolTime = 60_000;
const mostFrames = 200;

/** A JPEG or PNG on one A4 page, upright, as large as the page or its own size allow. */
export async function picturePdf(kind: 'jpeg' | 'png', pictures: Uint8Array[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const given of pictures) {
    // A copy: pdf-lib looks at the whole buffer, whatever part of it is meant.
    const bytes = new Uint8Array(given);
    pictureSize(kind, bytes);
    const image = await (kind === 'jpeg' ? document.embedJpg(bytes) : document.embedPng(bytes)).catch(() => {
      throw invalid('convert.damaged');
    });
    const { turn, mirrored } = kind === 'jpeg' ? orientationOf(bytes) : { turn: 0 as const, mirrored: false };
    place(document, image, { width: image.width * (72 / leastDpi), height: image.height * (72 / leastDpi), turn, mirrored });
  }
  return document.save();
}

type Wish = { width: number; height: number; turn: 0 | 90 | 180 | 270; mirrored: boolean };

/** Puts a picture of at most `width` x `height` points in the middle of a new page that lies as the picture does. */
function place(document: PDFDocument, image: PDFImage | PDFEmbeddedPage, { width, height, turn, mirrored }: Wish): void {
  const lying = turn % 180 === 0 ? width > height : height > width;
  const [w, h] = lying ? [long, short] : [short, long];
  const page = document.addPage([w, h]);
  const [across, down] = turn % 180 === 0 ? [width, height] : [height, width];
  const scale = Math.min(1, (w - 2 * margin) / across, (h - 2 * margin) / down);
  const [iw, ih] = [width * scale, height * scale];
  const [left, bottom] = [(w - across * scale) / 2, (h - down * scale) / 2];
  // Turned clockwise about the corner that becomes the lower left of the result.
  const corner = { 0: [left, bottom], 90: [left, bottom + iw], 180: [left + iw, bottom + ih], 270: [left + ih, bottom] }[turn]!;
  const [x, y] = corner as [number, number];
  const options = { x, y, width: iw, height: ih, rotate: degrees(-turn) };
  if (mirrored) mirror(page, image as PDFImage, options);
  else if ('embed' in image && 'ref' in image && 'scale' in image && isPicture(image)) page.drawImage(image, options);
  else page.drawPage(image as PDFEmbeddedPage, options);
}

const isPicture = (image: PDFImage | PDFEmbeddedPage): image is PDFImage => 'scaleToFit' in image;

/** Hardly any telephone writes a mirrored picture; a negative width draws it about its own left side. */
function mirror(page: PDFPage, image: PDFImage, { x, y, width, height, rotate }: { x: number; y: number; width: number; height: number; rotate: ReturnType<typeof degrees> }): void {
  const angle = (rotate.angle * Math.PI) / 180;
  page.drawImage(image, { x: x + width * Math.cos(angle), y: y + width * Math.sin(angle), width: -width, height, rotate });
}

/** A TIFF, one page or many (a fax, a scanned stack), with tiff2pdf; each page fitted to A4. */
export async function tiffPdf(bytes: Uint8Array, folder: string, name: string): Promise<Uint8Array> {
  if (!hasCommand('tiff2pdf')) throw noTool('libtiff-tools', 'TIFF');
  const [from, to] = [join(folder, `${name}.tif`), join(folder, `${name}-tiff.pdf`)];
  writeFileSync(from, bytes);
  const went = await runTool('tiff2pdf', ['-o', to, from], folder, toolTime);
  if (!went || !existsSync(to)) throw invalid('convert.damaged');
  try {
    const source = await PDFDocument.load(readFileSync(to));
    if (source.getPageCount() === 0) throw invalid('convert.damaged');
    const document = await PDFDocument.create();
    for (const page of await document.embedPages(source.getPages())) place(document, page, { width: page.width, height: page.height, turn: 0, mirrored: false });
    return await document.save();
  } catch (error) {
    throw error instanceof Problem ? error : invalid('convert.damaged');
  }
}

/** A HEIC photo by way of heif-convert, which also turns it upright. */
export async function heicPdf(bytes: Uint8Array, folder: string, name: string): Promise<Uint8Array> {
  if (!hasCommand('heif-convert')) throw noTool('libheif-examples', 'HEIC');
  const from = join(folder, `${name}.heic`);
  writeFileSync(from, bytes);
  if (!await runTool('heif-convert', ['-q', '92', from, join(folder, `${name}-heic.jpg`)], folder, toolTime)) throw invalid('convert.damaged');
  const made = readdirSync(folder).filter((each) => each.startsWith(`${name}-heic`)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (made.length === 0) throw invalid('convert.damaged');
  return picturePdf('jpeg', made.slice(0, mostFrames).map((each) => readFileSync(join(folder, each))));
}

const noTool = (tool: string, kind: string) => invalid('convert.no_tool', { tool, kind });
